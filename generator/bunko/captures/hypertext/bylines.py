"""Who wrote an article and for whom, where the page prints it and its data do not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bunko.captures.credit_lines import Credits, credits_of, reporters_in
from bunko.captures.hypertext.runs import Run

_BETWEEN, _BELOW = 40, 4
"""Runs between headline and text, and below the text, in which a byline is looked for."""


def printed_credits(
    runs: Sequence[Run], headline: Run | None, body: Sequence[Run]
) -> tuple[tuple[str, ...], str | None]:
    """The authors and the publisher that lines beside the text name; empty and None where none does.

    Args:
        runs: all runs of the page.
        headline: the run of the headline.
        body: the runs of the text, in order.
    """
    if not body:
        return (), None
    found = list(_credits(runs, headline, body))
    authors = tuple(dict.fromkeys(name for one in found for name in one.authors))
    publisher = next((one.publisher for one in found if one.publisher), None)
    return authors or reporters_in(body[0].plain), publisher


def _credits(runs: Sequence[Run], headline: Run | None, body: Sequence[Run]) -> Iterator[Credits]:
    places = {id(run): n for n, run in enumerate(runs)}
    first, last = places[id(body[0])], places[id(body[-1])]
    start = places[id(headline)] + 1 if headline is not None else first - _BELOW
    above = runs[max(0, start, first - _BETWEEN) : first]
    for run in (*above, *runs[last + 1 : last + 1 + _BELOW]):
        found = credits_of(run.plain)
        if found is not None:
            yield found
