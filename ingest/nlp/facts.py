"""What a content is about: its kind, its count, its date."""

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from graph_schema.codebook import load_codebook
from ingest.extraction import Quantity
from ingest.nlp import syntax
from ingest.nlp.attribution import Attribution
from ingest.nlp.events import Event
from ingest.nlp.inflection import base_form
from ingest.nlp.landmarks import CountWords, Landmarks

CASUALTIES = frozenset({"death", "injury", "arrest"})
GATHERINGS = frozenset({"protest", "march", "riot", "strike", "participants", "blockade"})
_ACTS = frozenset({"force", "shooting", "arrest"})
_CUE_DECIDES = frozenset({"accusation", "concern"})
_RULING = frozenset({"ban", "forbid", "prohibit", "outlaw", "permit", "authorise", "authorize", "tolerate"})
_RULED = frozenset({"forbidden", "banned", "prohibited", "outlawed", "illegal", "unlawful"})
_COUNT_CLIMB = 4  # words between a count and the event it counts: "40 of the men who marched"


@dataclass(frozen=True, slots=True)
class Facts:
    """The kind of a claim, the event that gives it, the event that makes an incident, the count with its words."""

    kind: str
    event: Event | None
    incident: Event | None
    count: tuple[Span, Quantity] | None


def facts_of(one: Attribution, landmarks: Landmarks) -> Facts:
    """Kind and count of a content: the event a count counts, else the event nearest to the head of the content."""
    start, end = one.content
    events = [event for event in landmarks.events_in(start, end) if not is_ruled(event)]
    counts = landmarks.counts_in(start, end)
    counted = _counted(counts, events)
    if counted and _is_acted_on(counted[1], events):
        counted = None
    event = _ended(counted[1] if counted else _topmost(events, one.head))
    kind = _kind(one, event, counted[0] if counted else None, counts)
    count = _quantity(counted[0]) if counted else None
    if count is None and event is not None and event.type.kind in CASUALTIES:
        count = _implied(event)
    if count is None:
        counts = _sizes(counts) if event is not None and event.type.kind in CASUALTIES else counts
        count = next((_quantity(c) for c in counts if c.count.low is not None or c.count.high is not None), None)
    return Facts(kind, event, _incident(event, events, one.head) or gathering(kind, one.head), count)


def elliptic(facts: Facts, one: Attribution, counted: str | None) -> Facts:
    """A mere number ("the police counted fewer than 100") counts what the last count of the paragraph counted."""
    start, end = one.content
    bare = facts.event is None and facts.count is not None and end - start <= len(facts.count[0]) + 1
    return replace(facts, kind=counted) if bare and counted is not None and facts.kind == "statement" else facts


def is_ruled(event: Event) -> bool:
    """Whether an event is only what a rule is about: "marches are banned" is no march."""
    noun, verb = event.token, event.token.head
    ruled = noun.dep_ in ("nsubj:pass", "obj") and base_form(verb) in _RULING
    return ruled or (noun.dep_ in syntax.SUBJECTS and verb.lower_ in _RULED)


def _incident(event: Event | None, events: list[Event], head: Token) -> Event | None:
    """What happened: the event itself, or (for the dead, the hurt, crowds) the next event of the content."""
    if event is not None and event.type.incident is not None:
        return event
    return _topmost([other for other in events if other.type.incident is not None], head)


def gathering(kind: str, head: Token) -> Event | None:
    """What a mere number of participants tells of: people came together."""
    return Event(head, load_codebook().types["demo"]) if kind == "participants" else None


def _kind(one: Attribution, event: Event | None, count: CountWords | None, counts: list[CountWords]) -> str:
    if one.stance == "demanded":
        return "demand"
    if one.kind in _CUE_DECIDES or (one.kind == "concession" and one.stance == "planned"):  # "promised that …"
        return one.kind or ""
    if one.stance == "denied" and one.speaker is not None and event is None:
        return "denial"
    if event is not None and event.type.kind == "concession" and syntax.negation(event.token) is not None:
        return "denial" if one.speaker is not None else "statement"  # "will not resign"
    if event is None:
        people = any(counts_people(other) for other in counts)
        decided = one.kind if one.kind != "demand" else None  # "called a strike" asks for nothing
        return decided or ("participants" if people else "statement")
    sized = count is not None and counts_people(count) and event.type.kind in GATHERINGS
    return "participants" if sized else event.type.kind


def _counted(counts: list[CountWords], events: list[Event]) -> tuple[CountWords, Event] | None:
    """The first count that counts an event of a kind that has counts: casualties before crowds."""
    by_token = {event.token.i: event for event in events}
    pairs = [(count, event) for count in counts if (event := _event_of(count, by_token))]
    pairs = [pair for pair in pairs if pair[1].type.kind in CASUALTIES | GATHERINGS and _bounded(pair[0])]
    return min(pairs, key=lambda pair: (pair[1].type.kind not in CASUALTIES, pair[0].span.start)) if pairs else None


def _is_acted_on(crowd: Event, events: list[Event]) -> bool:
    """Whether police act on a gathering, whose size is then not the news: "broke up a march of 300"."""
    acts = {event.token.i for event in events if event.type.kind in _ACTS}
    noun = crowd.token
    return (
        crowd.type.kind in GATHERINGS
        and noun.pos_ == "NOUN"
        and noun.head.i in acts
        and noun.dep_ in ("obj", "nsubj:pass")
    )


