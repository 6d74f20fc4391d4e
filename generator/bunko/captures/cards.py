"""The photo of a dump of the visible page, and the cards of other articles: lines that a caption line opens.

A photo's credit may be glued to its caption; a caption line ends in publisher, width and day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bunko.captures import dateline
from bunko.captures.shapes import ends_sentence, looks_like_heading
from bunko.captures.sheet import Sheet
from bunko.nouns import Image, Instant
from bunko.sources import Layout

_CAPTION = re.compile(
    r"(?P<caption>.{0,300}?)[ ]{1,3}-[ ](?P<publisher>[^,]{1,60}), (?P<width>\d{2,4}), (?P<day>\d{1,2}\.\d{1,2}\.\d{4})"
)
_CREDIT = "©"
_TOPIC_LIMIT = 30
_CARD_LIMIT = 120
_PARTICLES = frozenset("のはがをにとでもへや、，,：:")

Captions = Mapping[int, re.Match[str]]
"""Caption lines by number, with groups `caption`, `publisher`, `width` and `day`."""


def caption_in(line: str) -> re.Match[str] | None:
    """A caption line: `着陸台から降りる祝融号 - 見本天文通信, 1920, 22.05.2021`."""
    return _CAPTION.fullmatch(line)


def photo(sheet: Sheet, start: int, end: int, captions: Captions, headline: str | None) -> tuple[Image, int] | None:
    """The photo below the headline, with the line of its caption."""
    near = sheet.texts(start, end)[:2]
    line = next((n for n in near if n in captions), None)
    credit = next((n for n in near if sheet.lines[n].startswith(_CREDIT)), None)
    if line is None and credit is None:
        return None
    caption = captions[line]["caption"] if line is not None else headline
    said = sheet.lines[credit] if credit is not None else ""
    words = said.removesuffix(caption) if caption else said
    image = Image(caption=caption if line is not None or words != said else None, credit=words.strip() or None)
    sheet.photo = frozenset(n for n in (line, credit) if n is not None)
    last = max(sheet.photo)
    sheet.places["images"] = (line if line is not None else last) + 1
    return image, last if line is None else line


def date_of(sheet: Sheet, captions: Captions, line: int) -> Instant | None:
    """The day of a caption line, which is said."""
    printed = dateline.printed_in(captions[line]["day"]) if line in captions else None
    if printed is None:
        return None
    sheet.places["date"] = line + 1
    sheet.warnings.append(f"line {line + 1}: the date is that of the photo's caption line, the only one in the dump")
    return printed.day


def leave_cards(sheet: Sheet, start: int, end: int, captions: Captions, layout: Layout) -> None:
    """Leave out cards of other articles: a caption line, perhaps a topic, and a title."""
    topics = {sheet.lines[n] for n, why in sheet.left_out.items() if why.startswith("a story box")}
    for n in sorted(captions):
        if not start <= n < end or n in sheet.photo:
            continue
        following = [m for m in range(n + 1, min(end, n + 3)) if sheet.free(m) and not ends_sentence(sheet.lines[m])]
        following = [m for m in following if m not in captions and len(sheet.lines[m]) <= _CARD_LIMIT]
        if following[:1] == [n + 1]:
            topic = sheet.lines[n + 1] in topics or (layout.cards_close and len(sheet.lines[n + 1]) <= _TOPIC_LIMIT)
            last = following[-1] if topic else n + 1
            sheet.leave(range(n, last + 1), "a card of another article")
        else:
            sheet.leave([n], "the caption of a photo inside the text")
    texts = sheet.texts(start, end)
    if len(texts) > 1 and layout.cards_close and _is_title(sheet, texts[-1], end):
        sheet.left_out[texts[-1]] = "the title of another article below the text"


def _is_title(sheet: Sheet, n: int, end: int) -> bool:
    """A last line that is no sentence and does not break off: the dump goes on below it, or it stands whole."""
    line = sheet.lines[n]
    whole = end < len(sheet.lines) or line[-1] not in _PARTICLES
    return looks_like_heading(line) and not ends_sentence(line) and whole and sheet.lines[n - 1] != ""
