"""Archived and contributed text is data: nothing of it acts on a reader's screen."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from bunko.markdown_extension import allowed
from bunko.markdown_extension.sanitiser import clean
from tests.markdown_extension.attacks import ATTACKS
from tests.markdown_extension.rendering import Reader, render, site_markdown
from tests.prose.texts import texts

_LOADS = {"src", "srcset", "poster", "data", "background", "action", "formaction", "style", "srcdoc", "xlink:href"}
_LOOKS = re.compile(r"mermaid|bunko-(?!quote|remote-image|image|align-|panel)")
_ADDRESS = re.compile(r"(?:https?|mailto|tel):|[^:]*(?:[/?#]|\Z)", re.IGNORECASE)


def _findings(markup: str) -> list[str]:
    """Name everything in the HTML that could act, fetch from elsewhere, or take a name of the theme."""
    found: list[str] = []
    for tag, attributes in Reader(markup).elements:
        if tag not in allowed.TAGS:
            found.append(f"<{tag}>")
        if tag == "input" and (attributes.get("type") != "checkbox" or "disabled" not in attributes):
            found.append("an input that works")
        for name, value in attributes.items():
            address = re.sub(r"[\x00-\x20]", "", value)
            if name.startswith(("on", "data-")) or name in {"name", "target", *_LOADS - {"src"}}:
                found.append(f"{tag} {name}")
            if name == "src" and (tag != "img" or re.match(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", address, re.IGNORECASE)):
                found.append(f"{tag} fetches {value}")
            if name in {"href", "cite"} and not _ADDRESS.match(address):
                found.append(f"{tag} leads to {value}")
            if (name == "id" and value.startswith(("__", "bunko-"))) or (name == "class" and _LOOKS.search(value)):
                found.append(f"{tag} takes {value}")
    return found


def test_there_are_many_attacks_and_each_would_be_found_without_the_sanitiser() -> None:
    unsafe = site_markdown()
    unsafe.postprocessors.deregister("bunko_sanitiser")
    harmless = [attack for attack in ATTACKS if not _findings(unsafe.reset().convert(attack))]
    assert len(ATTACKS) >= 60
    assert len(harmless) < len(ATTACKS) / 4  # some aim at what a browser mends, or at older engines


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
@pytest.mark.parametrize("place", ["{}", "前 {} 後", "- 前\n\n    {}", "> {}", "## {}", "<div>\n{}\n</div>"])
def test_nothing_acts(attack: str, place: str) -> None:
    page = place.replace("{}", attack)
    markup = render(page)
    assert _findings(markup) == []
    assert clean(markup) == markup  # a second reading mends nothing into something else


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_nothing_acts_in_the_table_of_contents(attack: str) -> None:
    markdown: Markdown = site_markdown()
    markdown.convert(f"## {attack}\n\n### 題 {{ data-toc-label='{attack}' }}")
    tokens = [token for top in markdown.toc_tokens for token in (top, *top["children"])]  # type: ignore[attr-defined]
    shown = [str(token[part]) for token in tokens for part in ("name", "html", "data-toc-label")]
    assert [finding for markup in shown for finding in _findings(markup)] == []


@given(st.lists(st.sampled_from(ATTACKS) | texts, max_size=4), st.sampled_from(["", "\n", "\n\n"]))
def test_nothing_acts_together(pieces: list[str], between: str) -> None:
    assert _findings(render(between.join(pieces))) == []


@given(texts)
def test_cleaning_changes_no_text(text: str) -> None:
    markup = text.replace("&", "&amp;").replace("<", "&lt;")
    assert Reader(clean(f"<p>{markup}</p>")).text == text


def test_cleaning_keeps_spaces_and_widths() -> None:
    text = "ＡＢＣ　ｶﾅ！？〜～・\u2003―\u3000"
    assert clean(f"<p>{text}&nbsp;\u00a0&#160;</p>") == f"<p>{text}&nbsp;&nbsp;&nbsp;</p>"
