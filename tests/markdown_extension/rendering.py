"""Renders Markdown as the site does: with the extensions that mkdocs.yml names."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown
from mkdocs.utils.yaml import get_yaml_loader

SETTINGS = Path(__file__).parents[2] / "mkdocs.yml"


def site_markdown() -> Markdown:
    """Give a renderer with just the project's extensions and their options."""
    listed: list[Any] = yaml.load(SETTINGS.read_text(encoding="utf-8"), Loader=get_yaml_loader())[  # noqa: S506
        "markdown_extensions"
    ]
    configured = [entry if isinstance(entry, dict) else {entry: {}} for entry in listed]
    options = {name: given or {} for entry in configured for name, given in entry.items()}
    assert "bunko" in options
    return Markdown(extensions=list(options), extension_configs=options)


_MARKDOWN = site_markdown()


def render(text: str) -> str:
    """Give the HTML of a page; one renderer serves all, so that no page may leave anything behind."""
    return _MARKDOWN.reset().convert(text)


class Reader(HTMLParser):
    """What of a page's HTML reaches a browser: its text, and every element with its attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(markup)
        self.close()

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data
