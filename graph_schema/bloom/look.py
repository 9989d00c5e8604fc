"""How the kinds of nodes look to people, in Bloom and in Browser; a kind without a look is plumbing, and hidden."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph_schema.model import RELATIONSHIPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`title` is what people call the kind, `caption` the property shown on a node, `colour` #RRGGBB.

    `size` is a factor: 1 is Bloom's usual size. `icon` is the id of one that Bloom has built in.
    """

    title: str
    caption: str
    colour: str
    size: float = 1
    icon: str = "no-icon"


# Bloom publishes no list of its icons: these ids are the ones that published perspectives use for such things
_PERSON = "DB188874-D25F-4B34-A296-E5E950072319"
_PEOPLE = "1BA78CC1-ED89-46D5-9D2B-D78DC944A59D"
_INSTITUTION = "36ADC22A-4278-4483-8CF4-5CC5F66CA25D"
_GLOBE = "59435072-6EE1-4BB0-869A-50F2FB447DEB"
_DOCUMENT = "E325B81B-4516-4692-AD86-2D408B2EED9D"

LOOKS: Mapping[str, Look] = {
    "Source": Look(title="Outlet or channel", caption="name", colour="#4C8EDA", size=1.5),
    "Article": Look(title="Article", caption="title", colour="#57C7E3", icon=_DOCUMENT),
    "Sentence": Look(title="Sentence", caption="text", colour="#D9D9D9", size=0.75),
    "Claim": Look(title="Claim", caption="text", colour="#FFC454"),
    "Finding": Look(title="Finding", caption="text", colour="#8DCC93", size=1.5),
    "Incident": Look(title="Incident", caption="name", colour="#F16667", size=2),
    "Place": Look(title="Place", caption="name", colour="#D9C8AE", icon=_GLOBE),
    "Person": Look(title="Person", caption="name", colour="#C990C0", icon=_PERSON),
    "Organisation": Look(title="Organisation", caption="name", colour="#DA7194", icon=_INSTITUTION),
    "Group": Look(title="Group", caption="name", colour="#ECB5C9", icon=_PEOPLE),
}
"""By label; colours are of Bloom's own palette, so that those chosen by hand later stay apart from them."""

RELATIONSHIP_CAPTIONS: Mapping[str, str] = {"SAID": "verb", "ABOUT": "role", "CONTRADICTS": "why"}
"""What a line says besides its type: a property of the relationship."""


def shown_ends(relationship: str) -> list[tuple[str, str]]:
    """The pairs of shown labels that a type of relationship connects; none for plumbing."""
    starts, ends = RELATIONSHIPS[relationship]
    return [(start, end) for start in starts if start in LOOKS for end in ends if end in LOOKS]
