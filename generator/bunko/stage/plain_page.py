"""Pages without theme, style and script: what stands at a former address, and at `data/`."""

from __future__ import annotations

from html import escape

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"
"""Nothing is loaded and nothing runs (Content Security Policy Level 3)."""


def head(lang: str, title: str) -> str:
    """The first lines of such a page, which no search engine lists.

    Args:
        lang: the language that it is in, a folder.
        title: plain text.
    """
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
    )
