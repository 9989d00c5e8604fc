"""The same questions and looks for Neo4j Browser: favourites as the archive it exports itself, and a style sheet."""

import io
import json
import re
import zipfile

from graph_schema.bloom.look import LOOKS, Look
from graph_schema.bloom.perspective import NAME
from graph_schema.bloom.phrases import EXAMPLES, Phrase, phrases

_OLDEST = (1980, 1, 1, 0, 0, 0)  # no time of its own: the same questions give the same archive
_DIAMETER = 50  # pixels, Browser's usual size


def favourites() -> bytes:
    """A ZIP archive of favourites; dropped on Browser's window, they appear as one folder of saved scripts.

    The first sets the parameters of all others: the visual answer of a query shows only where it is run alone.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for name, text in {"0 parameters": _parameters(), **{_file(one): _favourite(one) for one in phrases()}}.items():
            files.writestr(zipfile.ZipInfo(f"{NAME}/{name}.cypher", _OLDEST), text)
    return archive.getvalue()


def style() -> str:
    """A style sheet in Browser's own language (GraSS); dropped on its window, the graph has the colours of Bloom."""
    return "\n\n".join([_RELATIONSHIPS, *(_rule(label, look) for label, look in LOOKS.items())]) + "\n"


def _parameters() -> str:
    values = ", ".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in EXAMPLES.items())
    return f"// 0 First: what the questions ask about\n:params {{{values}}}"


def _file(phrase: Phrase) -> str:
    return re.sub(r"\W+", " ", phrase.question).strip()


def _favourite(phrase: Phrase) -> str:
    return f"// {phrase.question}\n// {phrase.shows}\n{phrase.cypher}"


_RELATIONSHIPS = """relationship {
  color: #848484;
  shaft-width: 1px;
  font-size: 8px;
  padding: 3px;
  text-color-external: #000000;
  text-color-internal: #FFFFFF;
  caption: "<type>";
}"""


def _rule(label: str, look: Look) -> str:
    return f"""node.{label} {{
  color: {look.colour};
  border-color: #848484;
  border-width: 2px;
  text-color-internal: #000000;
  font-size: 10px;
  diameter: {_DIAMETER * look.size:.0f}px;
  caption: "{{{look.caption}}}";
}}"""
