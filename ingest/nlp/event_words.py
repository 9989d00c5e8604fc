"""What the words for an event say of it: whether it happened there and then, or is only spoken of."""

from spacy.tokens import Span, Token

from ingest.nlp import syntax
from ingest.nlp.events import Event, find_events
from ingest.nlp.inflection import base_form

_BEGINNING = frozenset({"begin", "start", "erupt", "break", "flare", "spread"})
_CONDITIONS = frozenset({"if", "unless"})
_ASKING = frozenset({"interview", "question", "consult", "survey", "poll"})
_LATER_THAN = frozenset({"after", "since", "following", "before"})
# What a worry, a denial or a demand may take for granted: "police sent to a protest in X".
_TAKEN_FOR_GRANTED = frozenset({"demo", "shooting", "riot", "clash", "obstruct", "strike", "crowd-control"})
_SINGULAR = frozenset({"NN", "NNP", "PRP", "JJ"})
_NOT_ONE = frozenset({"no", "any", "another", "further", "more", "new", "future"})
_ALLOWED = frozenset(
    {"allowed", "authorised", "authorized", "banned", "forbidden", "permitted", "prohibited", "tolerated"}
)
_ONLY_WANTED = frozenset({"ban", "forbid", "hold", "plan", "call"})


def is_conditional(event: Token) -> bool:
    """Whether an event is in a clause that says on what condition something is so: "if the road is blocked"."""
    for step in (event, *syntax.ancestors(event)):
        if any(child.lower_ in _CONDITIONS for child in syntax.children(step, "mark")):
            return True
        if step.dep_ in ("ccomp", "acl:relcl"):
            return False
    return False


def is_beginning(event: Token) -> bool:
    """Whether a noun says when a whole movement began: "since protests erupted last month"."""
    if event.dep_ in ("nsubj", "nsubj:pass"):
        return base_form(event.head) in _BEGINNING
    after = event.doc[event.i + 1 : event.sent.end]
    verb = next((token for token in after if token.pos_ in ("VERB", "AUX")), None)
    alone = verb is not None and not any(True for _ in syntax.children(verb, *syntax.SUBJECTS))
    return event.pos_ == "NOUN" and alone and verb is not None and base_form(verb) in _BEGINNING


def is_death_of_one(verb: Token) -> bool:
    """Whether a verb says that one person died: often elsewhere and later than where and when they were hurt."""
    one = syntax.subject(verb) if base_form(verb) == "die" else None
    return one is not None and one.tag_ in _SINGULAR


def is_asked(people: Token) -> bool:
    """Whether people are those whom somebody asked, and no turnout: "interviewed 23 people by telephone"."""
    verb = next((step for step in (people, *syntax.ancestors(people)) if step.pos_ == "VERB"), None)
    return verb is not None and base_form(verb) in _ASKING


def is_allowed_or_not(event: Token) -> bool:
    """Whether a noun only says what is allowed or forbidden: "rallies are banned until May"."""
    return event.dep_ in ("nsubj", "nsubj:pass") and event.head.lower_ in _ALLOWED


def is_before(event: Token) -> bool:
    """Whether a noun only says what something came after: "detained after a vigil"."""
    return event.pos_ == "NOUN" and syntax.case_of(event) in _LATER_THAN


def is_state(claim: Span, events: list[Event]) -> bool:
    """Whether a claim tells how things are, by none of its `events` as a verb: "is still in custody"."""
    acted = any(event.token.pos_ == "VERB" for event in events)
    return not acted and any(True for _ in syntax.children(claim.root, "cop"))


def taken_for_granted(claim: Span) -> Event | None:
    """The first event that a claim only speaks of, as one that there was: "during the sit-in", "Tuesday's clashes"."""
    return next((event for event in find_events(claim) if _is_taken_for_granted(event)), None)


def _is_taken_for_granted(event: Event) -> bool:
    noun = event.token
    words = {child.lower_ for child in syntax.children(noun, "det", "amod", "nmod:poss")}
    only_wanted = noun.dep_ in ("obj", "nsubj:pass") and base_form(noun.head) in _ONLY_WANTED
    return (
        noun.pos_ == "NOUN"
        and event.type.incident in _TAKEN_FOR_GRANTED
        and any(True for _ in syntax.children(noun, "det", "nmod:poss"))
        and words.isdisjoint(_NOT_ONE)
        and not only_wanted
    )
