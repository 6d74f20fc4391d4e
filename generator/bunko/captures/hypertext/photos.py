"""The photos of an article: addresses, captions and credits, in their order, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from lxml import etree

from bunko.captures.hypertext.elements import ancestors, text_of
from bunko.captures.hypertext.embedded import embedded
from bunko.captures.hypertext.fields import Said, clean, texts
from bunko.captures.hypertext.furniture import reason_against
from bunko.captures.hypertext.runs import shown
from bunko.captures.hypertext.schema import each
from bunko.nouns import Image

_CREDIT_CLASS = re.compile(r"credit|copyright|source|author|photographer|agency|byline", re.IGNORECASE)
_CREDIT = re.compile(
    r"[(（]?\s*((?:©|ⓒ|\(c\)|Photo(?:graph)?\s?(?:by|:)|Image:|Credit:|Foto:|提供[:：=＝]|写真[:：=＝]|撮影[:：=＝]|"
    r"图片来源[:：]|圖片來源[:：]|摄影[:：]).{1,80}?)[)）]?$",
    re.IGNORECASE,
)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-url", "data-image", "src")
_ICON = re.compile(
    r"(?:^|[/_.-])(?:logo|icon|avatar|spacer|blank|pixel|sprite|button|btn|1x1|placeholder|loading)(?:[/_.-]|$)",
    re.IGNORECASE,
)
_SMALL = 100
_LIMIT = 40
_SIZE = re.compile(r"\d+")
_STEM = re.compile(r"[-_]?\d{2,4}x\d{2,4}|\?.*$|\.(?:jpe?g|png|webp|avif|gif)\b.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos of a page.

    Attributes:
        held: the bytes of those that it holds itself, by their `file`.
        inside: those of its figures that its data do not name, with their elements, in the page's order.
    """

    images: tuple[Image, ...]
    held: Mapping[str, bytes]
    inside: tuple[tuple[etree._Element, Image], ...] = ()


def photos_of(holders: Iterable[etree._Element], said: Said, base: str | None) -> Photos:
    """The page's own photo as its data name it, then those of the article's figures."""
    held: dict[str, bytes] = {}
    figures = [figure for holder in holders for figure in _figures(holder, base, held)]
    found: dict[str, Image] = {}
    inside: dict[str, tuple[etree._Element, Image]] = {}
    for element, image in (*((None, image) for image in _of_data(said, base)), *figures):
        key = image.file or _key(image.url or "")
        known = found.get(key)
        if known is None:
            found[key] = image
            if element is not None and len(found) <= _LIMIT:
                inside[key] = element, image
        elif image.caption and not known.caption:
            found[key] = told = replace(known, caption=image.caption, credit=image.credit or known.credit)
            if key in inside:
                inside[key] = inside[key][0], told
    images = tuple(found.values())[:_LIMIT]
    return Photos(images, {image.file: held[image.file] for image in images if image.file}, tuple(inside.values()))


def _key(address: str) -> str:
    """What the sizes of one photo share: the file's name without its size."""
    return _STEM.sub("", address.rsplit("/", 1)[-1]) or address


def _of_data(said: Said, base: str | None) -> Iterator[Image]:
    images = [value for item in said.articles[:1] for value in each(item.get("image"))]
    for value in images:
        item = value if isinstance(value, dict) else {"url": value}
        address = next(
            (at for name in ("url", "contentUrl") for at in each(item.get(name)) if isinstance(at, str)), None
        )
        found = _web(address, base)
        if found:
            caption = next(texts(item, "caption", "description"), None)
            yield Image(found, caption, next(texts(item, "creditText", "copyrightHolder", "author"), None))
            return
    found = _web(said.head.first("og:image", "og:image:url", "twitter:image"), base)
    if found:
        yield Image(found)


def _figures(
    holder: etree._Element, base: str | None, held: dict[str, bytes]
) -> Iterator[tuple[etree._Element, Image]]:
    """The images below an element; the bytes of embedded ones are put into `held`."""
    for element in holder.iter("img"):
        if _is_small(element):
            continue
        above = list(ancestors(element))
        inside = above[: above.index(holder)] if holder in above else above
        if any(reason_against(at) not in {"", "a caption"} for at in inside[1:]):
            continue
        address = next((found for name in _LAZY if (found := _web(element.get(name), base))), None)
        inner = embedded(element.get("src")) if address is None and len(held) < _LIMIT else None
        if inner is not None:
            held[inner[0]] = inner[1]
        elif address is None or _ICON.search(address):
            continue
        figure = next((at for at in inside if at.tag == "figure"), None)
        caption, credit = _caption(figure) if figure is not None else (None, None)
        file = inner[0] if inner is not None else None
        yield element, Image(address, caption or clean(element.get("alt") or "") or None, credit, file)


def _is_small(element: etree._Element) -> bool:
    sizes = [_SIZE.match(element.get(name) or "") for name in ("width", "height")]
    return any(size is not None and int(size.group()[:6]) < _SMALL for size in sizes)


def _caption(figure: etree._Element) -> tuple[str | None, str | None]:
    caption = next(figure.iter("figcaption"), None)
    if caption is None:
        return None, None
    text = shown(text_of(caption))
    marked = next(
        (
            at
            for at in caption.iterdescendants()
            if isinstance(at.tag, str) and _CREDIT_CLASS.search(at.get("class") or "")
        ),
        None,
    )
    credit = shown(text_of(marked)) if marked is not None else ""
    if credit and text.endswith(credit):
        text = text[: -len(credit)].rstrip(" /|｜－-")
    elif not credit:
        found = _CREDIT.search(text)
        if found:
            credit, text = found[1].strip(), text[: found.start()].rstrip(" /|｜")
    return text or None, credit or None


def _web(address: str | None, base: str | None) -> str | None:
    if not address or len(address) > 2000:  # noqa: PLR2004 - what browsers send
        return None
    try:
        found = urljoin(base or "", address.strip())
    except ValueError:
        return None
    return found if found.startswith(("http://", "https://")) and not re.search(r"\s", found) else None
