"""JSON Schemas (2020-12) of what people write: a page's front matter, and the registers.

They say what the reader of pages and registers says (tests hold them to each other), for editors and other programs;
what one field must be to another, and to the rest of the archive, `bunko check` says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bunko.page import ORDER
from bunko.page_fields import STATES
from bunko.registers import KINDS

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WRITTEN = ["string", "number", "boolean", "null"]
"""A text as YAML has it: the archive takes `123` and `no` for what stands there."""
_TEXT: Schema = {"type": _WRITTEN}
_TEXTS: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_INSTANT: Schema = {
    "type": ["string", "null"],
    "pattern": r"^\s*(|\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)? ?(Z|[+-]\d{2}:?\d{2}))?)\s*$",
}
_DAY: Schema = {"type": "string", "pattern": r"^\s*\d{4}-\d{2}-\d{2}\s*$"}
_NAMES: Schema = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,6}$"},
    "additionalProperties": {"type": "string", "minLength": 1},
}

_TOLD: Mapping[str, tuple[Schema, str]] = {
    "title": ({"type": ["string", "number", "boolean"], "minLength": 1}, "The title, as published."),
    "url": (_TEXT, "The original's address, https://…"),
    "original": (
        {
            "type": ["object", "null", "string"],
            "maxLength": 0,
            "properties": {"state": {"enum": list(STATES)}, "date": _DAY, "url": {"type": ["string", "null"]}},
            "required": ["state", "date"],
        },
        "How it stands with the original: alive, gone or moved, and the day that this is told of.",
    ),
    "date": (_INSTANT, "Published: an instant with offset (2023-10-20T16:00:00+09:00), or a day (2023-10-20)."),
    "updated": (_INSTANT, "Updated: an instant with offset, or a day."),
    "language": (
        {"type": ["string", "null"], "pattern": "^([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,6})?$"},
        "The text's language: ja, zh-Hans, zh-Hant.",
    ),
    "description": (_TEXT, "The source's own lead."),
    "authors": (_TEXTS, "Names, as signed."),
    "tags": (_TEXTS, "Ids of archive/tags.yml, names in any language, or new ones."),
    "proposed_tags": (_TEXTS, "What the importer proposes; move what is right to tags."),
    "section": (_TEXT, "The section, as the source calls it."),
    "genre": (_TEXT, "The kind of text: news, column, editorial."),
    "location": (_TEXT, "The place of the report."),
    "images": (
        {
            "type": ["array", "null", "string"],
            "maxLength": 0,
            "items": {"type": "object", "properties": dict.fromkeys(("url", "caption", "credit", "file"), _TEXT)},
        },
        "Photos: url, or file below docs/; caption, credit.",
    ),
    "source": (_TEXT, "The publisher: an id of archive/sources.yml."),
    "related_links": (_TEXTS, "Addresses that the source names as related."),
    "license": (_TEXT, "The ground of use."),
    "captures": (
        {
            "type": ["array", "null", "string"],
            "maxLength": 0,
            "items": {
                "type": "object",
                "properties": {**dict.fromkeys(("sha256", "url", "archived_at"), _TEXT), "captured": _INSTANT},
            },
        },
        "The captures that the page comes from; the importer writes them.",
    ),
    "translation": (
        {
            "type": ["object", "null", "string"],
            "maxLength": 0,
            "properties": {
                "from": {"type": ["string", "number", "boolean"], "minLength": 1},
                "of": _TEXT,
                "translator": _TEXT,
                "method": {"enum": ["human", "machine", "machine-edited", "", None]},
                "date": _INSTANT,
            },
            "required": ["from"],
        },
        "A translation: the language translated from, who translated, human, machine or machine-edited.",
    ),
    "aliases": (_TEXTS, "Former addresses, below the site's root."),
    "status": ({"enum": ["published", "withdrawn", "", None]}, "withdrawn takes the text away; give a reason."),
    "reason": (_TEXT, "Why the article is withdrawn, for readers."),
}


def article() -> Schema:
    """The front matter of an article's page; fields of one's own are welcome."""
    fields = {name: _TOLD[name][0] | {"description": _TOLD[name][1]} for name in ORDER}
    fields |= {"undated": {"type": "boolean", "description": "true says that nobody knows when it was published."}}
    return _root("Bunko: front matter of an article") | {"type": "object", "required": ["title"], "properties": fields}


def tags() -> Schema:
    """`archive/tags.yml`."""
    return _register(
        "Bunko: tags",
        {
            "names": _NAMES | {"description": "The name in each language."},
            "aliases": _TEXTS | {"description": "Other names."},
            "former": _TEXTS | {"description": "Former names and ids, whose addresses lead here."},
            "kind": {"enum": [*KINDS, "", None], "description": "What kind of thing it is."},
            "wikidata": {"type": ["string", "null"], "pattern": "^(Q[1-9][0-9]*)?$", "description": "The item's id."},
            "broader": _TEXT | {"description": "The id of the tag above it."},
        },
    )


def sources() -> Schema:
    """`archive/sources.yml`."""
    texts = {"anyOf": [{"type": ["null", "string"], "maxLength": 0}, _NAMES | {"minProperties": 0}]}
    return _register(
        "Bunko: sources",
        {
            "names": _NAMES | {"description": "The name in each language."},
            "homepage": _TEXT | {"description": "Its address."},
            "language": _TEXT | {"description": "The language that it writes in."},
            "zone": _TEXT | {"description": "The zone of its times: Asia/Tokyo."},
            "hosts": _TEXTS | {"description": "Hosts of its pages, by which an import knows it."},
            "license": _TEXT | {"description": "The ground of use of its texts."},
            "notes": texts | {"description": "What readers should know of it."},
            "owner": texts | {"description": "Who owns it."},
            "country": {"type": ["string", "null"], "pattern": "^([A-Z]{2})?$", "description": "ISO 3166-1: JP."},
            "state_affiliated": {"type": ["boolean", "null"], "description": "True, false, or left out where unknown."},
            "reference": {"type": ["string", "null"], "description": "Where that is said: https://…"},
        },
    )


def stories() -> Schema:
    """`archive/stories.yml`."""
    ids = _TEXTS | {"description": "Ids of articles: the last part of their addresses."}
    merge = _TEXTS | {"description": "Ids of stories that are part of this one."}
    fields = {
        "names": _NAMES | {"description": "The name in each language."},
        "articles": ids,
        "without": ids,
        "merge": merge,
    }
    return _register("Bunko: stories", fields)


def _register(title: str, fields: Schema) -> Schema:
    entry = {"type": "object", "required": ["names"], "properties": fields, "additionalProperties": False}
    return _root(title) | {"type": ["object", "null"], "additionalProperties": entry}


def _root(title: str) -> Schema:
    return {"$schema": DIALECT, "title": title}


SCHEMAS = {"article": article, "tags": tags, "sources": sources, "stories": stories}
"""By name, as `data/schema/<name>.json` and `.vscode/<name>.schema.json` have them."""


def written(name: str) -> str:
    """A schema as its file has it."""
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"
