"""Long lists on several pages: `<address>`, then `<address>page/2/` and so on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from bunko.stage.view import Shape, filled

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Item]):
    """One page of a long list.

    Attributes:
        items: those on this page.
        address: the page's address below its language's folder.
        path: the staged file.
        paging: number, count, and the addresses of the pages before and after.
    """

    items: Sequence[Item]
    address: str
    path: PurePosixPath
    paging: Shape


def sheets(lang: str, address: str, items: Sequence[Item], size: int) -> Iterator[Sheet[Item]]:
    """The pages of a list at `address` (below the language's folder, with a closing slash); at least one."""
    count = max(1, -(-len(items) // size))
    for number in range(1, count + 1):
        paging = filled(
            number=number,
            count=count,
            previous=f"{lang}/{address_of(address, number - 1)}" if number > 1 else None,
            next=f"{lang}/{address_of(address, number + 1)}" if number < count else None,
        )
        here = address_of(address, number)
        path = PurePosixPath(lang, here, "index.md")
        yield Sheet(items[(number - 1) * size : number * size], here, path, paging)


def address_of(address: str, number: int) -> str:
    """The address of a list's page, by its number from 1."""
    return address if number == 1 else f"{address}page/{number}/"
