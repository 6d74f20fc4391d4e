"""Lines of credits beside a headline or below a text: date, source and people, as newspapers print them.

`2024年4月12日 15:20  来源：海湾日报`, `（みなと新報　2024年5月3日）`, `記者張三／台北報導`. A line counts
only where all of it is understood, part by part: anything else is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from bunko.captures import dateline
from bunko.captures.credit_words import (
    BEAT,
    CLOSING,
    NAME_LIMIT,
    NOISES,
    PAPER_NAME,
    PARTS,
    PLAIN,
    REPORTED,
    SEPARATORS,
    SIGNED,
)
from bunko.captures.hypertext.moments import Moment, moment_in
from bunko.captures.people import is_person, is_signature

_LIMIT = 120
_BESIDE = 12
"""Characters of a word beside a date in brackets, as a place."""

_LABELLED = frozenset({"source", "authors", "reporter", "beat", "byline", "staff"})
_NO_NAME = "会會们們在从從获獲发發采採了招手站节節部到团團协協证証"
"""No family names, and what follows the word for a reporter where no name does: 記者会見, 记者获悉."""

_HAN_NAME = re.compile(
    rf"(?![{_NO_NAME}])(?:[々\u3400-\u9fff]{{2,5}}|[\u3400-\u9fff]{{1,8}}[·・][\u3400-\u9fff·・]{{1,12}})"
)
_MONTH_FIRST = re.compile(r"(\d{1,2})月(\d{1,2})日\s(\d{4})年?")
_ERA_BESIDE = re.compile(r"\s?年?\s?[(（](?:令和|平成|昭和|大正|民國|民国)[^()（）]{1,6}[)）]\s?年?")
_UNIT_SLASH = re.compile(r"(?<=[年月])/")
_LETTERS = re.compile(r"\s*[^\W\d_]")
_PLACE = re.compile(
    r"^(?:[^・\s]{1,6}[部局]\s+|[^＝=・]{1,12}[＝=]|(?:文|写真|文[・・]写真|[^・]{1,6}[部局])[・:：])\s*"
)
_YEAR_APART = re.compile(r"(\d{4})\s(\d{1,2}/\d{1,2})")
_BETWEEN_NAMES = re.compile(r"\s*[、，,;；/／]\s*")
_CHINESE = frozenset("记讯员实约报來稿")
_PERSON_LIMIT = 20
_NOBODY = frozenset({"佚名", "匿名", "不详", "未知", "通讯员", "通訊員", "记者", "記者", "编辑", "編輯"})
"""Words that stand in the place of a name."""


@dataclass(frozen=True, slots=True)
class Credits:
    """What a line of credits says.

    Attributes:
        published: as much as is printed: a day, a local time, or an instant.
        updated: the same of the last change.
        publisher: the name of the paper or the agency, as printed.
        authors: the names of those who wrote it; photographers and editors are none.
        labelled: a word of the line says what it is (来源, 発行日, 記者).
        edition: of the printed paper (朝刊, 夕刊).
        page: of the printed paper (12面, A12).
        section: of the paper (社会面).
        yearless: a day is printed without its year.
        words: the date is behind words that nothing explains, so that the line may be a headline too.
        aside: nothing but a date in brackets, which may be that of what the text tells.
    """

    published: Moment | None = None
    updated: Moment | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    labelled: bool = False
    edition: str | None = None
    page: str | None = None
    section: str | None = None
    words: bool = False
    yearless: bool = False
    aside: bool = False

    @property
    def tells(self) -> bool:
        """A field follows from it; the names of editors and photographers go into none."""
        return bool(self.published or self.updated or self.publisher or self.authors or self.edition or self.page)


@dataclass
class _Found:
    published: Moment | None = None
    updated: Moment | None = None
    publisher: str | None = None
    authors: list[str] = field(default_factory=list)
    labelled: bool = False
    dated: bool = False
    on_paper: dict[str, str] = field(default_factory=dict)


def credits_of(line: str) -> Credits | None:
    """The credits that a line prints; None where it is anything else than credits.

    Args:
        line: one line, as printed.
    """
    line = line.strip()
    if not line or len(line) > _LIMIT or "。" in line:
        return None
    found = _parts(line)
    if found is not None and (found.dated or found.labelled):
        return Credits(
            published=found.published,
            updated=found.updated,
            publisher=found.publisher,
            authors=tuple(found.authors),
            labelled=found.labelled,
            edition=found.on_paper.get("edition"),
            page=found.on_paper.get("page"),
            section=found.on_paper.get("section"),
            yearless=found.dated and found.published is None and found.updated is None,
            aside=_in_brackets(line) and not (found.labelled or found.publisher or found.authors or found.on_paper),
        )
    printed = dateline.printed_in(line) if dateline.is_only_a_date(line) else None
    if printed is None:
        return None
    time = datetime.strptime(printed.minute, "%H:%M").time() if printed.minute else None  # noqa: DTZ007 - none is printed
    moment = printed.day if time is None else datetime.combine(printed.day, time)
    return Credits(moment, words=bool(_LETTERS.match(line)))


def is_paper(line: str) -> bool:
    """The line is the name of a newspaper, an agency or a broadcaster, as their names end, and nothing more."""
    return bool(PAPER_NAME.fullmatch(line.translate(PLAIN).strip()))


def is_noise(line: str) -> bool:
    """The line holds nothing but words that say nothing of the article: `[有料会員限定]`, `字号 大 中 小`."""
    return bool(NOISES.fullmatch(line.translate(PLAIN)))


def closing_date(line: str) -> Moment | None:
    """The date that a headline ends in, behind a space; None where it ends in none."""
    found = CLOSING.search(line.translate(PLAIN)[-_LIMIT:])
    return _moment(found["value"]) if found else None


def signers_in(text: str) -> tuple[str, ...]:
    """The names with which brackets close a text, as Japanese papers name their writers: `…した。（北原翔太）`."""
    found = SIGNED.search(text.rstrip()[-2 * NAME_LIMIT :])
    if found is None:
        return ()
    names = [_PLACE.sub("", name) for name in _BETWEEN_NAMES.split(found["value"].strip())]
    return tuple(dict.fromkeys(names)) if all(map(is_signature, names)) else ()


def reporters_in(text: str) -> tuple[str, ...]:
    """The reporters whom brackets at a text's start name: `〔記者張三／台北報導〕`, `（记者张三、李四）`."""
    found = BEAT.search(text[:_LIMIT])
    names = _names(REPORTED.sub("", found["value"]), found["label"]) if found else ()
    return names if all(_HAN_NAME.fullmatch(name) for name in names) else ()


