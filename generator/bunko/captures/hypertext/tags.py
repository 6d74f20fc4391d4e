"""An article's tags: from its data, from the links of its tag list, from its keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from bunko.captures.hypertext.elements import text_of
from bunko.captures.hypertext.fields import Said, clean, site_names, texts
from bunko.captures.hypertext.titles import bare

_SEPARATOR = re.compile(r"\s*[,，、;；|｜]\s*")
_LIMIT = 60
_MOST = 60
_VISIBLE = 30
_LISTED = re.compile(
    r"(?:^|[\s_-])(?:tags?|keywords?|topics?|tag-?(?:list|cloud|links?|box|wrap\w*)|topic-?(?:list|tags?)|"
    r"themen\w*|schlagw\w+|etiquetas|temas|label-?list|article-?tags?|post-?tags?)(?:$|[\s_-])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KEYED = re.compile(r"(?:(?P<key>[A-Z][\w ]{1,25}): |(?P<path>[a-z]{4,15})/)(?P<value>\S.*)")
_KEYS = frozenset(
    {"category", "subject", "topic", "tag", "section", "sections", "organization", "person", "place", "location"}
)
_NOISE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[\w-]+(?:\.[\w-]+){1,3}\.?[a-z]{2,4}|[A-Z0-9:_-]{2,}(?:\d{2}|:[A-Z-]+)|_.*|\d+"
)
_NAMING = frozenset({"ニュース", "新聞", "速報", "news", "新闻", "新聞網"})
_SECTIONS = frozenset(
    [
        "政治",
        "経済",
        "社会",
        "国際",
        "スポーツ",
        "エンタメ",
        "芸能",
        "文化",
        "科学",
        "生活",
        "地方",
        "经济",
        "国际",
        "体育",
        "娱乐",
        "文化",
        "科技",
        "經濟",
        "國際",
        "體育",
        "娛樂",
        "politics",
        "business",
        "sports",
        "world",
        "technology",
        "entertainment",
        "politik",
        "wirtschaft",
        "sport",
        "kultur",
        "panorama",
    ]
)
_OF_SITE = 4
"""Names of sections from which a page's keywords are those of its whole site."""


def tags_of(said: Said, body: etree._Element, below: etree._Element | None) -> tuple[str, tuple[str, ...]]:
    """The source most trusted that has tags, and its tags in order, each once; both empty where none has.

    Args:
        said: what the page's data say.
        body: the page's body.
        below: the element that the article's text starts with; a visible list of tags stands below it.
    """
    names = {bare(name) for name in site_names(said)} - {""}
    for source, values in _sources(said, body, below):
        tags = list(dict.fromkeys(_cleaned(values, names)))
        if tags:
            return source, tuple(tags[:_MOST])
    return "", ()


def _sources(said: Said, body: etree._Element, below: etree._Element | None) -> Iterator[tuple[str, list[str]]]:
    """JSON-LD and microdata, `article:tag`, news keywords, keywords, the visible list of tags."""
    yield "schema.org keywords", _split([text for item in said.articles for text in texts(item, "keywords")])
    for name in ("article:tag", "news_keywords", "keywords"):
        yield f"meta {name}", _split(said.head.every(name))
    yield "the list of tags beside the text", visible_tags(body, below)


def _split(values: Iterable[str]) -> list[str]:
    """Values at their separators; one value of words between spaces is a list only where it is East Asian."""
    whole = [text for value in values if (text := clean(value))]
    parts = [part for value in whole for part in _SEPARATOR.split(value.strip("[]\"' ")) if part]
    if len(parts) == 1 and parts[0].count(" ") >= 2 and not parts[0].isascii():  # noqa: PLR2004 - a phrase has one
        words = parts[0].split()
        return words if all(len(word) <= 12 and not word[0].isascii() for word in words) else parts  # noqa: PLR2004
    return parts


def _cleaned(values: Sequence[str], names: set[str]) -> Iterator[str]:
    """Tags without the site's own names, keys of other systems, and numbers of things."""
    known = {bare(value) for value in values}
    if known & names and len(known & _SECTIONS) >= _OF_SITE:
        return
    if known & names:
        values = [value for value in values if bare(value) not in _NAMING]
    for value in values:
        tag = value.strip("#＃ \t\"'[]")
        keyed = _KEYED.fullmatch(tag)
        if keyed:
            tag = keyed["value"] if (keyed["key"] or keyed["path"]).lower() in _KEYS else ""
        if tag and len(tag) <= _LIMIT and not _NOISE.fullmatch(tag) and bare(tag) and bare(tag) not in names:
            yield tag


def visible_tags(body: etree._Element, below: etree._Element | None) -> list[str]:
    """The words of `rel=tag` links, else of the links in the first element that names itself a list of tags."""
    marked = [_words(link) for link in body.iter("a") if "tag" in (link.get("rel") or "").split()]
    if any(marked):
        return [word for word in marked if word]
    reached = below is None
    for element in body.iter("div", "ul", "section", "p", "nav", "footer", "span", "ol", "dl", "aside", "li", "h2"):
        reached = reached or element is below
        words = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
        if reached and words.strip() and _LISTED.search(_CAMEL.sub("-", words[:300]).lower()):
            found = [_words(link) for link in element.iter("a")]
            total = len(text_of(element))
            if all(found) and 0 < len(found) <= _VISIBLE and sum(map(len, found)) * 2 >= total:
                return found
    return []


def _words(link: etree._Element) -> str:
    text = text_of(link)
    return text if len(text) <= _LIMIT else ""
