"""What of HTML reaches a reader, and why. Everything else loses its tag and keeps its text.

Archived and contributed text is data: nothing runs, nothing is fetched from elsewhere,
nothing can be sent, and nothing takes the names or looks of the page around it.
"""

from __future__ import annotations

import re

TAGS = frozenset(
    [
        # what Markdown itself makes
        *["p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "a", "img"],
        *["em", "strong", "code", "pre"],
        # tables, definition lists, captions and folded parts: what contributors write with the extensions
        *["table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"],
        *["dl", "dt", "dd", "figure", "figcaption", "details", "summary", "input"],
        # neutral boxes: admonitions, footnotes and highlighted code are built of them
        *["div", "span", "section", "aside"],
        # words with a meaning of their own: readings, edits, terms, keys, times
        *["ruby", "rb", "rt", "rp", "rtc", "ins", "del", "s", "mark", "sub", "sup", "small", "u", "b", "i"],
        *["abbr", "dfn", "cite", "q", "kbd", "samp", "var", "time", "address", "bdi", "bdo", "wbr"],
    ]
)

WITH_CONTENT = frozenset(
    # what stands inside is code or a foreign language of its own, never text for a reader
    ["script", "style", "iframe", "object", "svg", "math", "template", "noscript", "noembed", "noframes", "title"]
)

ATTRIBUTES = {
    # hooks of the look, anchors, and what a reading aid needs
    "*": {"class", "id", "lang", "dir", "title"},
    # addresses: only their schemes below; `target` is the reader's choice
    "a": {"href", "hreflang", "rel"},
    "img": {"src", "alt", "width", "height"},
    **{tag: {"cite"} for tag in ("blockquote", "q")},
    **{tag: {"cite", "datetime"} for tag in ("del", "ins")},
    "time": {"datetime"},
    # state of a folded part, of lists and of a task's box
    "details": {"open"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "input": {"checked"},
    # the grid of a table
    **{tag: {"colspan", "rowspan", "headers"} for tag in ("td", "th")},
    **{tag: {"span"} for tag in ("col", "colgroup")},
}
"""`style` and everything that starts with `on` or `data-` is missing on purpose:
`data-md-component` and its like start the theme's scripts."""

FORCED = {"input": {"type": "checkbox", "disabled": ""}}
"""The box of a task list is the only input, and nobody can press it."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

OWN_CLASSES = frozenset(
    [
        *["bunko-quote", "bunko-quote__name", "bunko-quote__role", "bunko-remote-image"],
        *["bunko-image", "bunko-image__credit"],
        *["bunko-align-left", "bunko-align-center", "bunko-align-right"],
        *["bunko-permalink", "bunko-pairs", "bunko-pair", "bunko-pair--changed"],
        *["bunko-pair__text", "bunko-pair__note"],
        *["bunko-panels", "bunko-panel"],
    ]
)
"""The classes that this extension gives; every other `bunko-…` is a look of the site's own (`bunko-notice`)."""

_RELATIONS = frozenset({"nofollow", "ugc", "sponsored", "noopener", "noreferrer", "external", "license", "author"})
_BUTTON = "md-button"
_TAKEN_ID = re.compile(r"\s*(?:__|bunko-|\Z)", re.IGNORECASE)
"""Ids by which the theme finds its switches (`__drawer`, `__search`), settings (`__config`) and places
(`bunko-content`), and those that name nothing."""
_TAKEN_CLASS = re.compile(r"__|md-|js-|bunko-|mermaid$", re.IGNORECASE)
"""Names of the theme's own parts, and `mermaid`, for which Material fetches a script from elsewhere."""

_ADDRESSES = frozenset({"href", "src", "cite"})
_IGNORED = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"([^/?#:]*):")


def is_taken(id_: str) -> bool:
    """Whether an id is the theme's, or is none."""
    return _TAKEN_ID.match(id_) is not None


def attribute(_tag: str, name: str, value: str) -> str | None:
    """Give the value of an allowed attribute that may stay; None takes the attribute away."""
    if name == "id":
        return None if is_taken(value) else value
    if name == "class":
        kept = [word for word in value.split() if _may_stay(word)]
        return " ".join(kept) or None
    if name == "rel":
        return " ".join(word for word in value.lower().split() if word in _RELATIONS) or None
    if name in _ADDRESSES:
        # stricter than nh3, which lets a scheme pass that only looks like one, and any in `cite`
        scheme = _SCHEME.match(_IGNORED.sub("", value))
        return value if scheme is None or scheme.group(1).lower() in SCHEMES else None
    return value


def _may_stay(word: str) -> bool:
    return word in OWN_CLASSES or word.startswith(_BUTTON) or not _TAKEN_CLASS.match(word)
