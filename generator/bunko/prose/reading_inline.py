"""Inline Markdown back to the plain text that a reader sees."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from bunko.prose.lines import join_lines

_TOKEN = re.compile(
    r"""
    \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<break>(?<![ ])[ ]{2,}\n)
    | (?P<ticks>`+)
    | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[0-9A-Za-z]{1,40});)
    | <(?P<address>[A-Za-z][A-Za-z0-9+.-]{0,30}://[^<>\n]*|[^<>\s!@]+@[^<>\s@]+)>
    | (?P<comment><!--)
    | (?P<tag></?[A-Za-z][^<>]*>)
    | (?P<note>\[\^[^\]\[\n]{1,200}\])
    | (?P<open>!?\[)
    | (?P<close>\])
    | (?P<run>\*+|_+|~+)
    | (?P<attributes>\{:?[ ]*[^{}\n]{1,500}\})
    """,
    re.VERBOSE,
)
_MAY_BE_MARKUP = re.compile(r"[\\`&<\[\]*_~{]|  \n")
"""Where none of these stands, no token does: most texts are told apart by it, ten times faster."""

_TARGET = re.compile(
    r"""
    \([ \n]*
      (?:<[^<>\n]{0,4000}>|(?:\\.|[^\s()<>\\]){0,4000}(?:\((?:\\.|[^\s()\\]){0,1000}\)(?:\\.|[^\s()\\]){0,1000}){0,9})
      (?:[ \n]+(?:"(?:\\.|[^"\\]){0,1000}"|'(?:\\.|[^'\\]){0,1000}'))?
    [ \n]*\)
    | \[[^\[\]]{0,400}\]
    """,
    re.VERBOSE,
)
_ATTRIBUTES_OF_BLOCK = re.compile(r"\{:?[ ]*(?:[#.]|[^ {}]+=)")
_HARD_BREAK = "\x00"


@dataclass
class _Piece:
    """A stretch of the text: shown, or a run of `*`, `_` or `~` that may pair."""

    text: str
    kind: str = ""
    opens: bool = False
    closes: bool = False


@dataclass
class _Scan:
    """One pass over a text: the pieces so far, the places of brackets still open, the last comment's end."""

    text: str
    pieces: list[_Piece] = field(default_factory=list)
    brackets: list[int] = field(default_factory=list)
    last_comment_end: int = -1


def plain(markdown: str) -> str:
    """Give the text that a reader sees of inline Markdown.

    Links and images leave their text, footnote references, HTML tags and attribute lists
    nothing. Soft line breaks join as `join_lines` tells; a hard break is a newline. What only
    looks like markup (a lone `*`, `&` without an entity) is text. A reference link counts as
    one, whether or not its definition stands elsewhere.
    """
    if not _MAY_BE_MARKUP.search(markdown) or not _TOKEN.search(markdown):
        return join_lines(markdown)
    scan = _Scan(markdown, last_comment_end=markdown.rfind("-->"))
    place = 0
    while found := _TOKEN.search(markdown, place):
        if found.start() > place:
            scan.pieces.append(_Piece(markdown[place : found.start()]))
        place = _READERS[found.lastgroup or ""](scan, found)
    scan.pieces.append(_Piece(markdown[place:]))
    _pair(scan.pieces)
    _drop_attributes(scan.pieces)
    return join_lines("".join(piece.text for piece in scan.pieces)).replace(_HARD_BREAK, "\n")


def _shown(scan: _Scan, found: re.Match[str]) -> int:
    scan.pieces.append(_Piece(found.group(found.lastgroup or 0)))
    return found.end()


def _break(scan: _Scan, found: re.Match[str]) -> int:
    scan.pieces.append(_Piece(_HARD_BREAK))
    return found.end()


def _entity(scan: _Scan, found: re.Match[str]) -> int:
    scan.pieces.append(_Piece(html.unescape(found.group())))
    return found.end()


def _nothing(scan: _Scan, found: re.Match[str]) -> int:
    scan.pieces.append(_Piece("", "end" if found.lastgroup == "note" else ""))
    return found.end()


def _comment(scan: _Scan, found: re.Match[str]) -> int:
    if found.end() > scan.last_comment_end:
        return _shown(scan, found)
    return scan.text.index("-->", found.end()) + 3


def _code(scan: _Scan, found: re.Match[str]) -> int:
    ticks = found.group()
    closing = re.compile(rf"(?<!`){ticks}(?!`)").search(scan.text, found.end())
    if closing is None:
        return _shown(scan, found)
    scan.pieces += [_Piece(scan.text[found.end() : closing.start()].strip()), _Piece("", "end")]
    return closing.end()


def _open(scan: _Scan, found: re.Match[str]) -> int:
    scan.brackets.append(len(scan.pieces))
    return _shown(scan, found)


def _close(scan: _Scan, found: re.Match[str]) -> int:
    if scan.brackets:
        opener = scan.brackets.pop()
        target = _TARGET.match(scan.text, found.end())
        if target:
            scan.pieces[opener].text = ""
            scan.pieces.append(_Piece("", "end"))
            return target.end()
    return _shown(scan, found)


def _run(scan: _Scan, found: re.Match[str]) -> int:
    start, end = found.span()
    before, after = scan.text[max(start - 1, 0) : start], scan.text[end : end + 1]
    opens, closes = bool(after.strip()), bool(before.strip())
    if found.group()[0] == "_":
        opens, closes = opens and not _is_word(before), closes and not _is_word(after)
    scan.pieces.append(_Piece(found.group(), "run", opens, closes))
    return end


def _attributes(scan: _Scan, found: re.Match[str]) -> int:
    scan.pieces.append(_Piece(found.group(), "attributes"))
    return found.end()


_READERS = {
    "escaped": _shown,
    "break": _break,
    "ticks": _code,
    "entity": _entity,
    "address": _shown,
    "comment": _comment,
    "tag": _nothing,
    "note": _nothing,
    "open": _open,
    "close": _close,
    "run": _run,
    "attributes": _attributes,
}


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _pair(pieces: list[_Piece]) -> None:
    """Take away the runs of `*`, `_` and `~` that pair; what is left of a run is text."""
    openers: dict[str, list[_Piece]] = {"*": [], "_": [], "~": []}
    for piece in pieces:
        if piece.kind != "run":
            continue
        waiting = openers[piece.text[0]]
        while piece.closes and piece.text and waiting:
            opener = waiting[-1]
            width = 2 if min(len(opener.text), len(piece.text)) > 1 else 1
            opener.text, piece.text, piece.kind = opener.text[width:], piece.text[width:], "end"
            if not opener.text:
                waiting.pop()
        if piece.opens and piece.text:
            waiting.append(piece)


def _drop_attributes(pieces: list[_Piece]) -> None:
    """Take away `{...}` right after an inline element, and at the end of the block."""
    before = _Piece("")
    shown = [piece for piece in pieces if piece.text or piece.kind]
    for piece in shown:
        if piece.kind == "attributes":
            ends_block = piece is shown[-1] and before.text[-1:] in {" ", "\n"}
            if before.kind == "end" or (ends_block and _ATTRIBUTES_OF_BLOCK.match(piece.text)):
                piece.text = ""
                before.text = before.text.rstrip(" \n") if ends_block else before.text
        before = piece