def _in_brackets(line: str) -> bool:
    plain = line.translate(PLAIN)
    return plain[0] == "(" and plain[-1] == ")" and plain.count("(") == 1


def _parts(line: str) -> _Found | None:
    plain, found, at = line.translate(PLAIN), _Found(), 0
    beside = _in_brackets(plain)
    while (at := _at(plain, at)) < len(plain):
        kind, part = _next(plain, at, beside=beside)
        if part is None:
            return None
        _take(kind, part, line, found)
        at = part.end()
    return found


def _at(plain: str, at: int) -> int:
    gap = SEPARATORS.match(plain, at)
    return gap.end() if gap else at


_PERSON_ALONE = re.compile(r"(?P<value>[々ぁ-んァ-ヶ\u3400-\u9fff]{2,6})\s*(?=[|/()]|$)")
_WORD = re.compile(rf"[^\s|/,;():0-9。、]{{1,{_BESIDE}}}(?=[\s|/,、;()\d]|$)")


def _next(plain: str, at: int, *, beside: bool) -> tuple[str, re.Match[str] | None]:
    for kind, pattern in PARTS.items():
        part = pattern.match(plain, at)
        if part is not None and part.end() > at and (kind != "byline" or is_person(part["value"])):
            return kind, part
    person = _PERSON_ALONE.match(plain, at) if plain[:at].rstrip()[-1:] in {"|", "/"} else None
    if person is not None and is_person(person["value"]):
        return "person", person
    # A place stands before a date or apart from it; what goes on from one tells of that day: `（…年12月22日通过）`.
    apart = at == 0 or not plain[at - 1].isalnum()
    return "word", _WORD.match(plain, at) if beside and apart else None


def _take(kind: str, part: re.Match[str], line: str, found: _Found) -> None:
    start, end = part.span("value") if "value" in part.re.groupindex else (-1, -1)
    value = line[max(start, 0) : max(end, 0)].strip(" \u3000/／-－·・,，")
    found.labelled |= kind in _LABELLED or start > part.start()
    if kind == "source" or (kind == "paper" and found.publisher is None):
        found.publisher = value
    elif kind in {"edition", "page", "section"}:
        found.on_paper.setdefault(kind, value)
    elif kind in {"authors", "beat", "reporter", "person", "byline"}:
        names = (value,) if kind in {"reporter", "person", "byline"} else _names(value, part["label"])
        found.authors += [name for name in names if name not in found.authors]
    elif kind in {"issued", "changed", "yearless"}:
        found.dated = True
        late = kind == "changed" or (kind == "issued" and part["suffix"] == "更新" and found.published is not None)
        moment = _moment(value) if value else None
        if late:
            found.updated = found.updated or moment
        else:
            found.published = found.published or moment


def _moment(text: str) -> Moment | None:
    text = _UNIT_SLASH.sub("", text)
    return moment_in(_YEAR_APART.sub(r"\1/\2", _MONTH_FIRST.sub(r"\3年\1月\2日 ", _ERA_BESIDE.sub("年", text))))


def _names(value: str, label: str) -> tuple[str, ...]:
    """The names of a list; a space parts two in Chinese, where it stands inside one in Japanese."""
    names = _BETWEEN_NAMES.split(value.strip())
    if not _CHINESE.isdisjoint(label):
        names = [name for part in names for name in part.split()]
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= _PERSON_LIMIT and name not in _NOBODY))
