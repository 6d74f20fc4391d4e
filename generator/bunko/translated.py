"""The text that a translation was made from, kept so that a later change can be shown paragraph by paragraph."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bunko.filesystem import write_whole
from bunko.nouns import Article
from bunko.prose import escape, write_blocks


def text_of(article: Article) -> str:
    """What of an article is translated, as Markdown: its title as a heading, its description, its body."""
    head = [f"# {escape(article.title)}\n"]
    if article.description:
        head.append(f"{escape(article.description)}\n")
    return "\n".join([*head, write_blocks(article.body)])


def fingerprint(article: Article) -> str:
    """SHA-256 of `text_of`, 64 lower-case hexadecimal digits: a translation's `of`."""
    return hashlib.sha256(text_of(article).encode()).hexdigest()


def place(archive: Path, of: str) -> Path:
    """The file that keeps a text translated from."""
    return archive / "translated" / f"{of}.md"


def keep(archive: Path, article: Article) -> str:
    """Keep an article's text as one that is translated from; returns its fingerprint."""
    of = fingerprint(article)
    write_whole(place(archive, of), text_of(article))
    return of
