import json
import re

from hypothesis import assume, example, given
from hypothesis import strategies as st

from app.masking import BAR, WITHHELD_ID, Masker, Withheld

names = st.text(st.characters(categories=["L", "Zs"], include_characters="'\"-\\"), min_size=3, max_size=20).filter(
    lambda name: sum(map(str.isalpha, name)) >= 3
)
texts = st.text(max_size=60)


@given(names, texts, texts)
@example("Aa\N{CJK COMPATIBILITY IDEOGRAPH-2F800}", "", "")  # a letter that neither form keeps
def test_no_name_is_left_as_words_of_its_own(name: str, before: str, after: str) -> None:
    name = " ".join(name.split()).title()
    assume(sum(map(str.isalpha, name)) >= 3 and not name[0].islower())
    masker = Masker([Withheld(id="per-1", names=[name])])
    text = f"{before} {name}\n{name.upper()}, {after} per-1"
    for written in (text, json.dumps({"text": text}, ensure_ascii=False)):
        masked = masker.mask(written)
        for one in (name, name.upper(), json.dumps(name, ensure_ascii=False)[1:-1]):
            left = re.search(rf"(?<!\w){re.escape(one)}(?!\w)", masked)
            assert not left or len(one.lower()) != len(one) or one.lower() in f"{before}{after}".lower()
        assert "per-1" not in masked.replace(WITHHELD_ID, "")


@given(texts)
def test_nothing_changes_where_nobody_is_withheld(text: str) -> None:
    assert Masker([]).mask(text) == text


def test_the_inside_of_a_word_stays_and_so_do_offsets() -> None:
    masker = Masker([Withheld(id="per-1", names=["Rosa Lind", "Lind"])])
    text = "Lindau and Berlind stay; Rosa Lind, LIND and Lind’s go"
    assert masker.mask(text) == f"Lindau and Berlind stay; {BAR * 9}, {BAR * 4} and {BAR * 4}’s go"
    assert masker.mask(r'{"text": "Held:\nLind"}') == r'{"text": "Held:\n████"}'
    assert masker.mask('"per-1"') == f'"{WITHHELD_ID}"'


def test_a_name_is_found_however_it_is_written() -> None:
    masker = Masker([Withheld(id="per-1", names=["Ruslan Gadzhiev", "Gadzhiev", "José Peña", "王刚"])])
    for text in (
        "ruslan gadzhiev", "RUSLAN GADZHIEV", "Ruslan\nGadzhiev", r"Ruslan\nGadzhiev", "https://x.example/ruslan-gadzhiev-held",
        "Jose\u0301 Pen\u0303a", "王刚", "PER-1 Gadzhiev",
    ):  # fmt: skip
        masked = masker.mask(text).lower()
        assert not any(word in masked for word in ("ruslan", "gadzhiev", "jose", "王刚")), text


def test_a_longer_name_that_is_not_there_hides_no_shorter_one() -> None:
    masker = Masker([Withheld(id="per-1", names=["Rosa Lind", "Rosa", "Lind"])])
    assert masker.mask("Rosa Lindner and PROSA LIND") == f"{BAR * 4} Lindner and PROSA {BAR * 4}"
    assert masker.mask("a rosa of the lind tree") == "a rosa of the lind tree"  # single words in lower case are words
