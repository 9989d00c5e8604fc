"""The recipe in miniature: raw formats in, a pipeline out that plain spaCy loads."""

import csv
import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
import spacy
from spacy.pipeline import EntityRuler
from spacy.tokens import DocBin

from ingest.nlp.load import VARIANTS
from models.recipe import cnn, corpus, gum, name_sets, treebanks
from models.recipe.annotated import passages, unmarked
from models.recipe.clusters import write_vectors
from models.recipe.conventions import settle
from models.recipe.evaluate import name_keys, run, score_syntax
from models.recipe.paths import REPO, SHARED
from models.recipe.sentence import NameSpan, Sentence
from models.recipe.spacing import guess_spaces, spaces_in

DEMONYMS = frozenset({"peruvian", "kazakhs", "georgian"})

GMB_ROWS = [
    ("Sentence: 1", "President", "NNP", "B-per"),
    ("", "Ana", "NNP", "I-per"),
    ("", "Roca", "NNP", "I-per"),
    ("", "left", "VBD", "O"),
    ("", "Lima", "NNP", "B-geo"),
    ("", "on", "IN", "O"),
    ("", "Friday", "NNP", "B-tim"),
    ("", ".", ".", "O"),
]


def gmb_archive(folder: Path, rows: list[tuple[str, str, str, str]]) -> Path:
    table = io.StringIO()
    csv.writer(table).writerows([("Sentence #", "Word", "POS", "Tag"), *rows])
    path = folder / "ner.csv.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("ner.csv", table.getvalue().encode("latin-1"))
    return path


def cluster_tables(folder: Path, clusters: dict[str, int]) -> Path:
    for table, values in (("cluster", clusters), ("prob", dict.fromkeys(clusters, -5.0))):
        with gzip.open(folder / f"en_lexeme_{table}.json.gz", "wt", encoding="utf-8") as out:
            json.dump(values, out)
    return folder


def texts(sentence: Sentence) -> set[tuple[str, str | None]]:
    return {(" ".join(sentence.words[n.start : n.end]), n.label) for n in sentence.names or []}


def test_treebank_words_stay_apart_and_keep_the_text(tree: Callable[[str], Path]) -> None:
    first, _ = treebanks.read_conllu(tree("one"))
    doc = corpus.make_doc(corpus.tokenizer(), [first])
    assert [t.text for t in doc][3:5] == ["did", "n't"]
    assert doc.text.strip() == "Officials in Lima didn't meet Rosa Quispe."
    assert [t.dep_ for t in doc][5] == "ROOT"
    assert doc[4].lemma_ == "not"


def test_treebank_row_without_ten_columns_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.conllu"
    path.write_text("# sent_id = s-7\n1\tWord\n\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.conllu s-7"):
        treebanks.read_conllu(path)


def test_gum_mentions_become_names(tree: Callable[[str], Path]) -> None:
    first, second = gum.read_gum(tree("GUM_news_x"), DEMONYMS)
    assert texts(first) == {("Lima", "GPE"), ("Rosa Quispe", "PERSON")}
    assert texts(second) == {("Peruvian", "NORP"), ("Ana Roca", "PERSON")}


def test_names_behind_a_common_noun_are_found(tmp_path: Path) -> None:
    rows = [
        ("the", "DT", "det", 2, "(1-person-new-nnnnn-cf1-2-coref"),
        ("mayor", "NN", "nsubj", 6, ""),
        ("Rosa", "NNP", "flat", 2, ""),
        ("Quispe", "NNP", "flat", 2, "1)"),
        ("US", "NNP", "obj", 6, "(2-place-new-nnnnn-cf1-1-sgl)"),
        ("left", "VBD", "root", 0, ""),
    ]
    lines = [
        f"{i}\t{w}\t{w}\tX\t{tag}\t_\t{head}\t{dep}\t_\t{f'Entity={e}' if e else '_'}"
        for i, (w, tag, dep, head, e) in enumerate(rows, 1)
    ]
    path = tmp_path / "GUM_news_y.conllu"
    path.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    (sentence,) = gum.read_gum(path, DEMONYMS)
    assert texts(sentence) == {("Rosa Quispe", "PERSON"), ("US", "GPE")}


def test_gum_training_keeps_open_licences_only(tmp_path: Path, tree: Callable[[str], Path]) -> None:
    (tmp_path / "dep").mkdir()
    for name in ("GUM_news_a", "GUM_fiction_b", "GUM_news_c"):
        tree(name).rename(tmp_path / "dep" / f"{name}.conllu")
    (tmp_path / "splits.md").write_text("## test\n\n  * GUM_news_c\n", encoding="utf-8")
    read = gum.read_splits(tmp_path, DEMONYMS)
    assert {s.document for s in read["train"]} == {"GUM_news_a"}
    assert {s.document for s in read["test-news"]} == {"GUM_news_c"}


