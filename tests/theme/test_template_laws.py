"""Laws of the templates themselves: no words, no text unescaped, nothing from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

import bunko.theme

THEME = Path(bunko.theme.__file__).parent
TEMPLATES = sorted(path for path in THEME.rglob("*.html") if path.parent.name != "strings")
ENGINE = jinja2.Environment(autoescape=True)
MATERIAL = "{% macro t(key) %}{% endmacro %}"
TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SPOKEN = {"title", "aria-label", "alt", "placeholder", "content"}
# Values of <meta content> that no reader sees.
MACHINE = {"width=device-width,initial-scale=1", "light dark", "0; url=''"}
POLICY = "default-src 'none'; script-src 'self'; "


class Words(HTMLParser):
    """Collects what a reader sees or hears of an HTML text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        said = [value for name, value in attrs if name in SPOKEN and value and value not in MACHINE]
        self.found += [value for value in said if not value.startswith(POLICY)]

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


# What is HTML on purpose: rendered Markdown, and the owner's copyright line.
MARKUP = {"page.content", "config.copyright"}
# Who gives words of a table; `lang.say` and `lang.t` escape a language or a key that has no words (the next law).
SPEAKERS = {"lang.t", "lang.say", "words.say", "super", "material", "material_ja.t", "material_zh.t", "material_en.t"}
# JSON in a script element, which nothing but a `<` can end.
SCRIPT_DATA = [repr("<"), repr("\\u003c")]
TABLE = "(tables[language] or tables['en'])[key]"


def is_safe(node: nodes.Node) -> bool:  # noqa: PLR0911 - one for each way
    """Whether an expression of a template brings no text of a page or of the settings as HTML."""
    match node:
        case nodes.TemplateData() | nodes.Const() | nodes.Filter(name="e"):
            return True
        case nodes.Filter(name="tojson" | "script_tag"):  # both engines escape what could end a script element
            return True
        case nodes.Filter(name="safe", node=nodes.Filter(name="replace", args=[found, put])):
            return [written(found), written(put)] == SCRIPT_DATA
        case nodes.Filter(name="url"):
            return isinstance(node.node, nodes.Const)
        case nodes.Filter(name="replace", node=nodes.Node() as whole, args=[_, new]):
            return is_safe(whole) and is_safe(new)
        case nodes.CondExpr() | nodes.Or() | nodes.Concat():
            return all(is_safe(part) for part in node.iter_child_nodes(exclude=["test"]))
        case nodes.Call(node=called):
            return written(called) in SPEAKERS
        case _:
            return written(node) in MARKUP | {TABLE}


def written(node: nodes.Node) -> str:
    """A name, an attribute or an item as a template writes it."""
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=whole, attr=name):
            return f"{written(whole)}.{name}"
        case nodes.Getitem(node=whole, arg=item):
            return f"{written(whole)}[{written(item)}]"
        case nodes.Or(left=one, right=other):
            return f"({written(one)} or {written(other)})"
        case nodes.Const(value=value):
            return repr(value)
        case _:
            return repr(node)


def unescaped(template: str) -> list[str]:
    """The expressions of a template that are not safe."""
    outputs = ENGINE.parse(template).find_all(nodes.Output)
    return [repr(node) for output in outputs for node in output.nodes if not is_safe(node)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_what_a_page_says_is_escaped_and_stands_in_quotes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unescaped(text) == []
    assert not re.search(r"=\s*\{\{", text)


@pytest.mark.parametrize(
    "template",
    [
        "{{ entry.title }}",
        '{{ lang.t("x") | replace("{title}", entry.title) }}',
        '{{ entry.title | replace("{title}", lang.t("x")) }}',
        "{{ lang.site.title }}",
        "{{ lang.current ~ entry.url | e }}",
        "{{ entry.title or entry.name | e }}",
        "{{ (entry.title | e) | d(entry.name) }}",
        "{{ entry.url | url }}",
        "{% macro say(language, key) %}{{ language }}{% endmacro %}",
        "{% if x %}{{ 'a' if y else entry.title }}{% endif %}",
    ],
)
def test_what_is_not_escaped_would_be_found(template: str) -> None:
    assert unescaped(template)


@pytest.mark.parametrize("said", ["lang.say(nasty, 'language')", "lang.say('ja', nasty)", "lang.t('method.' ~ nasty)"])
def test_a_language_or_a_key_without_words_is_escaped(said: str) -> None:
    loader = jinja2.ChoiceLoader([jinja2.FileSystemLoader(THEME), jinja2.FunctionLoader(lambda _: MATERIAL)])
    engine = jinja2.Environment(loader=loader, autoescape=False)  # noqa: S701 - as MkDocs has it
    template = engine.from_string('{% import "partials/language.html" as lang with context %}{{ ' + said + " }}")
    html = template.render(config={"extra": {"bunko": {"languages": {"ja": {}}}}}, nasty='"><img onerror=act()>')
    assert "img" in html
    assert not set(html) & set("<>\"'")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_a_page_loads_nothing_of_a_third_party_and_runs_no_script_but_files_of_ours(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    data, file = r'type="application/ld\+json">', r"""src="\{\{ 'assets/bunko/[\w./-]+\.js' \| url \}\}"></script>"""
    settings = r'id="__config" type="application/json">'
    ours = rf"<script (?:{data}|{settings}|(?:type=\"module\" )?{file})"
    text = re.sub(ours, "", text)
    assert not re.search(r"<script|<iframe|javascript:|\bon\w+=|src=\"(?!\{\{)|<link[^>]*href=\"http", text)
