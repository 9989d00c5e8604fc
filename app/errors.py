"""What can be wrong with a question or a submission, one class a cause; `problems` turns each into a status."""


class NotFound(Exception):
    """Nothing in the graph has the id that was asked for."""

    def __init__(self, noun: str, key: str) -> None:
        super().__init__(f"no {noun} has the id {key!r}")


class UnknownName(NotFound):
    """Nothing in the graph has the name that was asked for, or that id."""

    def __init__(self, noun: str, name: str) -> None:
        Exception.__init__(self, f"no {noun} has the name or id {name!r}")


class BadCursor(Exception):
    """A cursor that no page of this listing gave out."""

    def __init__(self) -> None:
        super().__init__("cursor: not one that an earlier page of this listing returned as `next`")


class SubmissionRefused(Exception):
    """A submitted document cannot be read; the message says why."""


class NotAuthenticated(Exception):
    """No good key came with the request."""


class NotAllowed(Exception):
    """The key is good, but not for this."""

    def __init__(self, scope: str) -> None:
        super().__init__(f"this key does not have the scope {scope!r}")


class TooManyRequests(Exception):
    """More was asked than one may ask in a minute."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many requests: ask again in {seconds} s")
        self.seconds = seconds


class StatementRefused(Exception):
    """A statement of Cypher that may not be run, or that took too much; the message says what of it."""


class SwitchedOff(Exception):
    """Something that this service could do, and was not told to; the message says how it would be."""


class CopyUnavailable(Exception):
    """There is no copy of the graph to ask, it is too old, or it is busy; the message says which."""
