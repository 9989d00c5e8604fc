"""What can be wrong with a question or a submission, one class a cause; `problems` turns each into a status."""


class NotFound(Exception):
    """Nothing in the graph has the id that was asked for."""

    def __init__(self, noun: str, key: str) -> None:
        super().__init__(f"no {noun} has the id {key!r}")


class BadCursor(Exception):
    """A cursor that no page of this listing gave out."""

    def __init__(self) -> None:
        super().__init__("cursor: not one that an earlier page of this listing returned as `next`")


class SubmissionRefused(Exception):
    """A submitted document cannot be read; the message says why."""
