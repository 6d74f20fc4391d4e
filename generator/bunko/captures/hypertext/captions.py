"""The captions of images: in a figure, in an element whose class says so, in the image's own table, right below it.

A caption's credit names who took or gave the photo, as papers print it: `山田花子撮影`, `（张三 摄）`, `写真：…`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from lxml import etree

from bunko.captures.hypertext.elements import ancestors, text_of
from bunko.captures.hypertext.furniture import reason_against
from bunko.captures.hypertext.runs import shown

CAPTION = "a caption"
"""The reason of `furniture` for elements that are captions."""

_LIMIT = 400
"""Characters of an image's frame: with more, it is the article's own element."""

_TABLE, _BELOW = 250, 160
_FRAMES = 5
_CELLS = 2
_ELEMENTS, _SIBLINGS = 200, 8
_IMAGES = 2_000
_NAMES = 48
"""Characters of a line that may be a credit from its start; a longer one is a caption."""

_WORDS = re.compile(r"caption|desc|legend|text", re.IGNORECASE)
_CREDIT_CLASS = re.compile(r"credit|copyright|source|author|photographer|agency|byline", re.IGNORECASE)
_LABELLED = re.compile(
    r"[(（【〔\[]?\s*((?:©|ⓒ|\(c\)|Photo(?:graph)?\s?(?:by|:)|Image:|Credit:|Foto:|(?:写真)?提供[:：=＝・／/]|写真[:：=＝・／/]|"
    r"撮影[:：=＝・／/]|(?:图片|圖片|照片)?(?:来源|來源)[:：]|(?:摄影|攝影|图片|圖片|供图|供圖|图|圖)[:：／/]|"
    r"(?:写真|撮影|摄影|攝影)[ \u3000](?=\S{2,16}$))"
    r".{1,80}?)[)）】〕\]]?$",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"(?:[(（【〔\[]\s*(?P<inside>[^()（）【】〔〕\[\]]{0,40}?{by})\s*[)）】〕\]]|"
    r"[、，,＝=。\s]\s*(?P<after>[^、，,＝=。()（）\s]{1,24}{by}))[。]?$".replace(
        "{by}",
        r"(?:撮影|摄影?|攝影?|供图|供圖|提供|图片社|资料图片?|資料圖片|資料写真|绘|繪)",
    )
)
_MARKED = re.compile(r"[▲△▼▽↑↓]\s*\S|(?:图为|圖為|写真は|写真説明|图片说明)")
_BYLINE = re.compile(r"(?:By|Von|Par|Por)\s[A-Z]|(?:記者|记者|文)[\s:：・/／]")
_LINES = frozenset({"p", "div", "center", "span", "font", "b", "i", "em", "small"})
_BREAKS = frozenset({"br", "hr"})


Parts = tuple[etree._Element, ...]  # noqa: SLF001 - the elements have no other name
"""The element that holds a caption, and one beside it that holds the credit alone, where there is one."""


def bare_captions(body: etree._Element) -> Mapping[etree._Element, Parts]:
    """The captions of a page that no element names so, by image: without a look at the image they would be text.

    Args:
        body: the page's body.
    """
    images = islice(body.iter("img"), _IMAGES)
    found = ((image, _in_table(image) or _below(image)) for image in images)
    return {image: parts for image, parts in found if parts}


def caption_of(image: etree._Element, bare: Mapping[etree._Element, Parts]) -> Parts:
    """The elements that hold an image's caption; none where it has none.

    Args:
        image: an `img`.
        bare: the page's captions that no element names so.
    """
    parts = _in_figure(image) or bare.get(image) or _in_frame(image)
    return () if parts and _BYLINE.match(text_of(parts[0])) else parts


def told(parts: Parts) -> tuple[str | None, str | None]:
    """The words of a caption, and its credit; what shows only one of them has the other as None."""
    caption, *beside = parts
    text = _once(shown(text_of(caption)))
    if beside:
        return text or None, shown(text_of(beside[0])).strip("()（） ") or None
    if _is_credit(caption):
        return None, text or None
    classed = (at for at in caption.iterdescendants() if isinstance(at.tag, str) and _says_credit(at))
    marked = next(classed, None)
    credit = shown(text_of(marked)) if marked is not None else ""
    if credit and text.endswith(credit):
        return text[: -len(credit)].rstrip(" /|｜－-") or None, credit
    if credit and text.startswith(credit):
        return text[len(credit) :].lstrip(" /|｜－-") or None, credit
    return (text or None, credit) if credit else _parted(text)


def _is_credit(element: etree._Element) -> bool:
    """The element holds a credit alone."""
    return _says_credit(element) and element.tag != "figcaption" and not _WORDS.search(element.get("class") or "")


def _says_credit(element: etree._Element) -> bool:
    return bool(_CREDIT_CLASS.search(element.get("class") or ""))


def _parted(text: str) -> tuple[str | None, str | None]:
    found = _LABELLED.search(text)
    if found and (found.start() or len(text) <= _NAMES):
        return text[: found.start()].rstrip(" /|｜") or None, found[1].strip()
    found = _TAKEN.search(text)
    if found:
        # What stands before a sentence's mark is the caption; the mark of a sentence stays, that of a list goes.
        end = found.start() + (text[found.start()] == "。")
        return text[:end].rstrip(" /|｜、，,＝=") or None, (found["inside"] or found["after"]).strip()
    return text or None, None


def _once(text: str) -> str:
    """A caption that stands twice, short and unfolded, once."""
    half = len(text) // 2
    return text[:half].strip() if half and text[:half].strip() == text[half:].strip() else text


def _in_figure(image: etree._Element) -> Parts:
    figure = next((at for at in ancestors(image) if at.tag == "figure"), None)
    caption = next(figure.iter("figcaption"), None) if figure is not None else None
    return () if caption is None else (caption,)


def _in_frame(image: etree._Element) -> Parts:
    """Elements that call themselves a caption beside the image, in a frame that holds no other text."""
    for depth, frame in enumerate(ancestors(image)):
        if depth > _FRAMES or frame.tag in {"body", "html"}:
            return ()
        parent = frame.getparent()
        following = _next(frame)
        if following is not None and _is_caption(following):
            return _with_beside(following)
        if parent is None or not _is_short(parent, _LIMIT) or sum(1 for _ in parent.iter("img")) > 1:
            return ()
        parts = _parts([at for at in parent.iterdescendants() if _is_caption(at)])
        if parts:
            return parts
    return ()


def _with_beside(caption: etree._Element) -> Parts:
    beside = _next(caption)
    return _parts([caption, *([beside] if beside is not None and _is_caption(beside) else [])])


def _parts(elements: Sequence[etree._Element]) -> Parts:
    """The first that is a caption, and the first beside it that is a credit alone."""
    caption = next((at for at in elements if not _is_credit(at)), None)
    credits_ = [at for at in elements if _is_credit(at) and (caption is None or caption not in ancestors(at))]
    return (*([caption] if caption is not None else []), *credits_[:1])


def _is_caption(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or not element.attrib or element.tag in {"img", "picture", "a"}:
        return False
    if reason_against(element) != CAPTION or next(element.iter("img"), None) is not None:
        return False
    return _is_short(element, _LIMIT) and bool(text_of(element))


def _in_table(image: etree._Element) -> Parts:
    """The cell below the image in a table that holds nothing else, as pages of the 2000s set a photo."""
    table = next((at for at in ancestors(image) if at.tag == "table"), None)
    if table is None or not _is_short(table, _TABLE) or sum(1 for _ in table.iter("img")) > 1:
        return ()
    if next(table.iter("h1", "h2", "form", "input", "ul"), None) is not None:
        return ()
    cells = [cell for cell in table.iter("td", "th") if text_of(cell)]
    held = [cell for cell in table.iter("td", "th") if next(cell.iter("img"), None) is not None]
    if len(cells) != 1 or len({*cells, *held}) > _CELLS or _linked(cells[0]):
        return ()
    return (cells[0],)


def _linked(element: etree._Element) -> bool:
    """Most of its words are links, as those of a button."""
    return 2 * sum(len(text_of(link)) for link in element.iter("a")) > len(text_of(element))


def _below(image: etree._Element) -> Parts:
    """The line right below an image that stands alone, where it ends in a credit or starts with a caption's mark."""
    for block in ancestors(image):
        if not _is_short(block, 0) or block.tag in {"body", "html", "td", "table", "tr"}:
            return ()
        following = _next(block)
        if following is None:
            continue
        if following.tag not in _LINES or not _is_short(following, _BELOW):
            return ()
        if _is_caption(following):
            return _with_beside(following)
        text = text_of(following)
        is_told = _TAKEN.search(text) or _MARKED.match(text) or _LABELLED.search(text)
        return (following,) if is_told and next(following.iter("img"), None) is None else ()
    return ()


def _next(element: etree._Element) -> etree._Element | None:
    """The next element, where no text stands between."""
    at = element
    for _ in range(_SIBLINGS):
        following = at.getnext()
        if following is None or (at.tail or "").strip():
            return None
        if following.tag not in _BREAKS and (text_of(following) or next(following.iter("img"), None) is not None):
            return following
        at = following
    return None


def _is_short(element: etree._Element, limit: int) -> bool:
    """At most so many characters of text, and few elements, so that no page makes this take long."""
    length = 0
    for number, at in enumerate(element.iter()):
        if isinstance(at.tag, str):
            length += len((at.text or "").strip())
        if at is not element:
            length += len((at.tail or "").strip())
        if length > limit or number > _ELEMENTS:
            return False
    return True
