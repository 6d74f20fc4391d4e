"""Parts of the shell that are the same on many pages: each is rendered once for what shows on it.

Templates know nothing of this: an engine without it renders each part for each page, to the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

_FOLDER = "partials/bunko/"
PARTS = tuple(f"{_FOLDER}{name}.html" for name in ("navigation", "navigation-links", "search"))
"""Partials that show nothing but the language's words and links, seen from the page's address."""

_SEEN = ("partials/language.html", f"{_FOLDER}words.html", *PARTS, f"{_FOLDER}finder.html")

_REFERENCE = re.compile(r"""\{%-?\s*(?:include|import|extends|from)\b(?:\s+["']([^"']*)["'])?""")
"""What a template includes or imports; without a name in quotes that cannot be told."""

Key = tuple[object, ...]
Environment = Any
"""Jinja2's, which the engine brings."""


def keep_parts(environment: Environment, theme: Path, linked: Iterable[str]) -> None:
    """Have an engine's environment render each of `PARTS` once for each key.

    An archive that overrides one of them, or what it includes, is given its own on each page.

    Args:
        environment: Jinja2's, before it renders; its templates stay loaded.
        theme: the folder of our own templates.
        linked: addresses below the site's root that the parts link to, besides `<lang>/<name>/`.
    """
    if not all(is_ours(environment, name, theme) and _is_known(environment, name) for name in _SEEN):
        return
    depth = max((2, *(address.strip("/").count("/") + 1 for address in linked)))
    for name in PARTS:
        template = environment.get_template(name)
        template.root_render_func = _kept(template.root_render_func, depth)


def is_ours(environment: Environment, name: str, theme: Path) -> bool:
    """Whether a template is the one in our theme's folder, and not an archive's own."""
    if environment.loader is None:
        return False
    try:
        _, place, _ = environment.loader.get_source(environment, name)
    except LookupError:  # no such template
        return False
    return place is not None and Path(place) == theme / name


def _is_known(environment: Environment, name: str) -> bool:
    included = _REFERENCE.findall(environment.loader.get_source(environment, name)[0])
    return all(one in _SEEN or one.startswith((".icons/", "strings/", "partials/languages/")) for one in included)


def _kept(render: Callable[[Any], Iterator[str]], depth: int) -> Callable[[Any], Iterator[str]]:
    made: dict[Key, str] = {}

    def part(context: Any) -> Iterator[str]:
        key = _key(context, depth)
        if key is None:
            yield from render(context)
            return
        if key not in made:
            made[key] = "".join(render(context))
        yield made[key]

    return part


def _key(context: Any, depth: int) -> Key | None:
    """All that a part's bytes hang on while one site is built; None where that cannot be told.

    Relative links from an address to others of at most `depth` segments hang on its first `depth` segments and on
    how many it has.
    """
    page: Any = context.get("page")
    lang: Any = context.get("lang")
    if not page or lang is None:
        return None
    segments = page.url.split("/")
    return (lang.current, lang.meta.get("section_of_site"), tuple(segments[:depth]), len(segments))
