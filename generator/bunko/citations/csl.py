"""CSL-JSON: a list of one item, as citeproc and reference managers read it."""

from __future__ import annotations

import json
from typing import Any

from bunko.citations.names import read_name
from bunko.citations.work import Work


def csl_json(work: Work) -> str:
    """The list as indented JSON, with one line feed at its end."""
    return json.dumps([_item(work)], ensure_ascii=False, indent=2) + "\n"


def _item(work: Work) -> dict[str, Any]:
    day = work.day
    values: dict[str, Any] = {
        "id": work.key,
        "type": "article-newspaper",
        "title": work.title,
        "author": [_name(name) for name in work.authors],
        "translator": [_name(work.translator)] if work.translator else [],
        "original-title": work.original_title,
        "container-title": work.newspaper,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "section": work.section,
        "abstract": work.abstract,
        "keyword": ", ".join(work.keywords),
        "language": work.language,
        "archive": work.archive if work.address else None,
        "archive_location": work.address,
        "URL": work.url,
        "note": ". ".join(filter(None, [work.translation_kind, work.original if work.address else None])),
    }
    return {name: value for name, value in values.items() if value}


def _name(printed: str) -> dict[str, str]:
    name = read_name(printed)
    return {"literal": name.whole} if name.family is None else {"family": name.family, "given": name.given or ""}
