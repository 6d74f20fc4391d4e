"""What is wrong with a translation beside its original."""

from __future__ import annotations

from collections.abc import Iterator

from bunko import frontmatter, translated, translating
from bunko.check.pages import line_of
from bunko.check.problem import Problem
from bunko.library import Library
from bunko.nouns import Article
from bunko.settings import Settings


def translation(settings: Settings, library: Library, article: Article) -> Iterator[Problem]:
    """Places of a translation that still wait, and blocks that its original has more."""
    said = article.translation
    original = library.groups.get(article.key, {}).get(said.source_language) if said else None
    if original is None or article.withdrawn:
        return
    file = f"docs/{article.path}"
    waiting = list(translating.unfinished(article, original))
    text = (settings.docs / article.path).read_text(encoding="utf-8")
    at = len(text) - len(frontmatter.split(text)[1])
    for name, words in waiting:
        cure = "Translate it, and take the comment away." if name == "paragraph" else "Translate it."
        if name == "paragraph":
            at = max(text.find(words, at), at)
            line = text.count("\n", 0, at) + 1
            at += len(words)
        else:
            line = line_of(settings, article, name)
        yield Problem(file, line, "untranslated", f"The {name} is not translated: {words[:60]!r}.", cure)
    lags = said is not None and said.of is not None and said.of != translated.fingerprint(original)  # the page says so
    few = {} if waiting or lags else translating.lacking(article, original)
    if few:
        named = ", ".join(f"{count} × {kind.lower()}" for kind, count in few.items())
        message = (
            f"The translation has {len(article.body)} blocks, its original {len(original.body)}; it lacks {named}."
        )
        cure = f"Compare with docs/{original.path}; `parallel/` below the article's address shows both side by side."
        yield Problem(file, 1, "translation-lacks", message, cure)
