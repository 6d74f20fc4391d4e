"""The style sheets know what the templates, the Markdown extension and the scripts make, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import bunko
from bunko.markdown_extension.allowed import OWN_CLASSES

PACKAGE = Path(bunko.__file__).parent
ASSETS = PACKAGE / "theme/assets/bunko"
STYLED = {name for path in ASSETS.glob("*.css") for name in re.findall(r"[.#](bunko-[\w-]+)", path.read_text("utf-8"))}
HOOKS = {"bunko-quote__name", "bunko-quote__role"}
"""Classes for an archive's own style sheet; ours needs none for them."""


def test_every_class_and_id_of_the_style_sheet_is_in_use() -> None:
    makers = [*(PACKAGE / "theme").rglob("*.html"), *ASSETS.rglob("*.js")]
    texts = [path.read_text(encoding="utf-8") for path in makers]
    assert set(re.findall(r"bunko-[\w-]+", " ".join(texts))) | OWN_CLASSES >= STYLED


def test_what_the_extension_makes_has_a_look() -> None:
    assert OWN_CLASSES - STYLED == HOOKS


def test_every_rule_that_opens_is_closed_before_the_next_part() -> None:
    for path in ASSETS.glob("*.css"):
        parts = re.split(r"^(?=/\* --- )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        open_ones = [part.splitlines()[0] for part in parts if part.count("{") != part.count("}")]
        assert open_ones == [], path.name
