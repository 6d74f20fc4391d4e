"""Lines of credits beside a headline or below a text: date, source and people, as newspapers print them.

`2024年4月12日 15:20  来源：海湾日报`, `（みなと新報　2024年5月3日）`, `記者張三／台北報導`. A line counts
only where all of it is understood, part by part: anything else is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from bunko.captures import dateline
from bunko.captures.hypertext.moments import Moment, moment_in
from bunko.captures.people import is_person, is_signature
from bunko.captures.section_names import SECTIONS

_LIMIT = 120
_NAME_LIMIT = 40
_BESIDE = 12
"""Characters of a word beside a date in brackets, as a place."""

# One character each, so that a place in the plain line is the same in the printed one.
_PLAIN = str.maketrans("：（）［］〔〕【】[]〈〉　｜／，；０１２３４５６７８９－．￨", ":()()()()()<> |/,;0123456789-.|")
_SEPARATORS = re.compile(r"[\s|/,、;()<>●■◆▼·・•∙-]*")

_WEEKDAY = (
    r"\s?(?:\([日月火水木金土一二三四五六](?:曜日?)?(?:[・･][祝休])?\)|星期[一二三四五六日天]|[周週][一二三四五六日]|"
    r"[日月火水木金土]曜日?)"
)
_HALF = r"(?:午前|午後|上午|下午|中午|凌晨|早上|晚上|AM|PM)"
_TIME = rf"{_HALF}?\s?\d{{1,2}}\s?[:時时點点]\s?\d{{0,2}}分?(?::?\d{{2}}(?:秒)?)?(?:\s?[AP]M)?"
_ZONE = (
    r",?\s?\(?(?:JST|CST|HKT|GMT|UTC|日本時間|北京时间|北京時間|台北時間|台灣時間|香港時間)?\s?"
    r"(?:[+-]\d{1,2}:?\d{2})?\)?"
)
_DAY = (
    r"(?:\d{4}\s?年/\d{1,2}\s?月/\d{1,2}\s?日|\d{4}\s?(?:年|/|-|\.)\s?\d{1,2}\s?(?:月|/|-|\.)\s?\d{1,2}\s?日?|\d{4}\s\d{1,2}/\d{1,2}|"
    r"\d{4}\s?年?\s?\((?:令和|平成|昭和|大正|民國|民国)\s?(?:元|\d{1,3}|[一二三四五六七八九十]{1,3})\s?年?\)\s?年?\s?\d{1,2}\s?月\s?\d{1,2}\s?日|"
    r"(?:令和|平成|昭和|大正|民國|民国)\s?(?:元|\d{1,3})\s?年(?:\s?\(\d{4}年?\))?\s?\d{1,2}\s?月\s?\d{1,2}\s?日|"
    r"(?:令和|平成|昭和|大正|民國|民国)[元一二三四五六七八九十]{1,3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日|"
    r"[〇一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日|"
    r"\d{1,2}月\d{1,2}日\s\d{4}年?|\d{1,2}\.\d{1,2}\.\d{4}|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2},\s\d{4})"
)
_DATE = rf"{_DAY}(?:{_WEEKDAY})?(?:[,T\s]{{0,4}}{_TIME}(?:{_ZONE}))?"
_YEARLESS = rf"\d{{1,2}}(?:月|/|-)\d{{1,2}}日?(?:{_WEEKDAY})?[,\s]{{0,3}}{_TIME}"

_ISSUED = (
    r"(?:発行|公開|掲載|配信|投稿|登録)(?:日時?)?|首次上稿|上稿|(?:发布|發布|發佈|发表|發表|刊登)(?:时间|時間|日期|于|於)?|"
    r"出版|刊出|日付|日時|日期|时间|時間|Published(?: on)?|Posted(?: on)?"
)
_CHANGED = r"(?:最終|最后|最後)?更新(?:日時?|时间|時間|日期|于|於)?|修改时间|修改時間|(?:Last )?updated(?: on)?"
_SOURCE = (
    r"(?:信息|新闻|新聞|文章|稿件|消息|内容|資料)?(?:来源|來源)|稿源|出处|出處|来自|來自|出典|提供|配信元|提供元|発行元|発行所|"
    r"引用元|情報源|媒体|媒體|Source"
)
_AUTHOR = (
    r"(?:原)?作者|(?:本报|本報|特约|特約|特派|实习|見習)?(?:记者|記者)|撰文|撰稿人?|撰写|取材[・･]?文|文[・･/]?(?:写真|图|圖)|文字?|"
    r"筆者|执笔|執筆者?|著者|ライター|通讯员|通訊員|特派員|By"
)
_STAFF = (
    r"(?:责任|責任|执行|執行)?(?:编辑|編輯|編集)(?:者|担当|人)?|责编|責編|主编|主編|校对|校對|校閲|审核|審核|编审|監修|监制|監製|"
    r"摄影|攝影|撮影|写真|图片?|圖|绘图|翻译|翻譯|翻訳|編譯|编译|制作|製作|策划|策劃|转自|轉自|转载自|轉載自"
)
_NOISE = (
    r"(?:字号|字體|字体)(?:[:\s]*[大中小])*|[大小]\s中\s[大小]|参与互动|有料(?:会員限定|会員|記事)?|会員限定(?:記事)?|無料|"
    r"\d[\d,]{0,9}\s?(?:文字|字|次|人)|(?:浏览|阅读|閱讀|点击|評論|评论)(?:量|数|次数)?[:\s]*(?:\(\d{1,9}\)|\d{0,9}\s?次?)|分享到?|打印|收藏|原创|原創|独家|獨家|"
    r"日刊|速報|電子版|ウェブ版|(?:社会|政治|経済|国際|外信|運動|文化|科学)部|全?\d[\d,]{0,6}(?:文字|字)|(?:写真?|図表?|写図|PDF|絵)(?:有り?|あり)|書誌情報|報章|报章|https?://[^\s/]{1,80}/?"
)
_EDITION = r"(?:東京|大阪|名古屋|西部|中部|北海道|全国|地方|本紙)?(?:朝刊|夕刊)|号外|日曜版|早版|晚版"
_PRINTED_PAGE = (
    r"(?:第?\s?\d{1,3}\s?(?:[版面頁页]|ページ)|[A-Z]\d{1,3}(?:[版面頁页])?|[Pp]\.?\d{1,3}|第\d{1,5}[号號期])"
)
_PRINTED_SECTION = rf"(?:(?:第?[1-3一二三])?(?:{'|'.join(sorted(SECTIONS, key=len, reverse=True))})|一)(?:[面版部])?"
_PAPER = (
    r"(?:新聞社?|新闻社?|新報社?|新报社?|通信社?|通讯社?|通訊社?|[日晚早時时周週月商公広軍军]報社?|[日晚早时周月商公军]报社?|晩報|(?<![予速広情警])報(?=[\s/|,;()]|$)|"
    r"周刊|週刊|网|網|放送局?|テレビ|電視台?|电视台?|卫视|廣播|广播|ニュース|タイムズ|スポーツ|ジャーナル|オンライン|"
    r"新华社|中新社|中央社|NEWS|News|Times|Post|Daily|NHK|AFP|CNN|BBC|ロイター|共同|時事)"
)
_LABELS = rf"(?:{_ISSUED}|{_CHANGED}|{_SOURCE}|{_AUTHOR}|{_STAFF})"
_STOP = rf"(?:\s+{_LABELS}\s?[:/]|\s+(?:记者|記者)\s|{_LABELS}\s?:|[\s,/]*{_DATE}|\s+(?:{_NOISE}|{_EDITION})(?=\s|$))"
_VALUE = rf"(?P<value>(?:(?!{_STOP})[^|;()。!?！？:]){{1,{_NAME_LIMIT}}})"
_NAME = r"[^\s|/,、;():0-9。]"
_PERSON = r"(?![会會]|评论|評論|浏览|瀏覽|阅读|閱讀|点击|點擊)[^\s/|,、;():0-9。のがはをにでともへ]{2,12}"
_COLON = r"\s?[:/]\s?"

_PARTS = {  # the first that fits counts
    "changed": re.compile(rf"(?:{_CHANGED})[:/\s]{{0,3}}(?:(?P<value>{_DATE})|{_YEARLESS})", re.IGNORECASE),
    "issued": re.compile(
        rf"(?:(?:{_ISSUED})[:/\s]{{0,3}})?(?P<value>{_DATE})\s?(?P<suffix>付け?|発行|公開|掲載|配信|更新(?![\s:(]{{0,3}}\d)|发布|發布|發佈|出版)?(?![日時时于於:])",
        re.IGNORECASE,
    ),
    "yearless": re.compile(rf"(?:(?:{_ISSUED})[:/\s]{{0,3}})?{_YEARLESS}\s?(?:更新|配信|公開|掲載)?"),
    "source": re.compile(rf"(?:(?:{_SOURCE}){_COLON}|(?:来源于|來源於|来自|來自)\s){_VALUE}", re.IGNORECASE),
    "reporter": re.compile(r"(?:记者|記者)\s?(?P<value>[^\s/:()0-9]{2,20})/[^\s/:()]{1,12}(?:報導|報道|报道|電|电)"),
    "authors": re.compile(rf"(?P<label>{_AUTHOR}){_COLON}{_VALUE}", re.IGNORECASE),
    "beat": re.compile(
        rf"(?P<label>(?:本报|本報)?(?:记者|記者))[\s・]\s?(?P<value>{_PERSON}(?:[、,\s]{_PERSON}){{0,5}})(?=[\s|/,;()]|$)"
    ),
    "staff": re.compile(rf"(?:{_STAFF})\s?:\s?{_VALUE}"),
    "edition": re.compile(rf"(?P<value>{_EDITION})(?=[\s|/,、;()\d]|$)"),
    "page": re.compile(rf"(?P<value>{_PRINTED_PAGE})(?=[\s|/,、;()]|$)"),
    "noise": re.compile(rf"(?:{_NOISE})(?=[\s|/,、;()\d]|$)"),
    "section": re.compile(rf"(?P<value>{_PRINTED_SECTION})(?=[\s|/,、;()\d]|$)"),
    "paper": re.compile(
        rf"(?P<value>{_NAME}{{0,20}}?{_PAPER}(?:\s?(?:News|中文|日本|電子版|デジタル)){{0,2}})(?=[\s|/,、;()\d]|$)"
    ),
}  # fmt: skip
_PAPER_NAME = re.compile(
    rf"{_NAME}{{0,12}}?{_PAPER}(?:\s?(?:News|中文版?|日本|電子版|デジタル|オンライン|网|網|新闻网|新聞網|ウェブ)){{0,2}}"
)
_CLOSING = re.compile(rf"\s\(?(?P<value>{_DATE})\)?(?:\s?(?:更新|配信|公開|掲載|付))?$")
_BEAT = re.compile(
    r"[(（〔【\[](?:[^()（）〔〕【】\[\]]{0,12}?)(?P<label>记者|記者)\s?(?P<value>[^()（）〔〕【】\[\]/／0-9０-９:：]{2,40})"
    r"(?:[/／][^()（）〔〕【】\[\]]{1,20})?[)）〕】\]]"
)
_REPORTED = re.compile(r"(?<=.{2})(?:报道|報道|報導|撰文|文|电|電)$")
_SIGNED = re.compile(r"[(（【［\[](?P<value>[^()（）【】［］\[\]]{3,40})[)）】］\]]$")
_LABELLED = frozenset({"source", "authors", "reporter", "beat", "staff"})
_NO_NAME = "会會们們在从從获獲发發采採了招手站节節部到团團协協证証"
"""No family names, and what follows the word for a reporter where no name does: 記者会見, 记者获悉."""

_HAN_NAME = re.compile(
    rf"(?![{_NO_NAME}])(?:[々\u3400-\u9fff]{{2,5}}|[\u3400-\u9fff]{{1,8}}[·・][\u3400-\u9fff·・]{{1,12}})"
)
_MONTH_FIRST = re.compile(r"(\d{1,2})月(\d{1,2})日\s(\d{4})年?")
_ERA_BESIDE = re.compile(r"\s?年?\s?[(（](?:令和|平成|昭和|大正|民國|民国)[^()（）]{1,6}[)）]\s?年?")
_UNIT_SLASH = re.compile(r"(?<=[年月])/")
_LETTERS = re.compile(r"\s*[^\W\d_]")
_PLACE = re.compile(r"^(?:[^＝=・]{1,12}[＝=]|(?:文|写真|文[・・]写真|[^・]{1,6}[部局])[・:：])\s*")
_YEAR_APART = re.compile(r"(\d{4})\s(\d{1,2}/\d{1,2})")
_BETWEEN_NAMES = re.compile(r"\s*[、，,;；/／]\s*")
_CHINESE = frozenset("记讯员实约报來稿")
_PERSON_LIMIT = 20


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
        words: the date is behind words that nothing explains, so that the line may be a headline too.
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
        )
    printed = dateline.printed_in(line) if dateline.is_only_a_date(line) else None
    if printed is None:
        return None
    time = datetime.strptime(printed.minute, "%H:%M").time() if printed.minute else None  # noqa: DTZ007 - none is printed
    moment = printed.day if time is None else datetime.combine(printed.day, time)
    return Credits(moment, words=bool(_LETTERS.match(line)))


def is_paper(line: str) -> bool:
    """The line is the name of a newspaper, an agency or a broadcaster, as their names end, and nothing more."""
    return bool(_PAPER_NAME.fullmatch(line.translate(_PLAIN).strip()))


def closing_date(line: str) -> Moment | None:
    """The date that a headline ends in, behind a space; None where it ends in none."""
    found = _CLOSING.search(line.translate(_PLAIN)[-_LIMIT:])
    return _moment(found["value"]) if found else None


def signers_in(text: str) -> tuple[str, ...]:
    """The names with which brackets close a text, as Japanese papers name their writers: `…した。（北原翔太）`."""
    found = _SIGNED.search(text.rstrip()[-2 * _NAME_LIMIT :])
    if found is None:
        return ()
    names = [_PLACE.sub("", name) for name in _BETWEEN_NAMES.split(found["value"].strip())]
    return tuple(dict.fromkeys(names)) if all(map(is_signature, names)) else ()


def reporters_in(text: str) -> tuple[str, ...]:
    """The reporters whom brackets at a text's start name: `〔記者張三／台北報導〕`, `（记者张三、李四）`."""
    found = _BEAT.search(text[:_LIMIT])
    names = _names(_REPORTED.sub("", found["value"]), found["label"]) if found else ()
    return names if all(_HAN_NAME.fullmatch(name) for name in names) else ()


