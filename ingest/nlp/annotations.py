"""Which span group of a `Doc` holds what. Every component reads and writes only these.

One shape: labelled spans grouped by an id. They survive several processes and a DocBin, which objects in `doc._`
do not.

| group | label_ | id_ | kb_id_ |
|---|---|---|---|
| mentions | PERSON ORGANISATION PLACE GROUP | entity key | GeoNames id of a resolved place |
| nominals | the same kinds: descriptions and pronouns that stand for an entity | entity key | see below |
| roles | ROLE: the words of a title or description beside a name | entity key | |
| claims | kind from the codebook; the content span | claim key | |
| claim_roles | one of those below | claim key | see below |
| claim_traits | `<trait>=<value>`, on the content span | claim key | |
| incidents | type from the codebook; the trigger span | incident key | |
| incident_roles | PLACE DATE CLAIM | incident key | entity key (PLACE), claim key (CLAIM) |

The value of a nominal has the names of a body that the article does not name: "the police", "the local council".
Claim roles: SPEAKER CHANNEL OUTLET CUE VIA QUANTITY DATE EVENT ACTOR TARGET TACTIC SLOGAN CAUSE. Their values: SPEAKER,
VIA, ACTOR and TARGET the entity key (a channel has none); CHANNEL what it is called, if not by its own words; EVENT the
type of incident; QUANTITY low, high, unit and qualifier, DATE first, last, precision and basis (`fields` writes them,
`unfold` reads them). OUTLET lies on the first token of narration.
Traits of a claim: stance, quote_type, verb, method.
`doc.user_data["published"]` is the ISO publication date of the article, when it is known.
`doc.user_data["left_out"]` counts, by reason, the attributions that could not be decided.
`doc.user_data["name_beliefs"]` gives, where the recogniser can say it, the probability of each of its labels for each
token inside a name.
`doc.user_data["reported"]` and `["told"]` hold, where the pipeline reads them, its attributions and claims: rows of the
fields of `reported.Reported` and `reported.Told`, in half-open token ranges. `["kind_scores"]` and `["stance_scores"]`
are a tuple of labels and an array [tokens, labels] of what each word speaks for. `["word_vectors"]` is an array
[tokens, width] of what the encoder makes of each word in its context, `["type_scores"]` an array of what each claim, by
its key, speaks for of the types of incidents (`kind_context.types`).
`doc.user_data["paragraphs"]` is not needed: a blank line (two newlines) parts paragraphs and sentences never cross it.
"""

from spacy.tokens import Doc

MENTIONS = "mentions"
NOMINALS = "nominals"
ROLES = "roles"
CLAIMS = "claims"
CLAIM_ROLES = "claim_roles"
CLAIM_TRAITS = "claim_traits"
INCIDENTS = "incidents"
INCIDENT_ROLES = "incident_roles"

PUBLISHED = "published"

PERSON = "PERSON"
ORGANISATION = "ORGANISATION"
PLACE = "PLACE"
GROUP = "GROUP"
ROLE = "ROLE"
LEFT_OUT = "left_out"
NAME_BELIEFS = "name_beliefs"
REPORTED = "reported"
TOLD = "told"
KIND_SCORES = "kind_scores"
STANCE_SCORES = "stance_scores"
WORD_VECTORS = "word_vectors"
TYPE_SCORES = "type_scores"

_FIELD = "|"  # parts the values in a knowledge-base id; no number, date or name of a unit holds it


def fields(*values: object) -> str:
    """Several values in one knowledge-base id; None is an empty field."""
    return _FIELD.join("" if value is None else str(value) for value in values)


def unfold(kb_id: str) -> list[str | None]:
    """The values of a knowledge-base id as strings, None for an empty field."""
    return [value or None for value in kb_id.split(_FIELD)]


def traits(doc: Doc) -> dict[str, dict[str, str]]:
    """The traits of every claim, by claim key: `{"c0001": {"stance": "asserted", …}}`."""
    found: dict[str, dict[str, str]] = {}
    for span in doc.spans.get(CLAIM_TRAITS, ()):
        name, _, value = span.label_.partition("=")
        found.setdefault(span.id_, {})[name] = value
    return found
