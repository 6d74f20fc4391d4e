"""A text dump that starts with the page's microdata, read into a draft.

Below the head stands the visible page: the tags joined by commas (once or twice), the
headline, the date line with the lead, and the body's lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bunko import sources
from bunko.captures import dateline
from bunko.captures.draft import Draft, Halves
from bunko.captures.microdata_head import ELLIPSES, Head, read_head
from bunko.captures.rebuild import LEAD, difference
from bunko.captures.reconcile import reconcile
from bunko.captures.shapes import looks_like_heading
from bunko.captures.top import headline_at
from bunko.nouns import Image, LeftOut, LinkStart, Rebuild
from bunko.sources import Layout

_DIGIT = re.compile(r"\d")
_TOP = 3
"""Lines of the visible page that are tags, headline and date line."""


def read_microdata(lines: Sequence[str]) -> Draft:
    """The draft of a dump whose first lines are its microdata; what lacks stays empty."""
    head = read_head(lines)
    publisher = sources.publisher_of(head.url, (head.publisher or "", *head.authors))
    layout = publisher.layout(head.instant(0)) if publisher else Layout()
    draft = _fields(head)
    draft = replace(
        draft, source=publisher.id if publisher else None, images=_images(head.images, layout), publisher=head.publisher
    )
    return _Visible(draft, head, layout, lines[head.end :]).read()


def _fields(head: Head) -> Draft:
    published, created, modified = head.instant(0), head.instant(1), head.instant(2)
    left_out, warnings = list(head.left_out), list(head.warnings)
    extra: dict[str, str] = {}
    if head.alternative and head.alternative != head.headline:
        extra["alternative_headline"] = head.alternative
    if created is not None and created != published:
        extra["created"] = head.instants[1]
    for number, printed in enumerate(head.instants):
        if head.instant(number) is None:
            line = head.lines["date"] + number
            left_out.append(LeftOut(line, printed, "no such instant, or one without an offset"))
            warnings.append(f"line {line}: {printed} is no instant with an offset")
    description = head.description
    if description in ELLIPSES:
        left_out.append(LeftOut(head.lines["description"], description or "", "a description without words"))
        description = None
    return Draft(
        title=head.headline,
        url=head.url,
        published=published,
        updated=modified if modified != published else None,
        description=description or None,
        authors=tuple(head.authors),
        tags=tuple(head.tags),
        genre=head.genre,
        location=head.place,
        related_links=tuple(head.related),
        declared_language=head.language,
        extra=extra,
        left_out=tuple(left_out),
        warnings=tuple(warnings),
        lines=head.lines,
    )


def _images(addresses: Sequence[str], layout: Layout) -> tuple[Image, ...]:
    """One image for each photo: of two crops the wider, where the publisher's layout tells; else the first."""
    photos: dict[str, str] = {}
    for address in addresses:
        photo = layout.photo(address)
        kept = photos.get(photo)
        photos[photo] = address if kept is None or layout.width(address) > layout.width(kept) else kept
    return tuple(Image(url=address) for address in photos.values())