def _parts(line: str) -> _Found | None:
    plain, found, at = line.translate(_PLAIN), _Found(), 0
    beside = plain[0] == "(" and plain[-1] == ")" and plain.count("(") == 1
    while (at := _at(plain, at)) < len(plain):
        kind, part = _next(plain, at, beside=beside)
        if part is None:
            return None
        _take(kind, part, line, found)
        at = part.end()
    return found


def _at(plain: str, at: int) -> int:
    gap = _SEPARATORS.match(plain, at)
    return gap.end() if gap else at


_PERSON_ALONE = re.compile(r"(?P<value>[々ぁ-んァ-ヶ\u3400-\u9fff]{2,6})\s*(?=[|/()]|$)")
_WORD = re.compile(rf"[^\s|/,;():0-9。、]{{1,{_BESIDE}}}(?=[\s|/,、;()\d]|$)")


def _next(plain: str, at: int, *, beside: bool) -> tuple[str, re.Match[str] | None]:
    for kind, pattern in _PARTS.items():
        part = pattern.match(plain, at)
        if part is not None and part.end() > at:
            return kind, part
    person = _PERSON_ALONE.match(plain, at) if plain[:at].rstrip()[-1:] in {"|", "/"} else None
    if person is not None and is_person(person["value"]):
        return "person", person
    return "word", _WORD.match(plain, at) if beside else None


def _take(kind: str, part: re.Match[str], line: str, found: _Found) -> None:
    start, end = part.span("value") if "value" in part.re.groupindex else (-1, -1)
    value = line[max(start, 0) : max(end, 0)].strip(" \u3000/／-－·・,，")
    found.labelled |= kind in _LABELLED or start > part.start()
    if kind == "source" or (kind == "paper" and found.publisher is None):
        found.publisher = value
    elif kind in {"edition", "page", "section"}:
        found.on_paper.setdefault(kind, value)
    elif kind in {"authors", "beat", "reporter", "person"}:
        names = (value,) if kind in {"reporter", "person"} else _names(value, part["label"])
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
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= _PERSON_LIMIT))
