"""How firmly something is said: asserted, denied, hedged, planned, hypothetical, demanded."""

from spacy.tokens import Token

from graph_schema.model import Stance
from ingest.nlp import syntax
from ingest.nlp.dates import Tense
from ingest.nlp.inflection import base_form

_HEDGES = frozenset(
    {
        "reportedly",
        "allegedly",
        "apparently",
        "supposedly",
        "purportedly",
        "possibly",
        "perhaps",
        "probably",
        "presumably",
        "seemingly",
        "maybe",
        "likely",
    }
)
_HAVE = frozenset({"has", "have", "'ve", "’ve"})
_HEDGED_BY = frozenset(
    {
        "believe",
        "report",
        "say",
        "allege",
        "think",
        "fear",
        "suspect",
        "rumour",
        "rumor",
        "understand",
        "feel",
        "presume",
        "know",
    }
)
_SEEMING = frozenset({"appear", "seem"})
_PLANS = frozenset(
    {"plan", "intend", "expect", "schedule", "due", "set", "vow", "promise", "pledge", "prepare", "aim", "propose"}
)
_UNTRUE = frozenset({"false", "untrue", "lie", "fabrication", "fake", "nonsense", "baseless", "unfounded", "invention"})
_CONDITIONS = frozenset({"if", "unless", "whether", "should"})
_DUTIES = frozenset({"must", "should", "ought"})


def stance_of(head: Token | None, cue: Stance = "asserted") -> Stance:
    """The stance towards a content whose clause `head` heads, said with a cue of stance `cue`.

    A cue that decides (denied, demanded, planned, conflicting) wins; then the clause: condition, plan, negation, hedge.
    """
    if cue in ("denied", "demanded", "conflicting", "planned") or head is None:
        return cue
    verb = clause_head(head)
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "aux:pass")}
    if _is_hypothetical(verb, words):
        return "hypothetical"
    if (words & _DUTIES and not words & {"have"}) or _is_imperative(verb):
        return "demanded"
    if _is_planned(verb, words):
        return "planned"
    if (
        (base_form(verb) in _UNTRUE and verb.pos_ in ("NOUN", "ADJ"))
        or syntax.negation(verb) is not None
        or (verb is not head and syntax.negation(head) is not None)
    ):
        return "denied"
    return "hedged" if cue == "hedged" or _is_hedged(verb, words) else "asserted"


def _is_imperative(verb: Token) -> bool:
    """Whether a clause tells somebody what to do: "Leave!", "do not shoot"; unlike "to leave" and "helped us leave"."""
    beside = any(child.dep_ in (*syntax.SUBJECTS, "mark") or child.tag_ == "MD" for child in verb.children)
    opens = verb.is_sent_start or verb.nbor(-1).is_quote
    return verb.tag_ == "VB" and not beside and (opens or verb.dep_ in ("ROOT", "ccomp", "parataxis"))


def is_future(head: Token) -> bool:
    """Whether the clause speaks of what is still to come."""
    verb = clause_head(head)
    return _is_planned(verb, {child.lower_ for child in verb.children if child.dep_ in ("aux", "aux:pass")})


def tense_of(head: Token) -> Tense:
    """The tense of the clause a word stands in, as a date in it is read; "runs through March" looks ahead."""
    if is_future(head):
        return "future"
    if syntax.case_of(head) in ("through", "until", "till"):
        finite = next((step for step in syntax.ancestors(head) if step.tag_ in syntax.FINITE), None)
        return "past" if finite is not None and finite.tag_ == "VBD" else "future"
    verb = clause_head(head)
    forms = {verb.tag_, *(child.tag_ for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop"))}
    if "VBN" in forms and any(c.lower_ in _HAVE for c in syntax.children(verb, "aux")):
        return "perfect"
    return "past" if forms & {"VBD", "VBN"} or not forms & {"VBZ", "VBP"} else "unknown"


def clause_head(token: Token) -> Token:
    """The predicate of the clause a word stands in."""
    for step in (token, *syntax.ancestors(token)):
        copula = any(True for _ in syntax.children(step, "cop"))
        if step.pos_ in ("VERB", "AUX") or copula or step.dep_ in ("root", "ROOT") or step.dep_ in syntax.CLAUSES:
            return step
    return token


def _is_hypothetical(verb: Token, auxiliaries: set[str]) -> bool:
    if _marks(verb) & {"if", "unless"}:
        return True
    conditional = any(_marks(child) & _CONDITIONS for child in syntax.children(verb, "advcl"))
    return conditional and bool(auxiliaries & {"would", "could", "will", "might", "may", "’ll", "'ll"})


def _marks(verb: Token) -> set[str]:
    return {child.lower_ for child in syntax.children(verb, "mark")}


def _is_planned(verb: Token, auxiliaries: set[str]) -> bool:
    if auxiliaries & {"will", "'ll", "’ll", "wo", "shall"}:
        return True
    if "to" in _marks(verb) and auxiliaries & {"is", "are", "was", "were"}:  # "is to be held"
        return True
    if verb.dep_ == "xcomp":
        governor = verb.head
        planned = base_form(governor) in _PLANS and governor.pos_ != "NOUN"
        return planned or (base_form(governor) == "go" and governor.tag_ == "VBG")
    return False


def _is_hedged(verb: Token, auxiliaries: set[str]) -> bool:
    if auxiliaries & {"may", "might"}:
        return True
    if any(child.lower_ in _HEDGES for child in syntax.children(verb, "advmod")):
        return True
    if verb.dep_ in ("xcomp", "ccomp"):
        governor = verb.head
        impersonal = syntax.is_passive(governor) and syntax.agent(governor) is None
        return base_form(governor) in _SEEMING or (base_form(governor) in _HEDGED_BY and impersonal)
    return False
