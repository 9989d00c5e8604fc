"""What each head chooses among, learnt from the training treebanks."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_args

from spacy.tokens import Token

from graph_schema.codebook import load_codebook
from graph_schema.model import Stance
from ingest.nlp.lemma_scripts import script_of
from models.recipe.encoder.network import Sizes
from models.recipe.sentence import NAME_LABELS

RARE = 3  # a lemma script seen less often is left to the table
SEEN, SURE = 2, 0.9  # a form seen as often, nearly always with one lemma, is looked up: .999 right on development text


@dataclass(frozen=True)
class Labels:
    """Inventories in the order of the heads' outputs; `lemma_table` maps "form POS" to known lemmas."""

    names: list[str]
    tags: list[str]
    morphs: list[str]
    lemmas: list[str]
    deps: list[str]
    kinds: list[str]
    stances: list[str]
    lemma_table: dict[str, str]

    @property
    def sizes(self) -> Sizes:
        """The number of outputs of each head."""
        return Sizes(
            4 * len(self.names) + 1,
            len(self.tags),
            len(self.morphs),
            len(self.lemmas),
            len(self.deps),
            len(self.kinds),
            len(self.stances),
        )

    def write(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Labels":
        """Read what `write` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def morph_label(token: Token) -> str:
    """Part of speech and features as one label, "NOUN|Number=Sing"."""
    return f"{token.pos_}|{token.morph}"


def learn(tokens: Iterable[Token]) -> Labels:
    """Collect the inventories from annotated tokens."""
    tags: Counter[str] = Counter()
    morphs: Counter[str] = Counter()
    deps: Counter[str] = Counter()
    scripts: Counter[str] = Counter()
    lemmas: defaultdict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for token in tokens:
        tags[token.tag_] += 1
        morphs[morph_label(token)] += 1
        deps[token.dep_] += 1
        script = script_of(token.text, token.lemma_)
        scripts[script] += 1
        lemmas[token.lower_, token.pos_][token.lemma_, script] += 1
    kept = {s for s, n in scripts.items() if n >= RARE}
    table: dict[str, str] = {}
    for (form, pos), counts in lemmas.items():
        (lemma, script), most = counts.most_common(1)[0]
        seen = counts.total()
        if script not in kept or (pos != "PROPN" and seen >= SEEN and most >= SURE * seen):
            table[f"{form} {pos}"] = lemma
    return Labels(
        names=list(NAME_LABELS),
        tags=sorted(tags),
        morphs=sorted(m for m, n in morphs.items() if n > 1),
        lemmas=sorted(kept),
        deps=sorted(deps),
        kinds=sorted(load_codebook().kinds),
        stances=list(get_args(Stance)),
        lemma_table=dict(sorted(table.items())),
    )
