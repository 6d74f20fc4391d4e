"""The corpus as other builders want it, each set up for what Bunko's site has too, where the builder can do it.

Material and Zensical: articles out of the navigation, search and tags (Zensical without tags: its plugin took 4.2 GB).
Pelican: tags, archives, Atom feeds; it has no search. Hugo: tags, related articles, RSS; a minimal theme, no search.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from corpus import Text

MATERIAL = """site_name: Corpus
site_url: https://bunko.example.org/
theme: {{name: material, language: ja}}
plugins: [{plugins}]
nav: [index.md]
validation: {{nav: {{omitted_files: ignore}}}}
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, tables, pymdownx.superfences]
"""

PELICAN = """SITENAME = "Corpus"
SITEURL = "https://bunko.example.org"
PATH = "content"
TIMEZONE = "Asia/Tokyo"
DEFAULT_LANG = "ja"
THEME = "simple"
ARTICLE_URL = "{lang}/articles/{slug}/"
ARTICLE_SAVE_AS = "{lang}/articles/{slug}/index.html"
ARTICLE_LANG_URL = ARTICLE_URL
ARTICLE_LANG_SAVE_AS = ARTICLE_SAVE_AS
DEFAULT_PAGINATION = 50
FEED_ALL_ATOM = "feeds/all.atom.xml"
TAG_FEED_ATOM = "feeds/tags/{slug}.atom.xml"
"""

HUGO = """baseURL = "https://bunko.example.org/"
title = "Corpus"
defaultContentLanguage = "ja"
defaultContentLanguageInSubdir = true
[languages.ja]
weight = 1
[languages.zh]
weight = 2
[taxonomies]
tag = "tags"
[pagination]
pagerSize = 50
[related]
threshold = 80
includeNewer = true
[[related.indices]]
name = "tags"
weight = 100
[[related.indices]]
name = "date"
weight = 10
"""

BASE = """<!doctype html><html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8">
<title>{{ .Title }}</title>
<meta name="viewport" content="width=device-width"><link rel="canonical" href="{{ .Permalink }}">
{{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" href="{{ .Permalink }}">{{ end }}
{{ range .Translations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">{{ end }}
</head><body><header><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a></header>
{{ block "main" . }}{{ end }}</body></html>
"""
SINGLE = """{{ define "main" }}<main><h1>{{ .Title }}</h1><time>{{ .Date }}</time><p>{{ .Description }}</p>
{{ .Content }}
<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<ul>{{ range first 6 (site.RegularPages.Related .) }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</main>{{ end }}
"""
LIST = """{{ define "main" }}<main><h1>{{ .Title }}</h1><ul>{{ range (.Paginate .RegularPages).Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time>{{ .Date }}</time><p>{{ .Description }}</p></li>{{ end }}</ul>
{{ with .Paginator.Prev }}<a href="{{ .URL }}">-</a>{{ end }}
{{ with .Paginator.Next }}<a href="{{ .URL }}">+</a>{{ end }}
</main>{{ end }}
"""


def material(folder: Path, texts: Iterable[Text], plugins: str = "search, tags") -> None:
    _pages(folder / "docs", texts, ".md", _front)
    (folder / "docs" / "index.md").write_text("# Corpus\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(MATERIAL.format(plugins=plugins), encoding="utf-8")


def zensical(folder: Path, texts: Iterable[Text]) -> None:
    material(folder, texts, "search")


def pelican(folder: Path, texts: Iterable[Text]) -> None:
    def front(text: Text) -> str:
        lines = [f"Title: {text.title}", f"Date: {text.published:%Y-%m-%d %H:%M}", f"Slug: {text.id}"]
        return "\n".join(
            [*lines, f"Lang: {text.language}", f"Tags: {', '.join(text.tags)}", f"Summary: {text.description}", ""]
        )

    _pages(folder / "content", texts, ".md", front)
    (folder / "pelicanconf.py").write_text(PELICAN, encoding="utf-8")


def hugo(folder: Path, texts: Iterable[Text]) -> None:
    for text in texts:
        place = folder / "content" / "articles" / text.folder / f"{text.id}.{text.language}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_front(text) + "\n\n".join(text.blocks), encoding="utf-8")
    (folder / "hugo.toml").write_text(HUGO, encoding="utf-8")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name, content in (("baseof", BASE), ("single", SINGLE), ("list", LIST)):
        (layouts / f"{name}.html").write_text(content, encoding="utf-8")


def _front(text: Text) -> str:
    lines = [f'title: "{text.title}"', f"date: {text.published.isoformat()}", f'description: "{text.description}"']
    return "\n".join(["---", *lines, "tags:", *(f"- {tag}" for tag in text.tags), "---", "", ""])


def _pages(folder: Path, texts: Iterable[Text], ending: str, front: Callable[[Text], str]) -> None:
    for text in texts:
        place = folder / text.language / "articles" / text.folder / f"{text.id}{ending}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(front(text) + "\n\n".join(text.blocks), encoding="utf-8")


WRITERS: Mapping[str, Callable[[Path, Iterable[Text]], None]] = {
    "material": material,
    "zensical": zensical,
    "pelican": pelican,
    "hugo": hugo,
}
COMMANDS = {
    "bunko": ["mkdocs", "build", "--quiet"],
    "material": ["mkdocs", "build", "--quiet"],
    "zensical": ["zensical", "build"],
    "pelican": ["pelican", "content", "-o", "site", "-s", "pelicanconf.py", "--quiet"],
    "hugo": ["hugo", "--destination", "site", "--quiet"],
}


def command(builder: str, folder: Path | None) -> list[str] | None:
    """How a builder is called: from `folder`, else from beside this Python, else from the path; None without it."""
    name, *arguments = COMMANDS[builder]
    beside = Path(sys.executable).parent
    places = [folder] if folder and builder != "bunko" else [beside]
    found = next((place / name for place in places if (place / name).is_file()), None) or shutil.which(name)
    return [str(found), *arguments] if found else None