def test_gmb_is_cleaned_and_duplicates_dropped(tmp_path: Path) -> None:
    damaged = [("Sentence: 3", "1,00,000", "CD", "O"), ("", "marched", "VBD", "O")]
    again = [("Sentence: 2", *GMB_ROWS[0][1:]), *GMB_ROWS[1:]]
    raw = name_sets.gmb_raw(gmb_archive(tmp_path, [*GMB_ROWS, *again, *damaged]))
    train = name_sets.read_gmb(raw, DEMONYMS)["train"]
    assert len(train) == 1
    assert texts(train[0]) == {("Ana Roca", "PERSON"), ("Lima", "GPE"), ("Friday", "DATE")}


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("the United States", "PLACE", ("United States", "GPE")),
        ("France", "ORG", ("France", "GPE")),
        ("Prime Minister Ana Roca 's", "PERSON", ("Ana Roca", "PERSON")),
        ("President", "PERSON", None),
        ("Peruvian", "PLACE", ("Peruvian", "NORP")),
        ("Lake Orano", "PLACE", ("Lake Orano", "LOC")),
        ("Orano Bridge", "PLACE", ("Orano Bridge", "FAC")),
        ("Treaty of Orano", "MISC", ("Treaty of Orano", "LAW")),
        ("Orano Cup", "MISC", ("Orano Cup", "EVENT")),
        ("Blue Orano", "MISC", ("Blue Orano", None)),
        ("the town", "PLACE", ("town", None)),
    ],
)
def test_one_convention_for_names(words: str, label: str, expected: tuple[str, str | None] | None) -> None:
    split = words.split()
    span = settle(split, NameSpan(0, len(split), label), DEMONYMS)
    assert (span and (" ".join(split[span.start : span.end]), span.label)) == expected


def test_bio_reads_both_schemes() -> None:
    assert name_sets.bio_spans(["I-PER", "I-PER", "O", "B-LOC", "B-LOC"]) == [
        (0, 2, "PER"),
        (3, 4, "LOC"),
        (4, 5, "LOC"),
    ]


def test_a_line_without_a_tag_is_named() -> None:
    with pytest.raises(ValueError, match=r"set\.txt, line 2"):
        list(name_sets.columns(["Lima B-LOC", "alone"], "set.txt"))


def test_spaces_are_guessed_and_read() -> None:
    words = ["A", "two", "-", "day", '"', "strike", '"', ",", "he", "said", "."]
    after = guess_spaces(words, join_hyphens=True)
    assert "".join(w + " " * s for w, s in zip(words, after, strict=True)).strip() == 'A two-day "strike", he said.'
    assert spaces_in(["can", "not", "go"], "cannot go") == [False, True, False]
    with pytest.raises(ValueError, match="'go'"):
        spaces_in(["can", "go"], "cannot go")


def test_ranks_keep_their_full_stop() -> None:
    assert [t.text for t in corpus.tokenizer()("Capt. Roca left.")] == ["Capt.", "Roca", "left", "."]


def test_retokenised_names_move_and_lost_ones_become_unknown() -> None:
    words = ["Ust-Orano", "and", "pro-Lima", "crowds"]
    names = [NameSpan(0, 1, "GPE"), NameSpan(2, 3, None)]
    doc = corpus.make_doc(corpus.tokenizer(), [Sentence(words, [True] * 4, names)], retokenise=True)
    assert [(e.text, e.label_) for e in doc.ents] == [("Ust-Orano", "GPE")]
    assert [t.text for t in doc if t.ent_iob == 0] == ["pro", "-", "Lima"]


def test_words_of_one_cluster_share_a_vector_and_near_ones_resemble(tmp_path: Path) -> None:
    tables = cluster_tables(
        tmp_path, {"Lima": 0b1010_1101, "Quito": 0b1010_1101, "Cusco": 0b0110_1101, "ate": 0b1010_0010}
    )
    write_vectors(tmp_path / "vectors", tables)
    vocab = spacy.load(tmp_path / "vectors").vocab
    assert vocab["Lima"].similarity(vocab["Quito"]) == pytest.approx(1)
    assert vocab["Lima"].similarity(vocab["Cusco"]) > vocab["Lima"].similarity(vocab["ate"])


def test_names_are_compared_in_one_convention() -> None:
    doc = corpus.make_doc(corpus.tokenizer(), [Sentence(["The", "Lima", "'s"], [True, False, True], [])])
    spans = [doc.char_span(0, len("The Lima's"), label="GPE")]
    keys = name_keys(0, [s for s in spans if s], frozenset({"LOC"}), doc)
    assert keys == {(0, 1, 2, "LOC")}


def test_gaps_are_filled_only_where_the_set_is_silent() -> None:
    teacher = spacy.blank("en")
    ruler = cast("EntityRuler", teacher.add_pipe("entity_ruler"))
    ruler.add_patterns([{"label": "DATE", "pattern": "Friday"}, {"label": "GPE", "pattern": "Lima"}])
    doc = corpus.make_doc(teacher, [Sentence(["Lima", "on", "Friday"], [True] * 3, [])])
    (filled,) = cnn.fill_gaps([doc], {"DATE"}, teacher)
    assert [(e.text, e.label_) for e in filled.ents] == [("Friday", "DATE")]


