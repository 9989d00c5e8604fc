"""What a finished pipeline says about itself."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from spacy.language import Language

from models.recipe.numbers import add_numbers

META = Path(__file__).parent / "configs" / "meta.json"
CONTENT = "English news: sentences, tags, morphology, lemmas, Universal Dependencies, names and numbers"


def write_package(nlp: Language, output: Path, name: str, made_of: str, source: dict[str, str]) -> None:
    """Add the rules for numbers and write a pipeline that spaCy loads, with its data and licences in the meta file.

    Every reading is stored under the pipeline's name and version; a digest of the files is part of the version, so no
    two pipelines share both.

    Args:
        nlp: the finished pipeline.
        output: the folder.
        name: without the language, "protest_news".
        made_of: what sets it apart, for its description.
        source: what it alone was made from: name, license, author and url.
    """
    meta = cast("dict[str, Any]", json.loads(META.read_text(encoding="utf-8")))
    own = {"name": name, "description": f"{CONTENT}; {made_of}.", "sources": [*meta["sources"], source]}
    add_numbers(nlp)
    nlp.meta.update(meta | own)
    nlp.meta["performance"] = {}
    if "paths" in nlp.config:
        nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])  # where this machine trained is nobody's business
    nlp.to_disk(output)
    stored = json.loads((output / "meta.json").read_text(encoding="utf-8"))
    stored["version"] += f"+{_digest(output)[:8]}"
    (output / "meta.json").write_text(json.dumps(stored, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _digest(folder: Path) -> str:
    digest = sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "meta.json"):
        digest.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()
