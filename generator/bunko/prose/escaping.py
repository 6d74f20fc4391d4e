r"""Plain text to inline Markdown that shows just this text.

Only what a renderer would take for markup gets a backslash (CommonMark's rule: any ASCII
punctuation may have one) or an entity, so that Japanese and Chinese prose stays clean in the
source. Three characters need an entity, since no backslash keeps them: a space at an edge is
stripped, `<` opens a tag for the HTML preprocessor, which knows no backslash, and `\&amp;`
is put together again by Python-Markdown before it writes the page.
"""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"""
    (?P<space>^[ ]|[ ]$)                     # stripped, or indented code
    | (?P<number>^\d+\.(?=[ ]|$))            # ordered list
    | (?P<closing>(?<!\#)\#+$)                # would close a heading
    | (?P<start>
        ^\#                                  # heading: Python-Markdown wants no space after it
        | ^>                                 # block quote
        | ^[-+=](?=[ ]|$)                    # list, setext underline
        | ^:(?=[ ])                          # definition
        | ^(?:!(?=!!)|\?(?=\?\?))            # admonition, details
      )
    | (?P<always>
        [\\`*\[\]{|^]
        | (?<![0-9]):(?=[A-Za-z0-9_+-]{1,64}:)       # :emoji:, but not 12:30:45
        | /{3,} | -{2,} | \+{2,} | ={2,} | ~{2,}
      )
    | (?P<tilde>~)
    | (?P<underscores>_+)
    | (?P<ampersand>&(?=\#|[0-9A-Za-z]+;))   # an entity; Python-Markdown closes `&#38` by itself
    | (?P<less><(?![ ]))
    """,
    re.MULTILINE | re.VERBOSE,
)
_ENTITIES = {"space": "&#32;", "ampersand": "&amp;"}
_WORD = re.compile(r"\w")
_OPENS_TAG = re.compile(r"[A-Za-z/!?]|\Z")


def escape(plain: str) -> str:
    """Give inline Markdown that every renderer of ours shows as `plain`, literally.

    Escape a text whole: two pieces that are escaped apart and put together may pair their
    tildes. No character changes its width, and none is added or lost for the reader. A line
    break stays one; what would start a block on the new line is escaped as at the start.
    """
    return _MARKUP.sub(_written, plain)


def _written(found: re.Match[str]) -> str:
    kind, markup = found.lastgroup or "", found.group()
    if kind in _ENTITIES:
        return _ENTITIES[kind]
    if kind == "number":
        return f"{markup[:-1]}\\."
    if kind == "less":
        return "&lt;" if _may_open(found) else markup
    if (kind == "tilde" and found.string.count("~") == 1) or (kind == "underscores" and _inside_word(found)):
        return markup
    return "".join(f"\\{character}" for character in markup)


def _may_open(less: re.Match[str]) -> bool:
    """Tell whether `<` could begin a tag, a comment, or (with an @ somewhere) an e-mail link."""
    return "@" in less.string or _OPENS_TAG.match(less.string, less.end()) is not None


def _inside_word(underscores: re.Match[str]) -> bool:
    text, start, end = underscores.string, *underscores.span()
    return bool(start and _WORD.match(text, start - 1) and _WORD.match(text, end))
