"""What of a page is no text of its article, told by elements, roles, and the words of classes."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "applet",
        "audio",
        "video",
        "canvas",
        "map",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "head",
        "link",
        "meta",
        "base",
        "param",
        "source",
        "track",
        "datalist",
        "dialog",
        "progress",
        "meter",
        "frameset",
        "frame",
        "rp",
        "title",
    ]
)
"""Elements that show no text of a page, or none that was printed."""

_BY_TAG = {
    "nav": "navigation",
    "footer": "the page's foot",
    "aside": "an aside",
    "menu": "navigation",
    "figcaption": "a caption",
    "address": "a contact",
}
_BY_ROLE = {
    "navigation": "navigation",
    "banner": "the page's head",
    "contentinfo": "the page's foot",
    "complementary": "an aside",
    "search": "a search form",
    "dialog": "a dialogue",
    "alertdialog": "a dialogue",
    "menu": "navigation",
    "menubar": "navigation",
    "tooltip": "a hint",
}
_EDGE = r"(?:^|[\s_\-:/])"
_WORDS = (
    (
        (r"related|relat(?:ed|ion)|recommend|read-?(?:more|next|also)|also-?(?:read|like)|most-?(?:read|popular|viewed|"
        r"recent)|popular|trending|ranking|(?:^|[\s_-])latest|teaser|outbrain|taboola|kanren|osusume|"
        r"(?:more|top|other|further)-?(?:stories|articles|news|links|from|on)|next-?(?:article|story|post)|"
        r"(?:prev|previous)-?(?:article|post)|carousel|see-?also|onward|zergnet|playlist|link-?list|storylist|"
        r"article-?list|news-?list|post-?nav|in-?this-?(?:story|article)|inline-?(?:promo|link|related)|crosslink|post-?card|current-?issue"),
        "related articles",
    ),
    ((r"breadcrumb|topic-?path|(?:^|[\s_-])nav(?:$|[\s_\-bi])|navigation|menu|pager|pagination|(?:^"
        r"|[\s_-])toc(?:$|[\s_-])"),
     "navigation"),
    (r"comment|disqus|respond(?:$|[\s_-])|reaction|discussion|(?:^|[\s_-])reply", "comments"),
    ((r"share|sharing|social|(?:^|[\s_-])sns|(?:^|[\s_-])follow|facebook|twitter-(?:share|follow)|whatsapp|addtoany|"
     r"bookmark|favorit"), "sharing"),
    ((r"(?:^|[\s_\-.])ads?(?:$|[\s_\-.\d])|advert|(?:^|[\s_-])sponsor|(?:^|[\s_-])promo|banner|(?:^|[\s_-])dfp|"
     r"google-?ad|adslot|ad-?(?:unit|container|wrapper|box)|affiliate|anzeige|publicidad|werbung"), "advertisement"),
    ((r"newsletter|subscri|sign-?up|paywall|log-?in(?:$|[\s_-])|register|membership|donat|abo-|regwall|piano-|"
     r"call-?to-?action|(?:^|[\s_-])cta(?:$|[\s_-])"), "subscription"),
    ((r"byline|author|writer|dateline|time-?stamp|pub-?date|published|(?:^|[\s_-])meta(?:$|[\s_-])"
            r"|article-?(?:info|meta|"
     r"data)|post-?(?:info|meta|date)|entry-?(?:meta|date)|(?:^|[\s_-])tags?(?:$|[\s_-])|tag-?(?:list|cloud)|taglist|"
     r"keyword|categor(?:y|ies)(?:$|[\s_-])|(?:^|[\s_-])topics?(?:$|[\s_-])|contributor"), "about the article"),
    ((r"copyright|(?:^|[\s_-])print(?:$|[\s_-])|tool-?(?:bar|box|s)(?:$|[\s_-])|utility|font-?size|disclaimer|"
     r"feedback|correction-|contact|rating|voting|(?:^|[\s_-])vote|survey|(?:^|[\s_-])poll(?:$|[\s_-])"
     r"|quiz"), "furniture"),
    ((r"cookie|consent|popup|pop-up|modal|overlay|(?:^|[\s_]|(?<!label)-)hidden|sr-only|screen-reader|visually-?hidden|"
     r"skip-?(?:link|to)|no-?print|noprint|no-?script|nocontent|lightbox|toast|tooltip"), "hidden"),
    ((r"side-?bar|(?:^|[\s_-])aside|(?:^|[\s_-])rail(?:$|[\s_-])|widget|right-?col|secondary|(?:^|[\s_-])footer|"
     r"site-?(?:header|footer)|global-?header|page-?header|masthead|(?:^|[\s_-])foot(?:$|[\s_-])|"
     r"fact-?box|info-?box|infobox|expandable-?box"), "an aside"),
    ((r"caption|(?:^|\s)(?:photo|image|picture)(?:$|\s)|(?:photo|image|img|media|picture)-?(?:credit|text|desc|info)|(?:^|[\s_-])credits?(?:$|[\s_-])|"
     r"gallery|slideshow|video-?(?:player|desc|title)|player"), "a caption"),
)  # fmt: skip
_BY_WORDS = tuple((re.compile(words), reason) for words, reason in _WORDS)
_NONE = len(_BY_WORDS)
_SHOWN_WIDE = re.compile(r"(?:sm|md|lg|xl|2xl):(?:block|flex|inline|grid|table|contents)")
"""Classes of what is hidden on small screens alone."""

NAMED = re.compile(r"(?:^|[\s_-])(?:article|story|post|entry|news)-?(?:body|content|text)(?:$|\s)|articlebody")
"""Classes of elements that say that they hold the article's text, whatever else they say."""

_EMBEDDED = re.compile(r"embed|tweet|quote")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NEVER = frozenset(
    {"html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "tr", "tbody", "table"}
)
_WORDS_LIMIT = 300


def reason_against(element: etree._Element) -> str:
    """Why the text of an element is no text of the article; empty where nothing speaks against it."""
    tag, get = element.tag, element.get
    if not element.attrib:
        return _BY_TAG.get(str(tag), "")
    if get("hidden") is not None or get("aria-hidden") == "true" or _HIDDEN.search(get("style") or ""):
        return "hidden"
    reason = _BY_TAG.get(str(tag)) or _BY_ROLE.get(get("role") or "")
    if reason or tag in _NEVER:
        return reason or ""
    words = f"{get('class') or ''} {get('id') or ''}".strip()
    return _by_words(words[:_WORDS_LIMIT]) if words else ""


@lru_cache(maxsize=4096)
def _by_words(words: str) -> str:
    tokens = words.split()
    rank, named = min((_rank(token)[0] for token in tokens), default=_NONE), any(_rank(token)[1] for token in tokens)
    if rank == _NONE or named:
        return ""
    reason = _BY_WORDS[rank][1]
    if reason == "hidden" and any(map(_SHOWN_WIDE.match, tokens)):
        return ""
    return "" if reason == "sharing" and _EMBEDDED.search(words.lower()) else reason


@lru_cache(maxsize=16_384)
def _rank(token: str) -> tuple[int, bool]:
    """The first reason that a single class speaks for, and whether it says that it is the text.

    Classes recur far more often than their combinations, so that these are what is worth remembering.
    """
    spelled = _CAMEL.sub("-", token).lower()
    rank = next((n for n, (pattern, _) in enumerate(_BY_WORDS) if pattern.search(spelled)), _NONE)
    return rank, NAMED.search(spelled) is not None
