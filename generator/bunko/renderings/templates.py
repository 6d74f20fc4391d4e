"""Our templates as MkDocs' environment runs them: what can be done once is done once.

Templates know nothing of it: an engine without it renders them to the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, find_undeclared
from jinja2.loaders import BaseLoader

from bunko.renderings.links import link_letter_by_letter
from bunko.renderings.parts import PARTS, is_ours, keep_parts

_LANGUAGE = "partials/language.html"
_WORDS = "partials/bunko/words.html"
_ICONS = ".icons/"
_NOTHING = object()
_OF_ANY_MAPPING = frozenset(dir(dict))


def make_ready(environment: Environment, theme: Path, linked: Iterable[str] = ()) -> None:
    """Have an environment render our templates in less time, to the same bytes.

    Args:
        environment: Jinja2's, before it loads a template.
        theme: the folder of our own templates.
        linked: addresses below the site's root that the shell links to, as `keep_parts` has them.
    """
    include_at_once(environment, theme)
    find_keys_first(environment)
    link_letter_by_letter(environment)
    say_once(environment, theme)
    keep_parts(environment, theme, linked)


def compile_all(environment: Environment, theme: Path) -> None:
    """Compile our templates now, for processes that are copied from this one: they share what `Compiled` keeps."""
    tables = (f"strings/{path.name}" for path in sorted((theme / "strings").glob("*.html")))
    for name in (*sorted(path.name for path in theme.glob("*.html")), *PARTS, _LANGUAGE, _WORDS, *tables):
        environment.get_template(name)


def include_at_once(environment: Environment, theme: Path) -> None:
    """Have templates compiled together with those of ours that they include, apart from `PARTS`.

    An include makes a context, a third of a page's time in all. A template that an archive overrides is included as
    Jinja does it, so that an error in it is told with its place.
    """
    loader = environment.loader
    if loader is not None:
        environment.code_generator_class = type("_Whole", (_Whole,), {"theme": theme, "loader": loader})


class _Whole(CodeGenerator):
    """Jinja2's generator of code, which puts what is included in the place of the includes."""

    theme: Path
    loader: BaseLoader

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802 - Jinja2's name
        self._put_in(node)
        super().visit_Template(node, frame)

    def _put_in(self, node: nodes.Node) -> None:
        for _, value in node.iter_fields():
            if isinstance(value, list):
                value[:] = [self._in_place_of(one) if isinstance(one, nodes.Include) else one for one in value]
        for child in node.iter_child_nodes():
            self._put_in(child)

    def _in_place_of(self, include: nodes.Include) -> nodes.Node:
        name = include.template.value if isinstance(include.template, nodes.Const) else None
        if not isinstance(name, str) or name in PARTS or include.ignore_missing or not include.with_context:
            return include
        try:
            source, place, _ = self.loader.get_source(self.environment, name)
        except LookupError:  # no such template, which Jinja says when a page asks for it
            return include
        if place is None or not (name.startswith(_ICONS) or Path(place).is_relative_to(self.theme)):
            return include
        included = self.environment.parse(source, name, place)
        asks_for_loop = find_undeclared(included.body, ["loop"])  # the includer's, which Jinja does not always give
        if asks_for_loop or included.find(nodes.Block) or included.find(nodes.Extends):
            return include
        return nodes.Scope(included.body, lineno=include.lineno, environment=self.environment)


def find_keys_first(environment: Environment) -> None:
    """Have `meta.title` looked up in a mapping at once; Jinja asks for an attribute first, and fails at each."""
    as_jinja: Callable[[object, str], object] = environment.getattr
    undefined = environment.undefined

    def found(of: object, name: str) -> object:
        if type(of) is dict and name not in _OF_ANY_MAPPING:
            value = of.get(name, _NOTHING)
            return undefined(obj=of, name=name) if value is _NOTHING else value
        try:
            return getattr(of, name)
        except AttributeError:
            return as_jinja(of, name)

    environment.getattr = found  # type: ignore[method-assign, assignment]


def say_once(environment: Environment, theme: Path) -> None:
    """Have each string of the interface asked for once in each language, and not on each page.

    What a language says follows from no page, whoever's the tables are: they are imported without one. An archive that
    overrides the template that asks them is asked each time.
    """
    if not is_ours(environment, _LANGUAGE, theme):
        return
    template = environment.get_template(_LANGUAGE)
    render = template.root_render_func
    said: dict[tuple[str, str], object] = {}

    def root(context: Any) -> Iterator[str]:
        yield from render(context)
        say, current = context.vars["say"], context.vars["current"]

        def kept(language: object, key: object) -> object:
            if type(language) is not str or type(key) is not str:
                return say(language, key)
            text = said.get((language, key))
            if text is None:
                text = said[language, key] = say(language, key)
            return text

        context.vars |= {"say": kept, "t": lambda key: kept(current, key)}

    template.root_render_func = root
