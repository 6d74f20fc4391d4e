"""BCP 47 language tags, as far as an archive needs them."""

from __future__ import annotations

import re

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,6}")


def is_tag(text: str) -> bool:
    """Whether a text has the form of a language tag: `ja`, `zh-Hant`, `pt-BR`."""
    return _TAG.fullmatch(text) is not None
