"""Which of a page's runs are the text of its article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from bunko.captures.hypertext.edges import is_furniture, to_its_end, trimmed
from bunko.captures.hypertext.elements import ancestors
from bunko.captures.hypertext.runs import Run
from bunko.captures.hypertext.titles import bare
from bunko.captures.hypertext.weights import weight

_NAMED = (
    re.compile(r"article-?body|body-?(?:text|copy)|story-?(?:body|text|content)|article-?(?:text|content|main|inner)|"
               r"post-?(?:content|body|text)|entry-?(?:content|body)|main-?text|news-?(?:text|body|content)|"
               r"content-?(?:body|text)|articletext|text-?body|field-?name-?body|cuerpo|texto-nota"),
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DESCENT = 0.7
_ENOUGH = 0.3
_PARDON = 0.5
_PARDONS = {"comments": 0.95, "the page's foot": 0.95, "related articles": 0.6, "navigation": 0.9, "subscription": 0.15,
            "hidden": 0.6}  # fmt: skip
"""The share of the page's prose from which a reason is not believed; a paywall's element often holds the text."""

_FIRM = frozenset({"navigation", "the page's foot", "comments", "left out by the publisher's layout", "a dialogue"})
"""Reasons that are believed also where they leave hardly any text."""

_LITTLE, _FAR_MORE = 400, 2.0
_AROUND = 0.2
_ABOVE, _NEAR, _FAR = 0.3, 6000.0, 0.6
_SOME = 400.0
_PARTS = 40
_LINKED = 0.5
_ALONE = 0.8
_STOP = frozenset({"p", "blockquote", "ul", "ol", "li", "tr", "tbody", "table", "figure", "pre", "dl"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The runs of an article's text, and the elements that hold it."""

    runs: tuple[Run, ...]
    holders: tuple[etree._Element, ...]


def choose(runs: Sequence[Run], title: str | None, told: Sequence[etree._Element] = ()) -> Chosen:
    """The runs of the article.

    Args:
        runs: all runs of the page, in order.
        title: the headline, below which the text is to be looked for.
        told: the elements that hold the text, as the publisher's layout says.
    """
    start = _headline_at(runs, title)
    _pardon(runs, set(ancestors(runs[start].element)) if start else set())
    chosen = _chosen(runs, start, title, told)
    if told or not _is_little(chosen, runs):
        return chosen
    believed = [run.against for run in runs]
    for run in runs:
        run.against = tuple(at for at in run.against if at[0] in _FIRM)
    again = _chosen(runs, start, title, told)
    if sum(map(weight, again.runs)) > _FAR_MORE * sum(map(weight, chosen.runs)):
        return again
    for run, against in zip(runs, believed, strict=True):
        run.against = against
    return chosen


def _is_little(chosen: Chosen, runs: Sequence[Run]) -> bool:
    """The chosen text is hardly any, and the page has far more prose, as where a class misleads."""
    found = sum(map(weight, chosen.runs))
    return found < _LITTLE and sum(map(weight, runs)) > _FAR_MORE * found


def _chosen(runs: Sequence[Run], start: int, title: str | None, told: Sequence[etree._Element]) -> Chosen:
    scores = _scores(runs, start)
    holders = list(told) or _holders(runs, scores, start)
    held = set(holders)
    inside: dict[etree._Element, bool] = {}
    within = [run for run in runs if _is_inside(run.element, held, inside)]
    kept = _without_link_lists(to_its_end([run for run in within if not run.against]))
    kept = [run for run in kept if not is_furniture(run)]
    return Chosen(tuple(trimmed(within, kept, title)), tuple(holders))


def _is_inside(element: etree._Element, held: set[etree._Element], known: dict[etree._Element, bool]) -> bool:
    """The element stands in one of those held; what was found of each element above is kept in `known`."""
    path = []
    found = False
    for at in ancestors(element):
        if at in known or at in held:
            found = at in held or known[at]
            break
        path.append(at)
    for at in path:
        known[at] = found
    return found


def _pardon(runs: Sequence[Run], around: set[etree._Element]) -> None:
    """Take back what speaks against an element that holds most of the page's prose, or the headline and some prose."""
    total, looks = 0.0, dict[tuple[str, str], float]()
    for run in runs:
        value = weight(run)
        total += value
        if value:
            for against in {(reason, _look(root)) for reason, root in run.against}:
                looks[against] = looks.get(against, 0.0) + value
    framing = {_look(at) for at in around}
    pardoned = {
        (reason, look)
        for (reason, look), value in looks.items()
        if value > (_AROUND if look in framing else _PARDONS.get(reason, _PARDON)) * total
    }
    for run in runs if pardoned else ():
        if run.against:
            run.against = tuple(at for at in run.against if (at[0], _look(at[1])) not in pardoned)


