"""Who may use the service."""

from app import routes as guarded
from app.access import allowed
from app.dependencies import GraphDep
from app.keys import KeyList, keys

router = guarded.router("/v1/keys", "keys")


@router.get("")
@allowed("admin", cost=2)
def list_keys(graph: GraphDep) -> KeyList:
    """Whose keys there are, what they allow and how long they last; what opens the service is not on record.

    Keys are made and taken back on the command line: `protest-graph keys`.
    """
    return KeyList(rows=keys(graph))
