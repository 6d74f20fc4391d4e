"""The photos of an article: addresses, captions and credits, in their order, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from lxml import etree

from bunko.captures.hypertext import captions as captions_
from bunko.captures.hypertext.elements import ancestors, line_of
from bunko.captures.hypertext.embedded import embedded
from bunko.captures.hypertext.fields import Said, clean, texts
from bunko.captures.hypertext.furniture import reason_against
from bunko.captures.hypertext.schema import each
from bunko.nouns import Image

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
        places: where they were found, in words.
    """

    images: tuple[Image, ...]
    held: Mapping[str, bytes]
    inside: tuple[tuple[etree._Element, Image], ...] = ()
    places: str = ""


def photos_of(
    holders: Iterable[etree._Element],
    said: Said,
    base: str | None,
    captions: Mapping[etree._Element, captions_.Parts],
    above: Iterable[etree._Element] = (),
) -> Photos:
    """The page's own photo as its data name it, then those of the article's figures.

    Args:
        holders: elements that hold the article's text.
        said: what the page's data say.
        base: what addresses are relative to.
        captions: those that no element names so, by image.
        above: images between the headline and the text, for where no other is found.
    """
    held: dict[str, bytes] = {}
    figures = [figure for holder in holders for figure in _figures(holder, base, held, captions)]
    figures = figures or [figure for image in above for figure in _figures(image, base, held, captions)]
    found: dict[str, Image] = {}
    inside: dict[str, tuple[etree._Element, Image]] = {}
    data = list(_of_data(said, base))
    for element, image in (*((None, image) for _, image in data), *figures):
        key = image.file or _key(image.url or "")
        known = found.get(key)
        if known is None:
            found[key] = image
            if element is not None and len(found) <= _LIMIT:
                inside[key] = element, image
        elif (told := _completed(known, image)) != known:
            found[key] = told
            if key in inside:
                inside[key] = inside[key][0], told
    images = tuple(found.values())[:_LIMIT]
    lines = dict.fromkeys(f"line {line_of(element)}" for element, _ in figures[:_LIMIT])
    places = ", ".join([*(place for place, _ in data), *lines])
    kept = {image.file: held[image.file] for image in images if image.file}
    return Photos(images, kept, tuple(inside.values()), places)


def _completed(known: Image, other: Image) -> Image:
    """A photo with what its other place says more: a caption that goes on, and who took it."""
    more = other.caption and (known.caption is None or other.caption.startswith(known.caption.rstrip("。")))
    return replace(known, caption=other.caption if more else known.caption, credit=known.credit or other.credit)


def _key(address: str) -> str:
    """What the sizes of one photo share: the file's name without its size."""
    return _STEM.sub("", address.rsplit("/", 1)[-1]) or address


def _of_data(said: Said, base: str | None) -> Iterator[tuple[str, Image]]:
    images = [value for item in said.articles[:1] for value in each(item.get("image"))]
    for value in images:
        item = value if isinstance(value, dict) else {"url": value}
        address = next(
            (at for name in ("url", "contentUrl") for at in each(item.get(name)) if isinstance(at, str)), None
        )
        found = _web(address, base)
        if found:
            caption = next(texts(item, "caption", "description"), None)
            credit = next(texts(item, "creditText", "copyrightHolder", "author"), None)
            yield "schema.org image", Image(found, caption, credit)
            return
    for name in ("og:image", "og:image:url", "twitter:image"):
        found = _web(said.head.first(name), base)
        if found:
            yield f"meta {name}", Image(found)
            return


def _figures(
    holder: etree._Element,
    base: str | None,
    held: dict[str, bytes],
    captions: Mapping[etree._Element, captions_.Parts],
) -> Iterator[tuple[etree._Element, Image]]:
    """The images below an element; the bytes of embedded ones are put into `held`."""
    for element in holder.iter("img"):
        if _is_small(element):
            continue
        above = list(ancestors(element))
        inside = above[: above.index(holder)] if holder in above else above
        if any(reason_against(at) not in {"", captions_.CAPTION} for at in inside[1:]):
            continue
        address = next((found for name in _LAZY if (found := _web(element.get(name), base))), None)
        inner = embedded(element.get("src")) if address is None and len(held) < _LIMIT else None
        if inner is not None:
            held[inner[0]] = inner[1]
        elif address is None or _ICON.search(address):
            continue
        parts = captions_.caption_of(element, captions)
        caption, credit = captions_.told(parts) if parts else (None, None)
        file = inner[0] if inner is not None else None
        yield element, Image(address, caption or clean(element.get("alt") or "") or None, credit, file)


def _is_small(element: etree._Element) -> bool:
    sizes = [_SIZE.match(element.get(name) or "") for name in ("width", "height")]
    return any(size is not None and int(size.group()[:6]) < _SMALL for size in sizes)


def _web(address: str | None, base: str | None) -> str | None:
    if not address or len(address) > 2000:  # noqa: PLR2004 - what browsers send
        return None
    try:
        found = urljoin(base or "", address.strip())
    except ValueError:
        return None
    return found if found.startswith(("http://", "https://")) and not re.search(r"\s", found) else None