class _Visible:
    """The visible half, taken line by line from the top."""

    def __init__(self, draft: Draft, head: Head, layout: Layout, lines: Sequence[str]) -> None:
        self._draft, self._head, self._layout = draft, head, layout
        filled = next((n for n in range(len(lines), 0, -1) if lines[n - 1].strip()), 0)
        lines = lines[:filled]
        end = next((n for n in range(_TOP, len(lines)) if layout.ends_at(lines[n].strip())), len(lines))
        furniture = {n for n, line in enumerate(lines) if line and (n >= end or line.strip() in layout.furniture)}
        self._furniture = tuple(LeftOut(head.end + n + 1, lines[n], "furniture of the page") for n in sorted(furniture))
        self._raw = [line for n, line in enumerate(lines[:end]) if n not in furniture]
        self._lines = [line.strip() for line in self._raw if line.strip()]
        self._plan, self._at = Rebuild(), 0
        self._top = headline_at(self._lines, draft, head.body)
        self._starts: list[LinkStart] = []
        self._said: list[str] = []

    def read(self) -> Draft:
        """The draft with its body, halves and plan."""
        self._tags()
        self._headline()
        self._dateline()
        return self._body()

    def _take(self) -> str | None:
        return self._lines[self._at] if self._at < len(self._lines) else None

    def _is_cut(self, whole: str) -> bool:
        """The dump ends in the midst of this line."""
        line = self._take()
        return self._at == len(self._lines) - 1 and line != whole and whole.startswith(line or whole)

    def _tags(self) -> None:
        """The lines of tags, which `top` tells from the headline; without it, those that say the tags."""
        tags, count = ", ".join(self._draft.tags), 0
        if self._top is not None:
            above = self._lines[: self._top]
            self._at, unlike = self._top, [line for line in above if line != tags]
            self._plan = Rebuild(printed_tags=tuple(above)) if unlike else Rebuild(tag_lines=len(above))
            self._said += [difference("tags of the visible page", line, tags) for line in unlike[:1]]
            return
        while tags and self._take() is not None and (self._take() == tags or self._is_cut(tags)):
            count, self._at = count + 1, self._at + 1
        self._plan = Rebuild(tag_lines=count)

    def _headline(self) -> None:
        line, title = self._take(), self._draft.title
        if line is None:
            return
        if line == title or self._is_cut(title or ""):
            self._at += 1
        elif self._top is not None or (looks_like_heading(line) and not dateline.prefix_length(line)):
            self._at += 1
            if title is None:
                self._draft = replace(self._draft, title=line)
            else:
                self._plan = replace(self._plan, headline=line)
                self._said.append(difference("headline of the visible page", line, title))

    def _dateline(self) -> None:
        line, lead = self._take(), self._draft.description
        if line is None:
            return
        length = dateline.prefix_length(line)
        if lead and lead[:20] in line:
            length = line.index(lead[:20])
        elif not length:
            return
        words = dateline.template(line[:length], self._draft.published, self._draft.updated)
        self._plan = replace(self._plan, dateline=words)
        if _DIGIT.search(words):
            self._said.append(f"the date line prints other dates than the instants above: {line[:length].strip()}")
        if lead and lead not in (self._head.body or ""):
            if self._take_lead(line[length:], lead):
                return
            self._said.append(difference("lead of the visible page", line[length:], lead))
        self._starts.clear()
        self._plan = replace(self._plan, lead_in_body=bool(line[length:]))
        self._lines[self._at] = line[length:]
        self._at += not line[length:]

    def _take_lead(self, said: str, lead: str) -> bool:
        """The date line's text is the description, on one line or broken where links start."""
        at = self._at + 1
        while lead != said and lead.startswith(said) and at < len(self._lines):
            rest = lead[len(said) :]
            following = self._lines[at]
            swallowed = rest[0] == " "
            if not following or not (rest.lstrip(" ").startswith(following) or following.startswith(rest.lstrip(" "))):
                return False
            said += (" " if swallowed else "") + following
            self._starts.append(LinkStart(LEAD, len(said) - len(following), swallowed))
            at += 1
        if lead != said and not (lead.startswith(said) and at == len(self._lines)):
            return False
        self._at = at
        return True

    def _body(self) -> Draft:
        body, lines = self._head.body, self._lines[self._at :]
        plan = replace(self._plan, link_starts=tuple(self._starts))
        said = list(self._draft.warnings)
        if body is None and not lines:
            done = None
        elif body is None:
            done = reconcile("", lines, lead=plan.lead_in_body)
            said.append("the article body lacks; headings are lost, and the text is that of the visible page")
        else:
            done = reconcile(body, lines, self._layout.end_labels, lead=plan.lead_in_body)
        if done is not None:
            plan = replace(
                plan,
                link_starts=plan.link_starts + done.link_starts,
                visible_only=done.visible_only,
                body_only=done.body_only,
                end_label=done.end_label,
            )
            said += done.warnings
        raw = "\n".join(self._raw)
        return replace(
            self._draft,
            body=done.blocks if done else (),
            rebuild=plan,
            halves=Halves(body, raw or None),
            unreconciled=(*self._said, *(done.unreconciled if done and body is not None else ())),
            partial=done is None or done.partial or body is None,
            warnings=tuple(said),
            left_out=tuple(sorted((*self._draft.left_out, *self._furniture), key=lambda left: left.line)),
        )