def _headline_at(runs: Sequence[Run], title: str | None) -> int:
    """The index of the run that is the headline; 0 where none is."""
    named = bare(title or "")
    heads = [n for n, run in enumerate(runs) if run.level == 1]
    for numbers in ([n for n, run in enumerate(runs) if run.level], range(len(runs))):
        found = next((n for n in numbers if named and runs[n].letters == named), None)
        if found is not None:
            return found
    return heads[0] if heads else 0


def _scores(runs: Sequence[Run], start: int) -> dict[etree._Element, float]:
    """How much prose each element holds; prose far below the headline counts less, above it least."""
    direct: dict[etree._Element, float] = {}
    below = 0.0
    for n, run in enumerate(runs):
        value = 0.0 if run.against else weight(run)
        if not value:
            continue
        factor = _ABOVE if n < start else 1.0 if below < _NEAR else _FAR
        below += value if n >= start else 0.0
        direct[run.element] = direct.get(run.element, 0.0) + factor * value
    scores: dict[etree._Element, float] = {}
    for element, value in direct.items():
        for at in ancestors(element):
            scores[at] = scores.get(at, 0.0) + value
    return scores


def _holders(runs: Sequence[Run], scores: dict[etree._Element, float], start: int) -> list[etree._Element]:
    """The elements that hold the article: those that name themselves so, else the one that the prose gathers in."""
    if not scores:
        return [next(iter(ancestors(runs[0].element)))] if runs else []
    total = max(scores.values())
    named = _named_holders(runs, scores, start, total)
    return named or [_gathered(runs[0].element.getroottree().getroot(), scores)]


def _gathered(at: etree._Element, scores: dict[etree._Element, float]) -> etree._Element:
    while True:
        best = max((child for child in at if child in scores), key=lambda child: scores[child], default=None)
        if best is None or best.tag in _STOP or scores[best] < _DESCENT * scores[at]:
            return at
        at = best


def _named_holders(
    runs: Sequence[Run], scores: dict[etree._Element, float], start: int, total: float
) -> list[etree._Element]:
    order: dict[etree._Element, int] = {}
    for n, run in enumerate(runs):
        for at in ancestors(run.element):
            order.setdefault(at, n)
    named = _outermost([at for at in scores if _names_itself(at)])
    if not named:
        return []
    looks = Counter(_look(at) for at in named)
    fitting = [
        at for at in named
        if scores[at] > _ENOUGH * total or (looks[_look(at)] > 1 and scores[at] > _SOME and order[at] >= start)
    ]  # fmt: skip
    if not fitting:
        whole = sum(scores[at] for at in named if _look(at) == _look(named[0]))
        return [at for at in named if _look(at) == _look(named[0])] if whole > _ENOUGH * total else []
    chosen = min(fitting, key=lambda at: order[at])
    end = next(
        (n for n in range(order[chosen] + 1, len(runs)) if runs[n].level == 1 and not runs[n].against), len(runs)
    )
    around = _article_around(chosen)
    parts = [
        at for at in named
        if _look(at) == _look(chosen) and order[chosen] <= order[at] < end and _article_around(at) is around
    ]  # fmt: skip
    return parts if len(parts) <= _PARTS else [chosen]


def _article_around(element: etree._Element) -> etree._Element | None:
    return next((at for at in ancestors(element) if at.tag == "article"), None)


def _look(element: etree._Element) -> str:
    return f"{element.tag} {element.get('class') or ''}"


def _outermost(elements: Iterable[etree._Element]) -> list[etree._Element]:
    listed = list(elements)
    found = set(listed)
    return [at for at in listed if not any(above in found for above in list(ancestors(at))[1:])]


def _names_itself(element: etree._Element) -> bool:
    if "articleBody" in (element.get("itemprop") or ""):
        return True
    if element.tag in {"body", "html", "p"}:
        return False
    words = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    spelled = _CAMEL.sub("-", words).lower()
    return any(pattern.search(spelled) for pattern in _NAMED)


def _without_link_lists(runs: Sequence[Run]) -> list[Run]:
    """The runs without those that are mostly links, and without lists and tables that are."""
    groups: dict[etree._Element, list[int]] = {}
    for run in runs:
        for at in (run.item.getparent() if run.item is not None else None, run.cell):
            if at is not None:
                sums = groups.setdefault(at, [0, 0])
                sums[0] += run.linked
                sums[1] += len(run.plain)

    def is_linked(run: Run) -> bool:
        group = run.item.getparent() if run.item is not None else None
        if group is not None and group in groups:
            linked, length = groups[group]
            return linked > _LINKED * length
        length = len(run.plain)
        # A short paragraph of links with a word before them is text, as a list of places is.
        words = _ALONE if run.element.tag == "p" else _LINKED
        return run.linked > words * length and (run.linked > 0.8 * length or length < 80)  # noqa: PLR2004 - a line

    return [run for run in runs if not is_linked(run)]
