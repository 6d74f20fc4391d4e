"""Forms of a text in which its variants meet: for matching alone (search, tags, related). What is shown stays."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def han_variants() -> Mapping[int, str]:
    """For `str.translate`: each variant of a Han character (會, 会) to the one form that stands for all (会).

    One character becomes one character, and the result is stable: no form is a variant again. The table
    `han_variants.txt` says how it was made.
    """
    lines = (files("bunko") / "han_variants.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ") for line in lines if not line.startswith("#"))
    return {ord(variant): form for form, variants in pairs for variant in variants}


def fold(text: str) -> str:
    """NFKC, without case, each Han character in one form: 会談, 会谈 and 會談 are equal, and `ＳＬＩＭ` is `slim`.

    Folding a folded text changes nothing.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return folded.translate(han_variants())
