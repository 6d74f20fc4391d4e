"""What stands above a headline and is none: the page's way on its site, its section, and the site's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bunko.captures.credit_lines import is_paper
from bunko.captures.section_names import is_section

BREADCRUMB = "a breadcrumb"
_LIMIT = 160
_SECTION, _MASTHEAD = 12, 16
_HERE = re.compile(
    r"(?:(?:您|你)?(?:的|现在的|現在的|目前的|當前的|当前的|所在的?|當前所在|当前所在)*(?:当前|當前|所在|目前|现在|現在)?的?(?:位置|地)(?:是|为|為|在)?|"
    r"現在位置|現在地|You are here|Location)\s?[:：]\s*"
)
_HOME = re.compile(
    r"(?:网站|網站|新闻|新聞|本站|本网|(?![设設加收])[^\s>＞›»/|｜]{1,8})?(?:首页|首頁|主页|主頁)|(?:サイト)?(?:ホーム|トップ)(?:ページ)?|(?:[^\s>＞›»/|｜]{1,12})?TOP|HOME|Home|Top",
    re.IGNORECASE,
)
_SIGN = r">>|＞＞|[>＞›»≫→]|&gt;"
_SURE = re.compile(rf"\s*(?:{_SIGN})\s*")
_WEAK = re.compile(rf"\s*(?:{_SIGN}|\s[/|｜／]\s|[/|｜／]|\s-{{1,2}}\s)\s*")
_PAGE = re.compile(
    r"正文|内容|內容|新闻正文|新聞內容|文章|详情|詳情|阅读|查看|記事|記事詳細|本文|詳細|詳細ページ|ニュース詳細|記事全文"
)
_MENU = 2
_MENU_WORDS = frozenset(
    {
        "新闻",
        "新聞",
        "ニュース",
        "首页",
        "首頁",
        "ホーム",
        "视频",
        "視頻",
        "動画",
        "图片",
        "圖片",
        "写真",
        "博客",
        "更多",
    }
)
_PLACE = 4
_NUMBERED = re.compile(
    r"(?:总|總)?第\s?[\d一二三四五六七八九十百千〇]{1,6}\s?[版面號号期刊](?:\s?第\s?[\d一二三四五六七八九十]{1,3}\s?版)?|[A-Z]\d{1,3}[版面]?|本期目[录錄]|目[录錄次]"
)
_TODAY = re.compile(r"(?:今天是|今日は|本日は)\s?[:：]?\s?\d{4}")
_DECORATED = re.compile(r"[\s【\[［《〈<■◆●▼★・|｜]*(.+?)[\s】\]］》〉>■◆●▼★・|｜]*")
_PRINTED = re.compile(r"(?:[A-Z]\d{1,3}版?|第?\d{1,3}[版面])[\s:：]*|[\s:：]*(?:[A-Z]\d{1,3}|第?\d{1,3}[版面])$")


@dataclass(frozen=True, slots=True)
class Trail:
    """What a line above a headline says.

    Attributes:
        reason: why it is no headline.
        section: of the newspaper; None where the line does not clearly name one.
        site: the name of the newspaper, where the line is one.
    """

    reason: str
    section: str | None = None
    site: str | None = None


def breadcrumb_in(line: str, titles: Sequence[str] = ()) -> Trail | None:
    """A breadcrumb, which names the pages above this one; None where the line is anything else.

    Args:
        line: as printed.
        titles: lines that may be the headline, which a breadcrumb may end with.
    """
    if not line or len(line) > _LIMIT or "。" in line:
        return None
    here = _HERE.match(line)
    rest = line[here.end() :] if here else line
    parts = [part for part in _WEAK.split(rest) if part.strip()]
    homely = bool(parts) and _HOME.fullmatch(parts[0]) is not None and len(parts) > 1
    if not here and not homely and not _known(parts):
        parts = _SURE.split(rest)
        deep = len(parts) > 2 or any(is_section(part) or is_paper(part) for part in parts)  # noqa: PLR2004 - A > B compares
        if len(parts) < 2 or not deep or any(not 0 < len(part) <= _SECTION for part in parts[:-1]):  # noqa: PLR2004
            return None
    return Trail(BREADCRUMB, _section_of(parts, titles, homely=homely))


def _known(parts: Sequence[str]) -> bool:
    """A site or a section, and sections below it, whatever stands between them."""
    names = [part.strip() for part in parts]
    below = len(names) > 1 and all(is_section(name) or _PAGE.fullmatch(name) for name in names[1:])
    if below and (is_paper(names[0]) or is_section(names[0]) or (len(names) > _MENU and len(names[0]) <= _SECTION)):
        return True
    return len(names) == 2 and is_section(names[0]) and len(names[1]) <= _PLACE  # noqa: PLR2004 - 地域ニュース|海辺町


def _section_of(parts: Sequence[str], titles: Sequence[str], *, homely: bool) -> str | None:
    """The last page above this one: no home page, no site, no word for the page itself, no headline."""
    names = [part.strip() for part in parts]
    named = [
        name
        for n, name in enumerate(names)
        if not _HOME.fullmatch(name)
        and not _PAGE.fullmatch(name)
        and not any(title.startswith(name.rstrip("….")) for title in titles)
        and not (n == 0 and not homely and len(names) > 1 and not is_section(name))
    ]
    last = named[-1] if named else None
    if last is None or len(last) > _SECTION or (is_paper(last) and not is_section(last)):
        return None
    return last


def section_in(line: str) -> Trail | None:
    """The name of a newspaper's section, perhaps with its page: `港聞`, `国際面`, `【文化】`, `A12 要聞`."""
    bare = _PRINTED.sub("", line[:_LIMIT]).strip()
    found = _DECORATED.fullmatch(bare)
    name = found[1].strip() if found else bare
    return Trail("the name of the page's section", section=name) if is_section(name) else None


def masthead_in(line: str, publishers: Collection[str] = ()) -> Trail | None:
    """The name of a newspaper or its site alone: `海湾日报`, `みなと新報デジタル`.

    Args:
        line: as printed.
        publishers: names that the page's lines of credits give as the source.
    """
    name = line.strip("「」『』《》【】")
    if name not in publishers and (len(name) > _MASTHEAD or not is_paper(name)):
        return None
    return Trail("the masthead", site=name)


def menu_in(line: str) -> Trail | None:
    """A page's menu, its number, or the day of a visit: `新闻 国际 体育`, `第一版`, `今天是2012年3月9日`."""
    words = line.split()
    if _NUMBERED.fullmatch(line):
        return Trail("the number of the issue or the page")
    listed = len(words) > _MENU and all(is_section(word) or is_paper(word) or word in _MENU_WORDS for word in words)
    return Trail("the page's menu") if listed or _TODAY.match(line) else None
