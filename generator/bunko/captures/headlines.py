"""Which line of a dump of the visible page is its headline, told by where it stands; what above it is none."""

from __future__ import annotations

import re

from bunko.captures import cards, foot, trails
from bunko.captures.credit_lines import credits_of, is_noise
from bunko.captures.hypertext.moments import moment_in
from bunko.captures.shapes import ends_sentence, looks_like_heading
from bunko.captures.sheet import Sheet
from bunko.captures.tag_lines import is_labelled, tags_in
from bunko.captures.trails import Trail

_CREDIT = "©"
_PARTICLES = frozenset("のはがをにとでもへや、，,：:")
_LABEL = 6
"""Characters of a line above a headline that says of what kind the article is (独家, 特写, 連載)."""

_SECTIONS = 2
_NEAR = 80
"""Lines from the page's top in which what stands above an article is looked for."""

_STACK = 4
"""Lines that may be a label, a headline and its second deck."""

_DECK = re.compile(r"[—―─－~～–-]{1,2}")
_ASIDE = re.compile(r"[（(][^()（）]{1,80}[)）]")
_FORMER = re.compile(r"原(?:标题|標題|题|題)\s?[:：]")
_BRACKETED = re.compile(r"[【［\[〔《〈<].{1,10}[】］\]〕》〉>]")
STORY_BOX = "a story box above the headline"
_ABOVE = "above the headline"
CURE = "--title supplies another"


def trails_above(sheet: Sheet, start: int, end: int) -> Trail | None:
    """Leave out breadcrumbs, the section's and the site's name above the headline; what they say together.

    A section's name and a masthead count only where another line is left that may be the headline.
    """
    heads = [n for n in _above_prose(sheet, start, end) if n not in sheet.credits]
    found: dict[int, Trail] = {}
    for n in heads:
        titles = [sheet.lines[m] for m in heads if m != n]
        trail = trails.breadcrumb_in(sheet.lines[n], titles)
        if trail is not None:
            found[n] = trail
    publishers = {printed.publisher for printed in sheet.credits.values() if printed.publisher}
    readers = (trails.menu_in, trails.section_in, lambda line: trails.masthead_in(line, publishers))
    for read in readers:
        for n in heads:
            trail = read(sheet.lines[n]) if n not in found else None
            beside = next((m for m in range(n - 1, start, -1) if sheet.lines[m]), start) in sheet.credits
            if trail is not None and (read is not readers[-1] or beside or _another(sheet, heads, n, found)):
                found[n] = trail
    together = _together(sheet, found)
    for n, trail in found.items():
        is_field = sheet.places.get("section") == n + 1
        sheet.leave([n], trail.reason + "; the field section" * is_field)
    return together


def _another(sheet: Sheet, heads: list[int], n: int, found: dict[int, Trail]) -> bool:
    """A line below this one may be the headline."""
    below = (m for m in heads if m > n and m not in found and may_be_headline(sheet, m))
    return any(not _DECK.match(sheet.lines[m]) for m in below)


def _above_prose(sheet: Sheet, start: int, end: int) -> list[int]:
    """The lines above the first prose, within a bound."""
    return sheet.texts(start, min(sheet.prose(start, end), start + _NEAR))


def _together(sheet: Sheet, found: dict[int, Trail]) -> Trail | None:
    if not found:
        return None
    named = [n for n in sorted(found) if found[n].section]
    crumbs = [n for n in named if found[n].reason == trails.BREADCRUMB]
    # Several names of sections are a menu.
    section = next(iter(crumbs or (named if len(named) <= _SECTIONS else [])), None)
    if section is not None:
        sheet.places["section"] = section + 1
    site = next((trail.site for _, trail in sorted(found.items()) if trail.site), None)
    return Trail("", found[section].section if section is not None else None, site)


def leave_tools(sheet: Sheet, start: int, end: int) -> None:
    """Leave out buttons and notices of rights above the first prose, where another line is left there."""
    heads = _above_prose(sheet, start, end)
    kinds = {n: kind for n in heads if (kind := _kind(sheet.lines[n])) is not None}
    rest = [n for n in heads if n not in kinds and credits_of(sheet.lines[n]) is None]
    for n, kind in kinds.items() if rest else ():
        sheet.leave([n], str(kind))


def _kind(line: str) -> str | None:
    kind = foot.kind_of(line)
    if kind in {foot.TOOLS, foot.NOTICE, foot.NEIGHBOUR, foot.INVITATION}:
        return kind
    if _FORMER.match(line):
        return "the headline under which its source had it"
    return foot.TOOLS if is_noise(line) else None


def tags_above(sheet: Sheet, start: int, end: int) -> tuple[str, ...]:
    """The tags of lines between the page's top and its first prose, which are left out."""
    tags = list[str]()
    heads = _above_prose(sheet, start, end)
    for n in heads:
        found = tags_in(sheet.lines[n])
        alone = bool(found) and not any(m != n and may_be_headline(sheet, m) for m in heads)
        if not found or (len(found) == 1 and (alone or not is_labelled(sheet.lines[n]))):
            continue
        tags += found
        sheet.places.setdefault("tags", n + 1)
        sheet.leave([n], "a list of tags; they are the field tags")
    return tuple(dict.fromkeys(tags))


def may_be_headline(sheet: Sheet, n: int) -> bool:
    """The line is short enough, no sentence, and nothing else that is known."""
    line = sheet.lines[n]
    return (
        n not in sheet.credits
        and looks_like_heading(line)
        and not line.startswith(_CREDIT)
        and cards.caption_in(line) is None
        and not _is_aside(line)
    )


