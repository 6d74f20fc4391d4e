r"""Who said a quote: the last paragraph of its block quote, `— name (role)`.

A name that holds parentheses of its own is written with a backslash before them where they
would be read as a role or as its edge: `— Chang'e 6 \(CNSA\)`.
"""

from __future__ import annotations

import re

from bunko.nouns import Attribution

DASH = "— "
"""What an attribution starts with: an em dash and a space."""

_PARENTHESIS = re.compile(r"\\.|[()]")
_ESCAPED_PARENTHESIS = re.compile(r"\\(?:([()])|(.))")


def read_attribution(paragraph: str) -> Attribution | None:
    """Read the Markdown of a quote's paragraph as an attribution.

    Returns:
        name and role as inline Markdown, the backslashes before their parentheses taken away;
        None where the paragraph is none: it has no dash, no name, or several lines.
    """
    if not paragraph.startswith(DASH) or "\n" in paragraph:
        return None
    said = paragraph[len(DASH) :]
    opening = _opening_of_last_group(said)
    if opening is None or said[opening - 1] != " " or not said[: opening - 1].strip(" "):
        return Attribution(_without_backslashes(said)) if said.strip(" ") else None
    return Attribution(_without_backslashes(said[: opening - 1]), _without_backslashes(said[opening + 1 : -1]))


def write_attribution(attribution: Attribution) -> str:
    """Write the paragraph that `read_attribution` reads as this attribution."""
    name, role = attribution.name, attribution.role
    for name_written in (name, _with_backslashes(name)):
        for role_written in (None,) if role is None else (role, _with_backslashes(role)):
            written = DASH + name_written + ("" if role_written is None else f" ({role_written})")
            if read_attribution(written) == attribution:
                return written
    return written


def _opening_of_last_group(said: str) -> int | None:
    """Find where the parentheses open that close at the very end; None where nothing closes there."""
    opened: list[int] = []
    last: int | None = None
    for found in _PARENTHESIS.finditer(said):
        if found.group() == "(":
            opened.append(found.start())
        elif found.group() == ")":
            last = opened.pop() if opened else None
            if found.end() == len(said):
                return last
    return None


def _without_backslashes(text: str) -> str:
    return _ESCAPED_PARENTHESIS.sub(lambda found: found.group(1) or found.group(), text)


def _with_backslashes(text: str) -> str:
    return _PARENTHESIS.sub(lambda found: ("\\" if len(found.group()) == 1 else "") + found.group(), text)
