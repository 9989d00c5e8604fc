"""Answers that need not be computed again: the version of the graph, and pages kept as long as it lasts."""

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache
from pydantic import BaseModel

from app.access import Needs
from app.graph import Graph, GraphQuery
from app.masking import WITHHELD, Masker

VERSION_SECONDS = 0.5
"""How long a version is taken for the current one: so long may an answer be older than the graph. What this process
writes is seen at once."""

CACHE_BYTES = 64 * 1024 * 1024
COMPRESSION = 6  # of 9; from there on, more time saves next to nothing
SLOWLY_PACKED = 64 * 1024
LARGEST_PAGE = 1024 * 1024  # a page that is larger is made anew


class _Version(BaseModel):
    since: int
    number: int


VERSION = GraphQuery("version", _Version)


@dataclass(slots=True)
class Page:
    """A finished answer: the address it answers, its body, media type and tag, and what asking for it needs."""

    address: str
    body: bytes
    media_type: str
    tag: str
    needs: Needs
    _packed: bytes | None = None

    @property
    def size(self) -> int:
        """Bytes it takes, about: with the packed body, which is mostly a fifth of the other."""
        return len(self.address) + len(self.body) * 6 // 5 + 500

    @property
    def packs_slowly(self) -> bool:
        """Whether packing it now would keep others waiting: a megabyte takes 60 ms."""
        return self._packed is None and len(self.body) >= SLOWLY_PACKED

    def packed(self) -> bytes:
        """The body as gzip; packed when it is first asked for."""
        if self._packed is None:
            self._packed = gzip.compress(self.body, COMPRESSION, mtime=0)
        return self._packed


class Freshness:
    """The current version, and what was answered at it; used by several threads at once."""

    def __init__(self, graph: Graph, clock: Callable[[], float] = time.monotonic) -> None:
        self._graph = graph
        self._clock = clock
        self._version = ""
        self._writes = 0
        self._until = 0.0
        self._pages: LRUCache[tuple[str, bool], Page] = LRUCache(CACHE_BYTES, getsizeof=lambda page: page.size)
        self._masker: Masker | None = None
        self._lock = Lock()

    def known(self) -> str | None:
        """The version, as far as it is known without asking the database."""
        return self._version if self._clock() < self._until else None

    def version(self) -> str:
        """The version now. Raises GraphUnavailable."""
        asked, writes = self._clock(), self._writes
        [found] = self._graph.rows(VERSION)
        with self._lock:
            version = f"{found.since}-{found.number}"
            if version != self._version:
                self._pages.clear()
                if self._graph.memory is not None:
                    self._graph.memory.forget()
                self._masker = None
            self._version = version
            if writes == self._writes:
                self._until = asked + VERSION_SECONDS
        return version

    def forget(self) -> None:
        """Something was written: ask the database before the next answer, whoever is asking it at this moment."""
        with self._lock:
            self._writes += 1
            self._until = 0.0

    def page(self, version: str, address: str, *, hidden: bool) -> Page | None:
        """What was answered at this version."""
        with self._lock:
            return self._pages.get((address, hidden)) if version == self._version else None

    def keep(self, version: str, page: Page, *, hidden: bool) -> None:
        """Keep an answer, unless the graph has changed meanwhile."""
        with self._lock:
            if version == self._version and page.size <= LARGEST_PAGE:
                self._pages[page.address, hidden] = page

    def masker(self) -> Masker:
        """Takes out the names that are withheld now. Raises GraphUnavailable."""
        version = self.version()
        masker = self._masker
        if masker is None:
            masker = Masker(self._graph.rows(WITHHELD))
            with self._lock:  # one made while the graph changed is good for this answer only
                self._masker = masker if version == self._version else None
        return masker
