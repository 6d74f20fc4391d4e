"""Long lists on several pages: `<address>`, then `<address>page/2/` and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from bunko.nouns import Article
from bunko.stage.view import Shape, filled


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a long list.

    Attributes:
        articles: those on this page.
        address: the page's address below its language's folder.
        path: the staged file.
        paging: number, count, and the addresses of the pages before and after.
    """

    articles: Sequence[Article]
    address: str
    path: PurePosixPath
    paging: Shape


def sheets(lang: str, address: str, articles: Sequence[Article], size: int) -> Iterator[Sheet]:
    """The pages of a list at `address` (below the language's folder, with a closing slash); at least one."""
    count = max(1, -(-len(articles) // size))
    where: Callable[[int], str] = lambda number: address if number == 1 else f"{address}page/{number}/"  # noqa: E731
    for number in range(1, count + 1):
        paging = filled(
            number=number,
            count=count,
            previous=f"{lang}/{where(number - 1)}" if number > 1 else None,
            next=f"{lang}/{where(number + 1)}" if number < count else None,
        )
        path = PurePosixPath(lang, where(number), "index.md")
        yield Sheet(articles[(number - 1) * size : number * size], where(number), path, paging)
