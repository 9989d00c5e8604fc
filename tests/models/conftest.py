"""Raw corpora in miniature."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.recipe import corpus, gum
from models.recipe.sentence import Sentence

DEMONYMS = frozenset({"peruvian", "kazakhs", "georgian"})

TREE = """# newdoc id = {doc}
# sent_id = {doc}-1
# text = Officials in Lima didn't meet Rosa Quispe.
1	Officials	official	NOUN	NNS	Number=Plur	6	nsubj	_	Entity=(1-person-new-nnnnn-cf2-1-coref
2	in	in	ADP	IN	_	3	case	_	_
3	Lima	Lima	PROPN	NNP	Number=Sing	1	nmod	_	Entity=(2-place-new-nnnnn-cf3-1-sgl-Lima)1)
4-5	didn't	_	_	_	_	_	_	_	_
4	did	do	AUX	VBD	Tense=Past	6	aux	_	_
5	n't	not	PART	RB	Polarity=Neg	6	advmod	_	_
6	meet	meet	VERB	VB	VerbForm=Inf	0	root	_	_
7	Rosa	Rosa	PROPN	NNP	Number=Sing	6	obj	_	Entity=(3-person-new-nnnnn-cf1-1,2-coref
8	Quispe	Quispe	PROPN	NNP	Number=Sing	7	flat	_	Entity=3)|SpaceAfter=No
9	.	.	PUNCT	.	_	6	punct	_	_

# sent_id = {doc}-2
# text = Peruvian governor Ana Roca left.
1	Peruvian	Peruvian	ADJ	JJ	Degree=Pos	2	amod	_	Entity=(4-person-new-nnnnn-cf1-3-coref
2	governor	governor	NOUN	NN	Number=Sing	3	nmod:desc	_	_
3	Ana	Ana	PROPN	NNP	Number=Sing	5	nsubj	_	_
4	Roca	Roca	PROPN	NNP	Number=Sing	3	flat	_	Entity=4)
5	left	leave	VERB	VBD	Tense=Past	0	root	_	SpaceAfter=No
6	.	.	PUNCT	.	_	5	punct	_	_
"""


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[str], Path]:
    def write(name: str) -> Path:
        path = tmp_path / f"{name}.conllu"
        path.write_text(TREE.format(doc=name), encoding="utf-8")
        return path

    return write


@pytest.fixture
def miniature(tmp_path: Path, tree: Callable[[str], Path]) -> Path:
    """A folder of built corpora: every set, with the same two sentences."""
    folder = tmp_path / "corpus"
    writer = corpus.Writer(folder)
    sentences = gum.read_gum(tree("GUM_news_x"), DEMONYMS) * 10
    plain = [Sentence(s.words, s.spaces, s.names) for s in sentences]
    for source in (corpus.EWT, corpus.GUM):
        for split in ("train", "dev"):
            writer.write(source, split, sentences)
    named = (corpus.GMB, corpus.UNER, corpus.CROSSNER, corpus.REDOCRED, corpus.WIKIGOLD, corpus.RE3D)
    for source in (*named, corpus.CNC):
        for split in ("train", "dev"):
            writer.write(source, split, plain)
    writer.close()
    index = json.loads((folder / "INDEX.json").read_text(encoding="utf-8"))
    assert index[0]["tasks"] == ["syntax", "names"]
    return folder