def _sizes(counts: list[CountWords]) -> list[CountWords]:
    """A count that stands alone and so sizes what the content is about: "arrests exceeded 100", "the dead at 12"."""
    bounded = [count for count in counts if _bounded(count)]
    alone = len(bounded) == 1 and counted_noun(bounded[0].span).i in range(bounded[0].span.start, bounded[0].span.end)
    return bounded if alone else []


def _bounded(count: CountWords) -> bool:
    return count.count.low is not None or count.count.high is not None


def _event_of(count: CountWords, events: dict[int, Event]) -> Event | None:
    noun = counted_noun(count.span)
    for step in [noun, *list(syntax.ancestors(noun))[:_COUNT_CLIMB]]:
        if found := events.get(step.i):
            return found
        for child in step.children:  # "left 5 dead", "40 arrests were made": the event beside the noun
            if child.i in events and child.dep_ in ("amod", "acl", "xcomp", "acl:relcl", "nmod", "obj", "appos"):
                if child.dep_ == "obj" and events[child.i].type.kind == "death":
                    continue  # who mourns deaths, or counts them, is not dead
                return events[child.i]
        if step.dep_ in ("advcl", "ccomp", "parataxis", "conj") and step.pos_ == "VERB":
            break
    return None


def counted_noun(count: Span) -> Token:
    """What is counted: the noun a number qualifies or that follows "dozens of"; the number itself when none is said."""
    root = count.root
    if root.dep_ in ("nummod", "det", "amod", "compound", "advmod") and root.head.i not in range(
        count.start, count.end
    ):
        return root.head
    counted = next((c for c in syntax.children(root, "nmod") if syntax.case_of(c) == "of" and c.i >= count.end), None)
    return counted if counted is not None and counted.pos_ == "NOUN" else root


def counts_people(count: CountWords) -> bool:
    """Whether a count with bounds counts people: by its noun, or as a subject on its own ("some 300 gathered")."""
    noun = counted_noun(count.span)
    if not _bounded(count):
        return False
    alone = noun.i in range(count.span.start, count.span.end)
    return noun.dep_ in syntax.SUBJECTS if alone else _is_person(noun)


def _quantity(count: CountWords) -> tuple[Span, Quantity]:
    noun = counted_noun(count.span)
    crowd = load_codebook().classes["crowd"]
    inside = noun.i in range(count.span.start, count.span.end)
    unit = "people" if inside or base_form(noun) in crowd or noun.pos_ != "NOUN" else noun.lower_
    if base_form(noun) in ("death", "injury", "arrest", "detention", "fatality"):
        unit = "people"
    found = count.count
    return count.span, Quantity(found.low, found.high, count.span.text, unit, found.qualifier)


def _implied(event: Event) -> tuple[Span, Quantity] | None:
    """A count in the grammar: "no deaths" and "nobody was hurt" are none, "a man was shot" is one."""
    negative = syntax.negation(event.token)
    if negative is not None:
        return _none(negative, event) if negative.lower_ in ("no", "nobody", "none", "no-one") else None
    roles = ("nsubj:pass", "obj", "nsubj") if base_form(event.token) in ("die", "perish") else ("nsubj:pass", "obj")
    for victim in syntax.children(event.token, *roles):
        article = syntax.first(child for child in syntax.children(victim, "det") if child.lower_ in ("a", "an"))
        if article is not None and victim.tag_ == "NN" and _is_person(victim):
            words = event.token.doc[article.i : victim.i + 1]
            unit = "people" if victim.lower_ in ("man", "woman", "person") else victim.lower_
            return words, Quantity(1, 1, words.text, unit, None)
    return None


def _none(negative: Token, event: Event) -> tuple[Span, Quantity]:
    noun = negative.head if negative.dep_ == "det" and negative.head.i > negative.i else negative
    words = event.token.doc[negative.i : noun.i + 1]
    return words, Quantity(0, 0, words.text, "people", None)


def _is_person(noun: Token) -> bool:
    classes = load_codebook().classes
    return base_form(noun) in classes["crowd"] | classes["authority"]


def _topmost(events: list[Event], head: Token) -> Event | None:
    """The event nearest to the head of the content; of several as near, the one that says more."""

    def depth(event: Event) -> int:
        steps = [event.token, *syntax.ancestors(event.token)]
        return next((n for n, step in enumerate(steps) if step.i == head.i), len(steps))

    if not events:
        return None
    main = min(events, key=lambda event: (depth(event), -event.type.rank))
    ends = (event for event in events if event.type.kind == "death" and _comes_of(event.token, main.token))
    return next(ends, main)


def _ended(event: Event | None) -> Event | None:
    """A death where somebody was "fatally wounded", any other event as it is."""
    if event is None or not any(child.lower_ in ("fatally", "mortally") for child in event.token.children):
        return event
    return Event(event.token, load_codebook().types["death"])


def _comes_of(end: Token, act: Token) -> bool:
    """Whether a word tells what came of an act: "were shot dead", "shot dead two miners"."""
    return end.head.i == act.i or end.i == act.i + 1
