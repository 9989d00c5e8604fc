"""Which span group of a `Doc` holds what. Every component reads and writes only these.

One shape: labelled spans grouped by an id. They survive several processes and a DocBin, which objects in `doc._` do not.

| group | label_ | id_ | kb_id_ |
|---|---|---|---|
| mentions | PERSON ORGANISATION PLACE GROUP | entity key | GeoNames id of a resolved place |
| nominals | the same kinds: descriptions and pronouns that stand for an entity | entity key | |
| roles | ROLE: the words of a title or description beside a name | entity key | |
| claims | kind from the codebook; the content span | claim key | |
| claim_roles | SPEAKER CHANNEL OUTLET CUE VIA QUANTITY DATE | claim key | entity key of a speaker or via; outlet narration: OUTLET on the first token |
| claim_traits | stance, quote type or method, as `<trait>=<value>`, on the content span | claim key | |
| incidents | type from the codebook; the trigger span | incident key | |
| incident_roles | PLACE DATE CLAIM | incident key | entity key (PLACE), claim key (CLAIM) |

`doc.user_data["published"]` is the ISO publication date of the article, when it is known.
`doc.user_data["paragraphs"]` is not needed: a blank line (two newlines) parts paragraphs and sentences never cross it.
"""

MENTIONS = "mentions"
NOMINALS = "nominals"
ROLES = "roles"
CLAIMS = "claims"
CLAIM_ROLES = "claim_roles"
CLAIM_TRAITS = "claim_traits"
INCIDENTS = "incidents"
INCIDENT_ROLES = "incident_roles"

PUBLISHED = "published"
