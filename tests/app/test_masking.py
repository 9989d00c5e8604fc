import json
import re

from hypothesis import given
from hypothesis import strategies as st

from app.masking import BAR, WITHHELD_ID, Masker, Withheld

names = st.text(st.characters(categories=["L", "Zs"], include_characters="'\"-\\"), min_size=3, max_size=20).filter(
    lambda name: sum(map(str.isalpha, name)) >= 3
)
texts = st.text(max_size=60)


@given(names, texts, texts)
def test_no_name_is_left_as_a_word_of_its_own(name: str, before: str, after: str) -> None:
    masker = Masker([Withheld(id="per-1", names=[name])])
    text = f"{before} {name}\n{name}, {after} per-1"
    for written in (text, json.dumps({"text": text}, ensure_ascii=False)):
        masked = masker.mask(written)
        own = f"{before}{after}".lower()
        for one in {name, name.upper(), json.dumps(name, ensure_ascii=False)[1:-1]}:
            left = re.search(rf"(?<!\w){re.escape(one)}(?!\w)", masked)
            assert not left or one.lower() in own
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
