"""Laws of the templates themselves: no words, no text unescaped, nothing from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import bunko.theme

THEME = Path(bunko.theme.__file__).parent
TEMPLATES = sorted(path for path in THEME.rglob("*.html") if path.parent.name != "strings")
TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SPOKEN = {"title", "aria-label", "alt", "placeholder", "content"}
# Values of <meta content> that no reader sees.
MACHINE = {"width=device-width,initial-scale=1", "light dark"}


class Words(HTMLParser):
    """Collects what a reader sees or hears of an HTML text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        self.found += [value for name, value in attrs if name in SPOKEN and value and value not in MACHINE]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def literal_words(template: str) -> list[str]:
    """The words that stand in a template itself, outside of its tags."""
    words = Words()
    words.feed(TAG.sub("", template))
    words.close()
    return [text.strip() for text in words.found if re.search(r"\w", text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_no_word_stands_in_a_template(path: Path) -> None:
    assert literal_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "template", ["<p>Home {{ x }}</p>", '<a title="Home">{{ x }}</a>', '<nav aria-label="{{ x }} ナビ"></nav>']
)
def test_a_word_in_a_template_would_be_found(template: str) -> None:
    assert literal_words(template)


def unescaped(template: str) -> list[str]:
    """The expressions of a template that would bring text of a page or of the settings as HTML."""
    # Rendered Markdown and the owner's copyright line are HTML; counts are numbers of the stage.
    value = r"[\w. |]+ \| (?:e|string)|lang\.t\([^()]*\)"
    safe = re.compile(
        r"page\.content|config\.copyright|super\(\)|root|[\w.]+\.count|page\.meta\.counts\[kind\]"
        r"|lang\.(t|say)\((?:[^()]|\(.*?\))*?\)"
        rf'(?: \| replace\("\{{\w+\}}", (?:{value})\))*'
        r"|field \| replace\('role=.*"
        r"|.*\| e|[^|]+\| url|'\w+' if [^|]* else '\w+'"
    )
    return [tag for tag in re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", template) if not safe.fullmatch(tag)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_what_a_page_says_is_escaped(path: Path) -> None:
    tags = unescaped(path.read_text(encoding="utf-8"))
    assert path.name == "language.html" or tags == []


@pytest.mark.parametrize(
    "template", ["{{ entry.title }}", '{{ lang.t("x") | replace("{title}", entry.title) }}', "{{ lang.site.title }}"]
)
def test_what_is_not_escaped_would_be_found(template: str) -> None:
    assert unescaped(template)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_a_page_loads_nothing_of_a_third_party_and_no_script_of_ours(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script|<iframe|javascript:|\bon\w+=|src=\"(?!\{\{)|<link[^>]*href=\"http", text)