def test_training_in_miniature_ends_in_a_plain_pipeline(tmp_path: Path, miniature: Path) -> None:
    tables = cluster_tables(tmp_path, {"Lima": 13, "left": 6, "governor": 7})
    built = cnn.train(miniature, tmp_path / "cnn", cnn.Plan(60, 20), tables, VARIANTS["default"])
    done = built.stat().st_mtime
    assert cnn.train(miniature, tmp_path / "cnn", teacher=VARIANTS["default"]).stat().st_mtime == done, (
        "finished steps are not repeated"
    )

    loads = (
        "import sys, spacy; d = spacy.load(sys.argv[1])('Ana left Lima.'); print(d[0].tag_, d.has_annotation('DEP'))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", loads, built], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert shown.stdout.split()[1] == "True"
    nlp = spacy.load(built)
    gold = list(DocBin().from_disk(miniature / "gum.dev.spacy").get_docs(nlp.vocab))
    found, _ = run(nlp, gold)
    scores = score_syntax(gold, found)
    assert scores["tag"] > 0.9
    assert scores["UAS"] > 0.6


def test_missing_corpora_say_which_command_builds_them(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="recipe convert"):
        cnn.load(tmp_path / "gum.dev.spacy", spacy.blank("en"))


def test_missing_raw_data_say_which_variable_names_them(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "models.recipe", "convert"]
    env = {"PROTEST_GRAPH_SHARED": str(tmp_path), "PATH": ""}
    shown = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPO, env=env)
    assert shown.returncode != 0
    assert "PROTEST_GRAPH_SHARED" in shown.stderr


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_shipped_pipelines_are_plain_and_name_their_sources(variant: str) -> None:
    nlp = spacy.load(VARIANTS[variant])
    doc = nlp("Police in Lima detained dozens on Friday. Governor Ana Quispe didn't comment.")
    assert len(list(doc.sents)) == 2
    assert {("Lima", "GPE"), ("Friday", "DATE"), ("Ana Quispe", "PERSON")} <= {(e.text, e.label_) for e in doc.ents}
    assert all(source["license"] for source in nlp.meta["sources"])
    assert str(REPO) not in (VARIANTS[variant] / "config.cfg").read_text(encoding="utf-8")


def test_the_shipped_pipelines_are_small() -> None:
    files = (file for folder in VARIANTS.values() for file in folder.rglob("*") if file.is_file())
    assert sum(file.stat().st_size for file in files) <= 50_000_000


def test_what_stands_in_a_test_set_is_not_trained_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sentence(text: str) -> Sentence:
        words = text.split()
        return Sentence(words, [True] * len(words), [])

    both, short, own = (
        sentence("Six women left Lima on Friday ."),
        sentence("He left ."),
        sentence("Ana Roca stayed in Cusco ."),
    )
    parts = [
        corpus.Part(corpus.GMB, "train", [both, short, own]),
        corpus.Part(corpus.POLITICS, "test", [both, short]),
    ]

    def read_parts(_raw: Path) -> list[corpus.Part]:
        return parts

    monkeypatch.setattr(corpus, "nlp_data", lambda: tmp_path)
    monkeypatch.setattr(corpus, "read_parts", read_parts)
    corpus.convert(tmp_path / "built")
    docs = DocBin().from_disk(tmp_path / "built" / "gmb.train.spacy").get_docs(spacy.blank("en").vocab)
    assert [s.text.strip() for doc in docs for s in doc.sents] == ["He left .", "Ana Roca stayed in Cusco ."]


def test_other_corpora_are_not_gone_on_with(tmp_path: Path) -> None:
    corpora, build = tmp_path / "corpus", tmp_path / "build"
    corpora.mkdir()
    (corpora / "a.train.spacy").write_bytes(b"1")
    corpus.same_corpora(corpora, build)
    corpus.same_corpora(corpora, build)
    (corpora / "a.train.spacy").write_bytes(b"2")
    with pytest.raises(ValueError, match="was trained on other corpora"):
        corpus.same_corpora(corpora, build)


def test_own_sentences_share_no_run_of_words_with_the_annotated_articles() -> None:
    gold = SHARED / "data" / "gold"
    if not gold.is_dir():
        pytest.skip(f"no {gold}: the annotated articles are not part of the repository")
    seen = {
        gram
        for path in gold.glob("*.json")
        for article in json.loads(path.read_text(encoding="utf-8"))["articles"]
        for gram in word_runs(" ".join(article["paragraphs"]))
    }
    texts = [unmarked(line)[0] for lines in passages() for line in lines]
    assert [text for text in texts if not seen.isdisjoint(word_runs(text))] == []


def word_runs(text: str, length: int = 8) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}
