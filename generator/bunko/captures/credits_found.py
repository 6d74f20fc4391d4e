"""Which lines of a dump of the visible page are its credits, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bunko.captures.credit_lines import Credits, credits_of
from bunko.captures.hypertext.moments import Moment
from bunko.nouns import Instant

_ABOVE, _TOP, _FOOT = 8, 6, 4
"""Lines above a headline, empty ones too, and lines of text below it and at the end, in which credits are sought."""

_OTHERS = 1
"""Lines of text, as a lead, that may part credits from their headline."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the credits of one article say together.

    Attributes:
        published: the day, or the instant.
        unzoned: the published time where no zone is printed.
        updated: the day, or the instant.
        print: of the printed paper, by schema.org's names: `print_edition` (朝刊), `print_page` (12面).
        lines: the line's number (from 0) of each field.
    """

    published: Instant | None = None
    unzoned: datetime | None = None
    updated: Instant | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    print: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


def find(lines: Sequence[str], texts: Sequence[int]) -> dict[int, Credits]:
    """The lines of credits among the first and the last lines, by number.

    Args:
        lines: of the dump.
        texts: numbers of those that hold text.
    """
    numbers = dict.fromkeys([*texts[: 3 * _TOP], *texts[-_FOOT:]])
    return {n: found for n in numbers if (found := credits_of(lines[n])) is not None}


def around(printed: Mapping[int, Credits], texts: Sequence[int], top: int) -> list[int]:
    """The credits around the headline, those below it first, and those that close the text.

    One other line may part them from the headline.

    A bare date below a text may be the text's own, and so are several of them, as in a chronology. A date alone in
    brackets is, where a line with the printed paper's page gives another day: a document's, as when it was adopted.

    Args:
        printed: as found.
        texts: numbers of the lines of text below the headline.
        top: the line below the headline.
    """
    above = [n for n in range(max(0, top - _ABOVE), top) if n in printed]
    others = [n for n in texts if n not in printed]
    last = others[_OTHERS] if len(others) > _OTHERS else float("inf")
    bare = [n for n in texts if n in printed and not (printed[n].labelled or printed[n].publisher)]
    own = bare if len(bare) > 1 and others and others[0] < bare[0] else []
    near = [n for n in texts[:_TOP] if n in printed and n < last and n not in own]
    issued = {_day(printed[n]) for n in [*near, *above] if printed[n].page or printed[n].edition} - {None}
    near = [n for n in near if not (issued and printed[n].aside and _day(printed[n]) not in issued)]
    foot: list[int] = []
    for n in reversed(texts):
        if n not in printed or not printed[n].labelled:
            break
        foot.insert(0, n)
    # The day above a headline may be the one on which the page was looked at.
    return list(dict.fromkeys([*near, *above, *foot]))


def _day(credits_: Credits) -> date | None:
    moment = credits_.published
    return moment.date() if isinstance(moment, datetime) else moment


def told(printed: Mapping[int, Credits], numbers: Sequence[int]) -> Told:
    """What these lines say; of two that say the same, the first counts."""
    values: dict[str, object] = {}
    places: dict[str, int] = {}
    for name in ("published", "updated", "publisher"):
        n = next((n for n in numbers if getattr(printed[n], name)), None)
        if n is not None:
            values[name] = getattr(printed[n], name)
            places[{"published": "date"}.get(name, name)] = n
    writing = [n for n in numbers if printed[n].authors]
    if writing:
        places["authors"] = writing[0]
    published, updated = values.get("published"), values.get("updated")
    printed_on: dict[str, str] = {}
    for name, field_ in (("edition", "print_edition"), ("page", "print_page"), ("section", "section")):
        n = next((n for n in numbers if getattr(printed[n], name)), None)
        if n is not None:
            printed_on[field_] = str(getattr(printed[n], name))
            places[field_] = n
    section = printed_on.pop("section", None)
    return Told(
        published=_known(published),
        unzoned=published if isinstance(published, datetime) and published.tzinfo is None else None,
        updated=_known(updated),
        publisher=str(values["publisher"]) if "publisher" in values else None,
        authors=tuple(dict.fromkeys(name for n in writing for name in printed[n].authors)),
        section=section,
        print=printed_on,
        lines=places,
    )


def dated(said: Told, moment: Moment) -> Told:
    """The same with this moment as the published one."""
    unzoned = moment if isinstance(moment, datetime) and moment.tzinfo is None else None
    return replace(said, published=_known(moment), unzoned=unzoned)


def _known(moment: object) -> Instant | None:
    """What is known without a zone."""
    if isinstance(moment, datetime):
        return moment.date() if moment.tzinfo is None else moment
    return moment  # type: ignore[return-value]
