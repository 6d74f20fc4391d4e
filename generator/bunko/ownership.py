"""What of a page is the machine's, and what a person's.

The importer remembers a hash of each front matter field and of the body as it last wrote them.
A field that still matches is the machine's, and so is one that neither side has; all else is a
person's: edited, added or removed. What is empty is not there. Hashes are of what is said, not of
how: line ends, blank lines between blocks and the YAML's looks do not make a page a person's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bunko import frontmatter, page
from bunko.nouns import Article, Block
from bunko.prose import read_blocks, write_blocks

BODY = "body"
_CAPTURES = "captures"
_PROPOSED = "proposed_tags"
_NOT_THE_TEXT = frozenset([_CAPTURES, _PROPOSED, "original", "aliases", "status", "reason", "translation"])
NAMED = frozenset({*page.ORDER, BODY} - _NOT_THE_TEXT)
"""Fields that a reader may be told of by name, where a person changed them."""

_DIGITS = 16
_ATTRIBUTES = {"date": "published"}


@dataclass(frozen=True)
class Merged:
    """The article as the page is to say it.

    Attributes:
        text: the page; the very one that was there, where it says the article already.
        kept: names of what a person wrote and the machine would write otherwise.
        written: hashes of what the importer wrote last, for the sidecar.
    """

    article: Article
    text: str
    kept: tuple[str, ...]
    written: Mapping[str, str]


def hashes(text: str) -> dict[str, str]:
    """The hash of each front matter field and of the body of a page, by name; what is empty has none.

    The captures have none: they are the importer's always, as are the files of images.

    Raises:
        FrontmatterError: the front matter cannot be read.
    """
    fields, body = frontmatter.read(text)
    return _hashed(fields, read_blocks(body))


def edited(article: Article, written: Mapping[str, str]) -> tuple[str, ...]:
    """Names of the fields, and of the body, that are not as the importer last wrote them, in the page's order.

    Args:
        article: as its page says it.
        written: hashes of what the importer wrote last, as `hashes` makes them.
    """
    found, before = _hashed(page.fields(article), article.body), _filled(written)
    names = dict.fromkeys([*page.ORDER, *sorted({*found, *before}, key=str), BODY])
    return tuple(name for name in names if name not in _NOT_THE_TEXT and found.get(name) != before.get(name))


def _hashed(fields: Mapping[str, Any], blocks: Sequence[Block]) -> dict[str, str]:
    no_fields = {BODY, _CAPTURES}
    said = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    said |= {"images": _without_files(said["images"])} if "images" in said else {}
    hashed = {str(name): _hash(value) for name, value in said.items() if name not in no_fields}
    return hashed | ({BODY: _hash(write_blocks(blocks).strip("\n"))} if blocks else {})


def _without_files(images: Any) -> Any:
    if not isinstance(images, list):
        return images
    return [
        {name: value for name, value in image.items() if name != "file"} if isinstance(image, Mapping) else image
        for image in images
    ]


def _hash(value: Any) -> str:
    text = json.dumps(_with_text_keys(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _with_text_keys(value: Any) -> Any:
    """The value with every key as text, since `true` beside text has no order."""
    if isinstance(value, Mapping):
        return {str(name): _with_text_keys(item) for name, item in value.items()}
    return [_with_text_keys(item) for item in value] if isinstance(value, list) else value


def merge(  # noqa: PLR0913 - what few callers need is passed by keyword
    machine: Article,
    said: Article,
    text: str,
    written: Mapping[str, str] | None,
    only: Collection[str] | None = None,
    *,
    alone: bool = False,
    healing: bool = False,
) -> Merged:
    """What the machine would write, laid under what a person wrote.

    A field that the machine no longer knows stays as it wrote it; proposed tags go where there are tags.
    A field or a body that is not there was taken out by a person only where the importer is known to have written it.

    Args:
        machine: the article as the capture tells it.
        said: the article as the page says it.
        text: the page.
        written: what the importer wrote last; None where nobody knows, and only what is just as
            the machine would write it now is the machine's.
        only: names of what the capture may tell; None for all.
        alone: what else the machine wrote goes, since it is in another script.
        healing: an import of this capture ended before all was written, so that what is just as
            the machine would write it now is the machine's too.
    """
    if said.tags or machine.tags:
        machine = replace(machine, proposed_tags=())  # whoever gave tags, nothing is proposed beside them
    wanted, found = page.fields(machine), hashes(text)
    fresh = hashes(page.write(machine))
    before = {name: fresh[name] for name in fresh if name in found} if written is None else _filled(written)
    names = [*page.ORDER, *sorted({*machine.extra, *said.extra}, key=str), BODY]
    mine = {name for name in names if found.get(name) == before.get(name)}
    mine |= {name for name in fresh if healing and found.get(name) == fresh[name]}
    would = {name for name in fresh if name != _CAPTURES and (name != BODY or machine.body)}
    would &= would if only is None else set(only)
    # A text that a person wrote stays in its language, with all that is said in it.
    theirs_in_another = BODY not in mine and bool(said.body) and machine.language != said.language
    takes = set() if theirs_in_another else {name for name in mine & would if name in wanted or name == BODY}
    kept = tuple(name for name in names if name in would - takes and fresh[name] != found.get(name))
    dropped = mine - would - {_CAPTURES} if alone and not theirs_in_another else set[str]()
    article = _taken(machine, said, takes | dropped | {_CAPTURES})
    if article.tags and _PROPOSED in mine:  # what one capture led to propose, another's tags make needless
        article = replace(article, proposed_tags=())
    onto = page.write(article, text)
    new = hashes(onto)
    remembered = {name: new[name] for name in new if name in mine and name != _CAPTURES}
    theirs = {name: before[name] for name in before if name not in mine and name != _CAPTURES}
    return Merged(article, onto, kept, dict(sorted((theirs | remembered).items())))


def _filled(written: Mapping[str, str]) -> Mapping[str, str]:
    """Without the hash of an empty body, which sidecars have had."""
    return {name: value for name, value in written.items() if (name, value) != (BODY, _hash(""))}


def _taken(machine: Article, said: Article, takes: set[str]) -> Article:
    """The page's article with the machine's values for some fields."""
    changes = {
        _ATTRIBUTES.get(name, name): getattr(machine, _ATTRIBUTES.get(name, name))
        for name in takes
        if name in page.ORDER or name == BODY
    }
    extra = {name: value for name, value in said.extra.items() if name not in takes}
    extra |= {name: value for name, value in machine.extra.items() if name in takes}
    return replace(said, **changes, extra=extra)
