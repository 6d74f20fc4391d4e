"""What of the runs within an article's element is no text of it: labels, date line, headings without a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bunko.captures import cut, foot
from bunko.captures.credit_lines import credits_of
from bunko.captures.hypertext.moments import moment_in
from bunko.captures.hypertext.runs import Run
from bunko.captures.hypertext.titles import bare
from bunko.captures.hypertext.weights import weight
from bunko.captures.shapes import ends_sentence

_TOP = 6
_HEADLINE = 8
_DATELINE = 70
_YEAR = re.compile(r"\d{4}|[元〇]|(?:令和|平成|昭和)\s?\d")
_SAYS_MORE = re.compile(
    r"^(?:read (?:more|also|next)|see also|also read|more (?:on|from)|related|advertisement|story continues|"
    r"continue reading|follow us|sign up|subscribe|click here|watch:|listen:|photo:|image:|getty images|"
    r"copyright|©|all rights reserved|share this|most read|recommended|don't miss|"
    r"関連記事|関連リンク|関連ニュース|あわせて読みたい|こちらも|続きを読む|この記事は|広告|もっと見る|記事を印刷|"
    r"相关新闻|相关阅读|相關新聞|延伸閱讀|延伸阅读|责任编辑|責任編輯|分享到|【?编辑[:：]|"
    r"lesen sie (?:auch|mehr)|mehr zum thema|lire aussi|à lire aussi|leer también|lea también|leggi anche|"
    r"ler mais|leia (?:também|mais)|lees ook|les også|läs (?:också|mer)|læs også|czytaj (?:też|także)|"
    r"читайте также)",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    r"有料会員|会員(?:限定|登録|向け)|無料登録|に登録すると|フォローする$|読み放題|メールマガジンで|紙の新聞とは|電子版が利用|"
    r"扫码|掃碼|关注我们|關注我們|下载客户端|微信公众号"
)
"""Words of Japanese and Chinese pages to their readers, as short lines of their own."""

_ENDS = re.compile(
    r"[【◇■▼▽●◆〈<\s]*(?:関連(?:記事|リンク|ニュース|キーワード|トピックス?|動画|情報|ワード)|おすすめ(?:情報|記事|の記事)|"
    r"あわせて読みたい|この記事(?:の|に関する|を).{0,12}|こんな記事も.{0,10}|人気記事|アクセスランキング|新着記事|最新記事|"
    r"相关(?:新闻|阅读|文章|报道|链接)|相關(?:新聞|閱讀|文章|報導)|延伸阅读|延伸閱讀|推荐阅读|推薦閱讀|热门推荐|"
    r"related (?:articles|stories|news|topics)|more from .{1,40}|most read|recommended(?: for you)?)[】〉>：:\s]*",
    re.IGNORECASE,
)
"""Labels below which a page lists other articles."""

_LISTED = 2
"""Items with links below a heading, from which it heads a list of other pages."""

_INVITES = re.compile(r"newsletter|whats\s?app|telegram|メルマガ|メールマガジン|公众号|公眾號", re.IGNORECASE)
"""Words of headings that invite readers to follow the publisher elsewhere."""

_LATE, _LINE = 0.6, 60
_BELOW = 8
"""Runs below the text in which the page says that it goes on."""

_SAYS_LIMIT = 160
_BESIDE = frozenset({"a caption", "advertisement", "sharing", "hidden"})
"""Reasons of runs that may stand between a heading and its text."""


def is_furniture(run: Run) -> bool:
    """A line of the page to its readers."""
    length = len(run.plain)
    return length <= _SAYS_LIMIT and bool(
        cut.says_so(run.plain)
        or (run.level and length <= _LINE and _INVITES.search(run.plain))
        or _SAYS_MORE.match(run.plain)
        or (length <= _LINE and _MEMBERS.search(run.plain) and "「" not in run.plain)
    )


def goes_on(runs: Sequence[Run], chosen: Sequence[Run]) -> Run | None:
    """The run closely below the text, or the last of it, that says that it goes on for subscribers; no link does."""
    texts = {id(run) for run in chosen}
    last = next((n for n in range(len(runs), 0, -1) if id(runs[n - 1]) in texts), len(runs))
    below = (run for run in runs[last : last + _BELOW] if run.reason != "hidden" and run.linked * 2 <= len(run.plain))
    return next((run for run in below if cut.says_so(run.plain)), None)


def to_its_end(runs: list[Run]) -> list[Run]:
    """The runs above the label that ends the article, where most of the prose stands above one."""
    total, above = sum(map(weight, runs)), 0.0
    for n, run in enumerate(runs):
        if above >= _LATE * total and len(run.plain) <= _LINE and _ENDS.fullmatch(run.plain):
            return runs[:n]
        above += weight(run)
    return runs


def is_dateline(text: str) -> bool:
    """A short line with a date and hardly more."""
    return (
        len(text) <= _DATELINE and bool(_YEAR.search(text)) and moment_in(text) is not None and not ends_sentence(text)
    )


def _is_credits(run: Run) -> bool:
    """A line that names the text's source or who made it."""
    found = None if run.level or run.item is not None or run.cell is not None else credits_of(run.plain)
    return found is not None and found.labelled


