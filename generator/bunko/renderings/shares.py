"""The pages of a build, shared out among processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from bunko.aside import Copy, processes
from bunko.renderings.record import Rendering

_SHARE = 200
"""Pages from which on a process of its own pays."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one of several processes rendered, and why it ended before it was through."""

    renderings: Mapping[str, Rendering]
    error: str | None = None


class Shares:
    """The shares of one build: this process's own, and those of its copies."""

    def __init__(self) -> None:
        self._copies: list[Copy] = []
        self._copy: Copy | None = None

    @property
    def is_copy(self) -> bool:
        """Whether this process is one of the copies."""
        return self._copy is not None

    def divide(self, pages: Sequence[str], begin: Callable[[], None]) -> Sequence[str]:
        """This process's share of some pages; from here on there may be several, each with its own.

        Args:
            pages: what is to be rendered.
            begin: does what all of several processes need, before they part.
        """
        count = max(1, min(processes(), len(pages) // _SHARE))
        if count > 1:
            begin()
        for number in range(1, count):
            copy = Copy()
            if copy.is_here:
                self._copies, self._copy = [], copy
                return pages[number::count]
            self._copies.append(copy)
        return pages[::count]

    def end(self, renderings: Mapping[str, Rendering], error: str | None = None) -> NoReturn:
        """End this copy: tell what it rendered.

        Raises:
            RuntimeError: this process is no copy.
        """
        if self._copy is None:
            raise RuntimeError("no copy")
        self._copy.end(Share(renderings, error))

    def heard(self) -> Iterator[Share]:
        """What each copy tells at its end."""
        ended = Share({}, "A process that rendered pages was ended from outside. Build again.")
        for copy in self._copies:
            yield copy.said() or ended

    def abandon(self) -> None:
        """End the copies that are still there."""
        for copy in self._copies:
            copy.abandon()
