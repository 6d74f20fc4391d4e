"""The lead of an article that stands between its headline and its body, outside the element of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from bunko.captures.hypertext.elements import ancestors
from bunko.captures.hypertext.moments import moment_in
from bunko.captures.hypertext.runs import Run
from bunko.captures.hypertext.titles import bare
from bunko.captures.shapes import ends_sentence

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:leads?|lede|intro(?:duction|text)?|stand-?first|excerpt|teaser|chapo|chapeau|deck?|summary|abstract|"
    r"sub-?(?:title|head|headline|heading|line)|vorspann|anleser|sapo|entradilla|bajada|copete|ingress|sommario|occhiello|"
    r"kicker-?text|strapline|spoiler|foreword|prologue|teaser-?text|lead-?text|yoyaku|gaiyou?|youyaku|daodu|zhaiyao|"
    r"perex|manchet)(?:$|[\s_-])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WIDE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEVELS = 3
_FAR = 60
_NAMED_LEAST, _LEAST, _MOST = 30, 60, 1500
_SAME = 30
_LINKED = 0.5


def lead_above(
    runs: Sequence[Run], headline: Run | None, body: Sequence[Run], title: str | None, description: str | None
) -> Run | None:
    """The lead, where one stands between the headline and the text.

    Args:
        runs: all runs of the page.
        headline: the run of the headline.
        body: the runs of the text, in order.
        title: the headline's text.
        description: what the data say that the article says.
    """
    if headline is None or not body:
        return None
    places = {id(run): n for n, run in enumerate(runs)}
    first, last = places[id(headline)] + 1, places[id(body[0])]
    around = _shared(headline.element, body[0].element)
    told, named = bare(description or ""), bare(title or "")
    known = {run.letters for run in body}
    for run in runs[max(first, last - _FAR) : last]:
        text = run.letters
        if text == named or text in known or not _may_be(run):
            continue
        if _same(text, told) or _names_itself(run.element, around) or _reads_so(run, around):
            return run
    return None


def _same(lead: str, told: str) -> bool:
    return bool(told) and (lead == told or (len(told) >= _SAME and lead.startswith(told[:-3])))


def _may_be(run: Run) -> bool:
    length = len(run.plain) + len(_WIDE.findall(run.plain))
    return (
        _NAMED_LEAST <= length <= _MOST and run.item is None and run.cell is None and run.quote is None
        and run.linked <= _LINKED * len(run.plain) and run.plain[-1] not in ":："
    )  # fmt: skip


def _names_itself(element: etree._Element, around: etree._Element | None) -> bool:
    """An element near says that it is the lead, and nothing else speaks against it than that very word."""
    for level, at in enumerate(ancestors(element)):
        if at is around or level > _LEVELS:
            return False
        words = _CAMEL.sub("-", f"{at.get('class') or ''} {at.get('itemprop') or ''}"[:300]).lower()
        if _NAMED.search(words):
            return True
    return False


def _reads_so(run: Run, around: etree._Element | None) -> bool:
    """A sentence of its own below the headline, in the element that holds headline and text."""
    length = len(run.plain) + len(_WIDE.findall(run.plain))
    return (
        around is not None and not run.against and length >= _LEAST and ends_sentence(run.plain)
        and around.tag not in {"body", "html"} and moment_in(run.plain[:40]) is None
    )  # fmt: skip


def _shared(one: etree._Element, other: etree._Element) -> etree._Element | None:
    """The closest element that holds both."""
    above = set(ancestors(one))
    return next((at for at in ancestors(other) if at in above), None)
