"""The two halves of a microdata dump, held side by side, to the blocks of the article.

The article body stands on one line, with headings and without quotes; the visible lines have
quotes and no headings, and break where a link starts. `alignment` finds each visible line in
the body. What is left of the body between two paragraphs is a heading; what is left of the
visible lines is a quote with its attribution, or is kept as a paragraph and said.

The lead stands once: where the date line repeats the description, it is the description and no
block of the body, unless the article body holds it too. Otherwise it is the body's first block.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bunko.captures.alignment import Match, align
from bunko.captures.likeness import with_alike
from bunko.captures.quotations import quotations_in, without_long_quotations
from bunko.captures.shapes import breaks_off, ends_sentence, looks_like_heading
from bunko.nouns import Block, Heading, LinkStart, Paragraph
from bunko.prose import escape, plain

BODY_LIMIT = 1_000_000
"""Characters of an article body that are reconciled; a book of 500 pages has fewer."""

LINES_LIMIT = 20_000
_LABEL_LIMIT = 40
_EXCERPT = 40


@dataclass(frozen=True)
class Reconciled:
    """Blocks, and the parts of a rebuild plan that follow from holding both halves side by side.

    `partial` is True where the visible page ends before the article body does; `unreconciled` says
    what stands in one half alone, other than headings and quotes.
    """

    blocks: tuple[Block, ...] = ()
    link_starts: tuple[LinkStart, ...] = ()
    visible_only: tuple[int, ...] = ()
    body_only: tuple[int, ...] = ()
    end_label: str | None = None
    partial: bool = False
    warnings: tuple[str, ...] = ()
    unreconciled: tuple[str, ...] = ()


def reconcile(body: str, lines: Sequence[str], labels: Collection[str] = (), *, lead: bool = False) -> Reconciled:
    """The article's blocks from its body and its visible lines.

    Args:
        body: the article body on one line.
        lines: the visible lines below the date line, none of them empty, without white space at their edges.
        labels: words that the publisher is known to put before related links.
        lead: the first line is the date line's lead, which the article body need not have.
    """
    build = _Reconciliation(body, lines, labels, lead)
    if len(body) > BODY_LIMIT or len(lines) > LINES_LIMIT:
        build.apart()
    else:
        build.together()
    return Reconciled(
        blocks=tuple(build.blocks),
        link_starts=tuple(build.starts),
        visible_only=tuple(build.visible_only),
        body_only=tuple(build.body_only),
        end_label=build.end_label,
        partial=build.partial,
        warnings=tuple(build.warnings),
        unreconciled=tuple(build.unreconciled),
    )


@dataclass
class _Reconciliation:
    body: str
    lines: Sequence[str]
    labels: Collection[str]
    lead: bool
    blocks: list[Block] = field(default_factory=list)
    starts: list[LinkStart] = field(default_factory=list)
    visible_only: list[int] = field(default_factory=list)
    body_only: list[int] = field(default_factory=list)
    end_label: str | None = None
    partial: bool = False
    warnings: list[str] = field(default_factory=list)
    unreconciled: list[str] = field(default_factory=list)

    def apart(self) -> None:
        """Keep the visible lines as they are, since the body is too long."""
        self.blocks = [Paragraph(escape(line)) for line in self.lines or (self.body,)]
        self.warnings = [f"too long to hold both halves side by side: over {BODY_LIMIT} characters"]

    def together(self) -> None:
        at, seen = 0, 0
        outside = without_long_quotations(self.lines, self.body)
        matches = with_alike(align(outside, self.body), self.lines, self.body)
        groups = _paragraphs(matches, self.lines, self.body)
        for group in groups:
            self._visible_run(seen, group[0].line)
            self._gap(at, group[0].start)
            self._paragraph(group)
            at, seen = group[-1].end, group[-1].line + 1
        said = len(self.unreconciled)
        self._visible_run(seen, len(self.lines))
        self._tail(at, groups[-1] if groups else ())
        if self.partial:
            # What the last lines lack in the article body is the cut's doing.
            self.warnings += self.unreconciled[said:]
            del self.unreconciled[said:]

    def _paragraph(self, group: Sequence[Match]) -> None:
        text, block = self.lines[group[0].line], len(self.blocks)
        for one, other in pairwise(group):
            text += self.body[one.end : other.start]
            self.starts.append(LinkStart(block, len(text), swallowed=other.start > one.end))
            text += self.lines[other.line]
        self.blocks.append(Paragraph(escape(text)))

    def _gap(self, start: int, end: int) -> None:
        """What stands in the article body alone, before a paragraph: a heading by its place and shape."""
        text = self.body[start:end].strip()
        if looks_like_heading(text):
            self.blocks.append(Heading(2, escape(text)))
        elif text:
            self._only_in_body(text)
            self.unreconciled.append(f"stands only in the article body, not in the visible page: {_short(text)}")

    def _only_in_body(self, text: str) -> None:
        self.body_only.append(len(self.blocks))
        self.blocks.append(Paragraph(escape(text)))

    def _visible_run(self, start: int, end: int) -> None:
        """Lines that stand in the visible page alone: quotes, and what is kept as paragraphs."""
        for found in quotations_in(self.lines[start:end], at_end=end == len(self.lines)):
            block = len(self.blocks)
            self.blocks.append(found.block)
            self.starts += [LinkStart(block, at, swallowed) for at, swallowed in found.link_starts]
            if found.open:
                self.partial = True
                self.warnings.append(f"the dump ends inside a quote: {_short(found.first)}")
            if isinstance(found.block, Paragraph):
                self.visible_only.append(block)
                if block or not self.lead:
                    said = f"stands only in the visible page, not in the article body: {_short(found.first)}"
                    self.unreconciled.append(said)

    def _tail(self, at: int, group: Sequence[Match]) -> None:
        """What follows the last visible paragraph: a label of related links, or text that the dump lost."""
        text = self._without_label(self.body[at:].strip())
        if not text:
            return
        self.partial = True
        self.warnings.append(
            "the visible page ends before the article body does; from there on headings, paragraphs and quotes "
            f"cannot be told apart: {_short(text)}"
        )
        last = self.lines[-1] if self.lines else ""
        cut_off = group and group[-1].line == len(self.lines) - 1 and not ends_sentence(last)
        if cut_off and isinstance(self.blocks[-1], Paragraph):
            end = at + self.body[at:].index(text) + len(text)
            self.blocks[-1] = Paragraph(escape(plain(self.blocks[-1].text) + self.body[at:end]))
        else:
            self._only_in_body(text)

    def _without_label(self, text: str) -> str:
        """The text without the label that closes it, which is remembered."""
        known = max((label for label in self.labels if text.endswith(label)), key=len, default=None)
        last = text[max(text.rfind(mark) for mark in _ENDS) + 1 :].strip()
        label = known or (last if len(last) <= _LABEL_LIMIT and looks_like_heading(last) else None)
        self.end_label = label
        return text.removesuffix(label).rstrip() if label else text


_ENDS = "。！？!?」』”"


def _paragraphs(matches: Sequence[Match], lines: Sequence[str], body: str) -> list[list[Match]]:
    """Matches grouped to paragraphs: a line that breaks off goes on with the next, if that follows at once."""
    groups: list[list[Match]] = []
    for match in matches:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and match.line == last.line + 1
            and not body[last.end : match.start].strip()
            and breaks_off(lines[last.line], lines[match.line])
        ):
            groups[-1].append(match)
        else:
            groups.append([match])
    return groups


def _short(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
