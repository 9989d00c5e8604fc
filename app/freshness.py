"""Answers that need not be computed again: the version of the graph, and pages kept as long as it lasts."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache
from pydantic import BaseModel

from app.graph import Graph, GraphQuery
from app.masking import WITHHELD, Masker

VERSION_SECONDS = 0.5
"""How long a version is taken for the current one: so long may an answer be older than the graph. What this process
writes is seen at once."""

CACHE_BYTES = 64 * 1024 * 1024
LARGEST_PAGE = 1024 * 1024  # a page that is larger is made anew


class _Version(BaseModel):
    number: int


VERSION = GraphQuery("version", _Version)


@dataclass(frozen=True, slots=True)
class Page:
    """A finished answer: body and media type."""

    body: bytes
    media_type: str


class Freshness:
    """The current version, and what was answered at it; used by several threads at once."""

    def __init__(self, graph: Graph, clock: Callable[[], float] = time.monotonic) -> None:
        self._graph = graph
        self._clock = clock
        self._version = -1
        self._until = 0.0
        self._pages: LRUCache[tuple[str, bool], Page] = LRUCache(CACHE_BYTES, getsizeof=lambda page: len(page.body))
        self._masker: Masker | None = None
        self._lock = Lock()

    def known(self) -> int | None:
        """The version, as far as it is known without asking the database."""
        return self._version if self._clock() < self._until else None

    def version(self) -> int:
        """The version now. Raises GraphUnavailable."""
        [found] = self._graph.rows(VERSION)
        with self._lock:
            if found.number != self._version:
                self._pages.clear()
                self._masker = None
            self._version, self._until = found.number, self._clock() + VERSION_SECONDS
        return found.number

    def forget(self) -> None:
        """Something was written: ask the database before the next answer."""
        self._until = 0.0

    def page(self, version: int, address: str, *, hidden: bool) -> Page | None:
        """What was answered at this version."""
        with self._lock:
            return self._pages.get((address, hidden)) if version == self._version else None

    def keep(self, version: int, address: str, page: Page, *, hidden: bool) -> None:
        """Keep an answer, unless the graph has changed meanwhile."""
        with self._lock:
            if version == self._version and len(page.body) <= LARGEST_PAGE:
                self._pages[address, hidden] = page

    def masker(self) -> Masker:
        """Takes out the names that are withheld at the current version. Raises GraphUnavailable."""
        self.version()
        masker = self._masker
        if masker is None:
            masker = self._masker = Masker(self._graph.rows(WITHHELD))
        return masker