def _is_tail(run: Run) -> bool:
    """A last line that is neither a sentence nor an item of a list nor long: a label, a signature of the page."""
    return (
        _is_credits(run)
        or foot.kind_of(run.plain) == foot.NOTICE
        or (
        not run.level and run.item is None and run.cell is None and run.quote is None
        and not weight(run) and not ends_sentence(run.plain)
    ))  # fmt: skip


def trimmed(within: Sequence[Run], kept: Sequence[Run], title: str | None) -> list[Run]:
    """Without the headline and date line above, the labels below, and headings without a text."""
    named = bare(title or "")
    start = next((n + 1 for n, run in enumerate(kept[:8]) if named and run.letters == named), 0)
    start = start or int(_opens_title(kept, named))
    kept = [run for run in kept[start:] if not (named and run.level == 1)]
    first = next(
        (n for n, run in enumerate(kept) if run.level or not (is_dateline(run.plain) or _is_credits(run))), len(kept)
    )
    kept = kept[first:]
    kept = [
        run for n, run in enumerate(kept) if n > _TOP or run.level or not (is_dateline(run.plain) or _is_credits(run))
    ]
    end = next((n for n in range(len(kept), 0, -1) if not _is_tail(kept[n - 1])), 0)
    return _headed(within, kept[:end])


def _opens_title(kept: Sequence[Run], named: str) -> bool:
    """The first line, in bold above the date line, is what the title begins with."""
    head = kept[0].letters if len(kept) > 1 and kept[0].bold and is_dateline(kept[1].plain) else ""
    return len(head) >= _HEADLINE and named.startswith(head)


def _headed(within: Sequence[Run], kept: Sequence[Run]) -> list[Run]:
    """Without headings whose text was left out, that end the article, or that stand in a box of their own."""
    texts = {id(run) for run in kept}
    boxed = _boxed_headings(kept)
    found: list[Run] = []
    heads, links = False, 0
    for run in reversed(within):
        if id(run) not in texts:
            links = links + 1 if run.item is not None and run.linked else 0
            heads = heads and links < _LISTED and (run.reason in _BESIDE or not weight(run))
            continue
        links = 0
        if id(run) in boxed:
            continue
        if not run.level or heads:
            found.append(run)
            heads = True
    return found[::-1]


def _boxed_headings(kept: Sequence[Run]) -> set[int]:
    """Headings beside no text, as those of cards and players, where others are siblings of the text."""
    parents = {run.element.getparent() for run in kept if not run.level and weight(run)}
    heads = [run for run in kept if run.level]
    beside = [run for run in heads if run.element.getparent() in parents]
    boxed = [run for run in heads if run not in beside]
    return {id(run) for run in boxed} if len(beside) >= len(boxed) else set()
