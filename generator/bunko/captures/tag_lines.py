"""Lines that list what an article is filed under: `标签：灯塔 海湾`, `キーワード：灯台、港`, `#月探査 #JAXA`."""

from __future__ import annotations

import re

LIMIT = 30
"""Tags of one line."""

_LINE, _TAG = 300, 30
_LABEL = re.compile(
    r"[\s\u3000【\[［(（〈<■◆●▼▶・]*"
    r"(?:(?:本文|文章|相关|相關|新闻|新聞|関連|記事|この記事の)?(?:标签|標籤|标簽|タグ|关键词|關鍵詞|关键字|關鍵字|キーワード)|"
    r"主题词|主題詞|(?i:tags?|keywords?))"
    r"[\s\u3000】\]］)）〉>]*(?P<colon>[:：]|(?<=[】\]］)）〉>]))[\s\u3000]*"
)
_MARKS = re.compile(r"[,，、;；|｜/／]")
_SPACES = re.compile(r"[\s\u3000]+")
_HASH = re.compile(r"[#＃]([^\s#＃,，、。!?！？]{1,30})[#＃]?")
_HASHES = re.compile(rf"(?:{_HASH.pattern}[\s\u3000,，、]*)+")
_EDGES = " \u3000·・[]【】#＃"


def tags_in(line: str) -> tuple[str, ...] | None:
    """The tags that a line lists, each once, at most `LIMIT`; None where it is no such line.

    A space parts two tags where no other mark does. A sentence is no list, whatever word it starts with.

    Args:
        line: as printed, without white space at its edges.
    """
    if len(line) > _LINE or "。" in line:
        return None
    if _HASHES.fullmatch(line):
        return _each(_HASH.findall(line))
    label = _LABEL.match(line)
    if label is None:
        return None
    rest = line[label.end() :]
    parts = _MARKS.split(rest) if _MARKS.search(rest) else _SPACES.split(rest)
    tags = _each(part.strip(_EDGES) for part in parts)
    return None if any(len(tag) > _TAG for tag in tags) else tags


def is_labelled(line: str) -> bool:
    """A word says that the line lists tags; hash marks alone may be a headline's."""
    return _LABEL.match(line) is not None


def _each(parts: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in parts if part))[:LIMIT]  # type: ignore[attr-defined]