def _is_aside(line: str) -> bool:
    """A remark in brackets with a day in it, as of a document's adoption."""
    return _ASIDE.fullmatch(line) is not None and moment_in(line) is not None


def headline(sheet: Sheet, start: int, end: int, title: str | None = None) -> int | None:
    """The number of the headline's line; None where nothing tells it.

    The line that a person named; else the first one that stands alone between empty ones; else the first above a
    date, or above text. Text above a line that stands alone is a story box's where a caption line opens it; else
    the line is a heading inside the text, or the foot of the page.

    Args:
        sheet: of the dump.
        start: the first line of the page.
        end: the line at which it ends.
        title: as a person supplied it.
    """
    first = next((n for n in sheet.texts(start, end) if n not in sheet.credits), None)
    if first is None:
        return None
    story = cards.caption_in(sheet.lines[first]) is not None
    below = end if story else sheet.prose(start, end)
    named = next((n for n in sheet.texts(start, below) if title is not None and sheet.lines[n] == title), None)
    found = named if named is not None else _alone(sheet, start, end, below)
    if found is None:
        found = _in_stack(sheet, first, below)
    if found is None and not story:
        found = _dated(sheet, start, below)
    if found is None:
        return None
    sheet.places["title"] = found + 1
    sheet.leave(range(start, found), STORY_BOX if story else _ABOVE)
    return found


def _alone(sheet: Sheet, start: int, end: int, below: int) -> int | None:
    """The first line that stands alone; not a label, where another one follows that says more."""
    alone = [n for n in sheet.texts(start, below) if _is_alone(sheet, n, start, end) and may_be_headline(sheet, n)]
    if not alone:
        return None
    heads = [n for n in sheet.texts(alone[0], below) if may_be_headline(sheet, n)][:_STACK]
    chosen = _chosen(sheet, heads) if _is_label(sheet, heads) else alone[0]
    if chosen != alone[0]:
        _say(sheet, chosen, f", and not line {alone[0] + 1}: {sheet.lines[alone[0]]}")
    return chosen


def _is_alone(sheet: Sheet, n: int, start: int, end: int) -> bool:
    above = n == start or not sheet.lines[n - 1] or n - 1 in sheet.left_out
    return above and n + 1 < end and not sheet.lines[n + 1]


def _in_stack(sheet: Sheet, first: int, below: int) -> int | None:
    """Of lines that follow each other down to a date or to text, the one that says most of it."""
    stack = list[int]()
    for n in sheet.texts(first, below):
        if not may_be_headline(sheet, n):
            break
        stack.append(n)
    if not stack or len(stack) > _STACK:
        return None
    rest = (n for n in range(stack[-1] + 1, len(sheet.lines)) if sheet.lines[n] and n not in sheet.left_out)
    following = next((n for n in rest if n in sheet.credits or not _is_aside(sheet.lines[n])), None)
    dated = following is not None and following in sheet.credits
    text = (
        following is not None and ends_sentence(sheet.lines[following]) and sheet.lines[stack[-1]][-1] not in _PARTICLES
    )
    if not dated and not text:
        return None
    chosen = _chosen(sheet, stack)
    if not dated or len(stack) > 1:
        _say(sheet, chosen, "")
    decks = [n for n in stack if n > chosen and len(sheet.lines[n]) > _LABEL and not _DECK.match(sheet.lines[n])]
    if decks:
        _say_decks(sheet, decks)
    return chosen


def _chosen(sheet: Sheet, stack: list[int]) -> int:
    """The first line that is no label above a headline and no second deck below it."""
    rest = stack
    while len(rest) > 1 and _is_label(sheet, rest):
        rest = rest[1:]
    return next((n for n in rest if not _DECK.match(sheet.lines[n])), rest[0])


def _is_label(sheet: Sheet, stack: list[int]) -> bool:
    """The first line is short, or in brackets, and the next one says more and is no second deck."""
    if len(stack) < 2:  # noqa: PLR2004
        return False
    line, following = (sheet.lines[n] for n in stack[:2])
    short = len(line) <= _LABEL < len(following) or _BRACKETED.fullmatch(line) is not None
    return short and not _DECK.match(following)


def _dated(sheet: Sheet, start: int, below: int) -> int | None:
    """A line of words that ends in a date, where no other may be the headline and prose follows."""
    heads = sheet.texts(start, below)
    line = next((n for n in heads if sheet.credits.get(n) and sheet.credits[n].words), None)
    if line is None or line != heads[0] or below >= len(sheet.lines) or any(n not in sheet.credits for n in heads):
        return None
    _say(sheet, line, "; the date that it ends in is taken for the field date")
    return line


def _say_decks(sheet: Sheet, decks: list[int]) -> None:
    """Whether such a line ends the headline, is a deck or opens the text, its shape does not tell."""
    where = f"line {decks[0] + 1}" if len(decks) == 1 else f"lines {decks[0] + 1} to {decks[-1] + 1}"
    said = " / ".join(sheet.lines[n] for n in decks)
    sheet.warnings.append(
        f"{where} below the headline may belong to it, and stands in the text "
        f"(put it into the page's title, if it does): {said}"
    )


def _say(sheet: Sheet, n: int, more: str) -> None:
    sheet.warnings.append(f"line {n + 1} is taken for the headline by its shape{more} ({CURE}): {sheet.lines[n]}")
