"""Pages that the stage makes, by the promise of their addresses: a text may link to them."""

from __future__ import annotations

from bunko.library import Library


def derived_pages(library: Library) -> frozenset[str]:
    """Their places below a language's folder: `tags/moon/index.md`."""
    folders = {"articles", "tags", "sources", "stories", "timeline", "translations", "data", "search"}
    for article in library.published:
        year, month = article.period
        folders |= {f"articles/{year}", *([f"articles/{year}/{month}"] if month else [])}
        folders |= {f"{article.key}/parallel"} if len(library.groups[article.key]) > 1 else set()
        folders |= {f"tags/{concept.id}" for concept in library.concepts(article)}
    folders |= {f"sources/{source}" for source in library.registers.sources}
    return frozenset(f"{folder}/index.md" for folder in folders)
