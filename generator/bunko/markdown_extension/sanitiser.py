"""The last step of a page's HTML: cleaned by the allow-list, no image fetched from elsewhere."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import nh3
from markdown.postprocessors import Postprocessor

from bunko.markdown_extension import allowed
from bunko.markdown_extension.characters import EDGE

_CLEANER = nh3.Cleaner(
    tags=set(allowed.TAGS),
    clean_content_tags=set(allowed.WITH_CONTENT),
    attributes=allowed.ATTRIBUTES,
    attribute_filter=allowed.attribute,
    set_tag_attribute_values=allowed.FORCED,
    url_schemes=set(allowed.SCHEMES),
    strip_comments=False,
    link_rel=None,
)
_TAG = re.compile(r'<!--.*?-->|<(?P<end>/?)(?P<tag>a|img|input)(?P<attributes>(?: [^\s=>"]+="[^"]*")*)>', re.DOTALL)
_ATTRIBUTE = re.compile(r' ([^\s=>"]+)="([^"]*)"')
_IGNORED = re.compile(r"[\x00-\x20]")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}")


class Sanitiser(Postprocessor):
    """Clean what all other postprocessors left; also run by `toc` on each heading."""

    def run(self, text: str) -> str:
        """Give the HTML that may reach a reader."""
        return clean(text.replace(EDGE, ""))


def clean(markup: str) -> str:
    """Clean a fragment of HTML.

    Returns:
        HTML with the tags and attributes of `allowed` alone, its text unchanged. Links that
        lead elsewhere have `rel="noopener"`, images are loaded when they come into view, and
        an image from elsewhere is a link to it: its host would learn who reads here, and what
        it shows can change.
    """
    inside_link = False

    def written(found: re.Match[str]) -> str:
        nonlocal inside_link
        tag = found.group("tag")
        if tag is None or (found.group("end") and tag == "img"):
            return found.group()
        attributes = dict(_ATTRIBUTE.findall(found.group("attributes")))
        if tag == "input":  # nh3 forces attributes in an order of its own in each process
            return _start("input", dict(sorted(attributes.items())))
        if tag == "img":
            return _image(attributes, inside_link=inside_link)
        inside_link = not found.group("end")
        return _link(attributes) if inside_link else found.group()

    return _TAG.sub(written, _CLEANER.clean(markup))


def _link(attributes: dict[str, str]) -> str:
    if _is_elsewhere(attributes.get("href", "")):
        relations = attributes.get("rel", "").split()
        attributes["rel"] = " ".join([*relations, *({"noopener"} - set(relations))])
    return _start("a", attributes)


def _image(attributes: dict[str, str], *, inside_link: bool) -> str:
    source, alt = attributes.get("src"), attributes.get("alt", "")
    if source is None:
        return _as_text(alt)
    if not _is_elsewhere(source):
        return _start("img", {"alt": "", **attributes, "loading": "lazy"})
    label = _as_text(alt if html.unescape(alt).strip() else _last_part(source))
    if inside_link:
        return f'<span class="bunko-remote-image">{label}</span>'
    return f"{_start('a', {'class': 'bunko-remote-image', 'href': source, 'rel': 'noopener'})}{label}</a>"


def _start(tag: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{tag}{written}>"


def _is_elsewhere(address: str) -> bool:
    return _ELSEWHERE.match(_IGNORED.sub("", html.unescape(address))) is not None


def _as_text(value: str) -> str:
    """Give an attribute's value, as HTML writes it, as HTML writes text."""
    return html.escape(html.unescape(value), quote=False)


def _last_part(address: str) -> str:
    path = html.unescape(address).partition("?")[0].partition("#")[0].rstrip("/")
    return html.escape(unquote(path.rpartition("/")[2]) or address)
