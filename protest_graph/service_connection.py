"""Asking a service over HTTP: one answer, page after page, or a file; and what to tell whoever asked when it fails."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol, Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from app.paging import MAX_LIMIT
from app.problems import Problem

TIMEOUT_SECONDS = 60.0
"""Longest wait for an answer; the service itself gives up on the database after 30."""

PATIENCE_SECONDS = 90.0
"""Longest wait, over all attempts, for a service that says it is busy: a rate is counted by the minute."""

_BUSY = (429, 503)

Filter = str | int | float | date | Sequence[str] | None
"""The value of a filter of the API, which lists them at `/docs`; None is left out."""

Row = TypeVar("Row", bound=BaseModel)


class ClientError(Exception):
    """A question that got no answer; the message says why."""


class Unreachable(ClientError):
    """No service answers at the address, or its answer broke off."""


class Refused(ClientError):
    """The service refused a question or could not answer it; `problem` is what it said."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.title}: {problem.detail} (HTTP {problem.status})")
        self.problem = problem


class _Model(Protocol):
    """What an answer is read as: a model, or a page."""

    @classmethod
    def model_validate_json(cls, json_data: bytes, /) -> Self: ...


class _Page(_Model, Protocol[Row]):
    """A page of a listing."""

    rows: list[Row]
    next: str | None


Answer = TypeVar("Answer", bound=_Model)


class ServiceConnection:
    """A service at an address, asked with a key. Paths are those below `/v1`.

    Every method raises Unreachable, Refused, or ClientError for an answer that is not of this version of the API.
    """

    def __init__(self, address: str, key: str | None, transport: httpx.BaseTransport | None) -> None:
        """Raises ClientError for what is no address."""
        self._http = httpx.Client(
            base_url=_address(address),
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=TIMEOUT_SECONDS,
            follow_redirects=True,  # an id of before a merge leads on to what it became
            transport=transport,
        )

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def one(self, model: type[Answer], *path: str, **filters: Filter) -> Answer:
        """One answer."""
        return self._read(model, self._ask("GET", path, filters))

    def rows(self, page: type[_Page[Row]], *path: str, **filters: Filter) -> Iterator[Row]:
        """The rows of a listing; a page is asked for when its first row is read."""
        asked = {"limit": MAX_LIMIT, **filters}
        cursor: str | None = None
        while True:
            found = self._read(page, self._ask("GET", path, {**asked, "cursor": cursor}))
            yield from found.rows
            cursor = found.next
            if cursor is None:
                return

    def send(self, model: type[Answer], *path: str, body: BaseModel | None = None) -> Answer:
        """The answer to something sent."""
        return self._read(model, self._ask("POST", path, {}, body.model_dump(mode="json") if body else None))

    def save(self, file: Path, *path: str, **filters: Filter) -> None:
        """A long answer, as a file; nothing is left of one that broke off. Raises OSError as well."""
        part = file.with_name(file.name + ".part")
        try:
            with self._http.stream("GET", _path(path), params=_parameters(filters)) as answer:
                if not answer.is_success:
                    answer.read()
                    raise Refused(_problem(answer))
                with part.open("wb") as stream:
                    stream.writelines(answer.iter_bytes())
            part.replace(file)
        except httpx.TransportError as error:
            raise self._unreachable(error) from error
        finally:
            part.unlink(missing_ok=True)

    def _ask(self, method: str, path: Sequence[str], filters: Mapping[str, Filter], body: object = None) -> bytes:
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = self._http.request(method, _path(path), params=_parameters(filters), json=body)
            except httpx.TransportError as error:
                raise self._unreachable(error) from error
            if answer.is_success:
                return answer.content
            wait = _seconds(answer)
            if wait is None or time.monotonic() + wait > until:
                raise Refused(_problem(answer))
            time.sleep(wait)

    def _read(self, model: type[Answer], content: bytes) -> Answer:
        try:
            return model.model_validate_json(content)
        except ValidationError as error:
            raise ClientError(f"{self._http.base_url} answers in words of another version: {error}") from error

    def _unreachable(self, error: httpx.TransportError) -> Unreachable:
        return Unreachable(f"no answer from {self._http.base_url}: {error}")


def _address(text: str) -> httpx.URL:
    try:
        address = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise ClientError(f"{text!r} is no address of a service: {error}") from error
    if address.scheme not in {"http", "https"} or not address.host:
        raise ClientError(f"{text!r} is no address of a service: one begins with http:// or https://")
    return address


def _path(parts: Sequence[str]) -> str:
    """An address below `/v1`; what is odd in an id cannot lead elsewhere."""
    return "/v1/" + "/".join(quote(part, safe="") for part in parts)


def _parameters(filters: Mapping[str, Filter]) -> dict[str, str | list[str]]:
    return {name: _text(value) for name, value in filters.items() if value is not None}


def _text(value: str | float | date | Sequence[str]) -> str | list[str]:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, (str, int, float)) else list(value)


def _seconds(answer: httpx.Response) -> float | None:
    """How long to wait before asking again; None when that would not help."""
    wait = answer.headers.get("retry-after", "")
    return float(wait) if answer.status_code in _BUSY and wait.isdecimal() else None


def _problem(answer: httpx.Response) -> Problem:
    try:
        return Problem.model_validate_json(answer.content)
    except ValidationError:  # what stands between us and the service, or no service of ours
        title = answer.reason_phrase or "Refused"
        return Problem(type="about:blank", title=title, status=answer.status_code, detail=answer.text[:200])
