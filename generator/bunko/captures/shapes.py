"""What a line of a text dump is, by its shape and no publisher's words."""

from __future__ import annotations

import re

SENTENCE_END = frozenset("。．.!?！？…‥;；")
"""Marks that close a sentence; closing quotes and brackets may follow them."""

_CLOSERS = "」』）)】］]〕》〉”’»\"'"
_QUOTES = {"「": "」", "『": "』", "“": "”", "‘": "’", "«": "»", "„": "“", '"': '"', "＂": "＂", "〝": "〟"}
_GOES_ON = re.compile(
    r"[、，,。．.）)」』]|と(?:の|い|し|も|は|述)|(?:に|で|と)は|から|まで|など|[をにはがのとでもへや](?![ぁ-ん])"
)
_FULL_STOPS = "。．.;；"
_HEADLINE_LIMIT = 120
_ADDRESS = re.compile(r"https?://[^\s/]+(?:/\S*)?")
_IMAGE = re.compile(
    r"https?://\S{1,2000}?\.(?i:jpe?g|png|gif|webp|avif|svg|bmp)(?i:\.webp|\.avif)?(?=$|[^a-z0-9./_-])(?:\?\S*)?"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}[_-][A-Za-z]{2,4}")


def is_address(line: str) -> bool:
    """One web address and nothing more."""
    return bool(_ADDRESS.fullmatch(line))


def image_at_start(line: str) -> str | None:
    """The image's address that a line starts with, also where a name is glued to it."""
    found = _IMAGE.match(line)
    return found.group() if found else None


def language_code(line: str) -> str | None:
    """BCP 47's primary tag of a code such as `jp_JP`, `cn_CN`, `en-US`; None where the line is no code."""
    if not _LANGUAGE.fullmatch(line):
        return None
    primary = re.split("[_-]", line)[0].lower()
    return {"jp": "ja", "cn": "zh", "kr": "ko", "ua": "uk"}.get(primary, primary)


def ends_sentence(line: str) -> bool:
    """The line's last mark, closing quotes and brackets aside, ends a sentence; a quotation alone is one too."""
    text = line.rstrip()
    return text.rstrip(_CLOSERS)[-1:] in SENTENCE_END or is_quotation(text)


def breaks_off(line: str, following: str) -> bool:
    """A line break stands inside a sentence, as where a link started: `following` goes on with the sentence.

    After a sentence's end only a small letter goes on (`U.S. officials`); after a closing quote a
    particle or a mark does; a colon before a quotation ends its line.
    """
    text, next_ = line.rstrip(), following.lstrip()
    if not text or not next_:
        return False
    if text[-1] in SENTENCE_END:
        return next_[0].islower()
    if text[-1] in _QUOTES.values() or ends_sentence(text):
        return bool(_GOES_ON.match(next_)) or next_[0].islower()
    return not (text[-1] in ":：" and is_quotation(next_))


def looks_like_heading(text: str) -> bool:
    """Short, on its own, and no sentence with a full stop: `月への道`, `火星に水はあるか？`."""
    text = text.strip()
    return 0 < len(text) <= _HEADLINE_LIMIT and "。" not in text and text[-1] not in _FULL_STOPS


def closing_quote(line: str) -> str | None:
    """The mark that closes the quotation which a line opens with; None where it opens with none."""
    return _QUOTES.get(line.strip()[:1])


def is_quotation(line: str) -> bool:
    """The whole line is one quotation: the mark that opens it is closed by its last one."""
    text = line.strip()
    closer = closing_quote(text)
    if closer is None or len(text) < 2 or text[-1] != closer:  # noqa: PLR2004 - both marks
        return False
    return closes_at(text, text[0], closer) == len(text) - 1


def closes_at(text: str, opener: str, closer: str) -> int | None:
    """Where the quotation that `text` opens with is closed, nested ones of the same marks counted."""
    depth = 0
    for position, mark in enumerate(text):
        if mark == closer and (opener != closer or depth):
            depth -= 1
            if not depth:
                return position
        elif mark == opener:
            depth += 1
    return None
