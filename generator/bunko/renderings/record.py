"""The record of a built site: each page's rendering, and each file as it was put there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bunko.shelf import Shelf
from bunko.stamps import Stamp

VERSION = "3"
"""Of the record's form. A record of another version is as good as none."""


@dataclass(frozen=True, slots=True)
class Message:
    """What the engine said while it rendered a page: `logger` is the name of who said it, `level` Python's."""

    logger: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendered page, with all that it rests on but the environment.

    Attributes:
        source: SHA-256 of its staged source.
        probes: each place that was looked up among the files of the site, and whether it was there.
        messages: what was said, in order.
        anchors: the ids that others may link to.
        links: for each page linked to with an anchor, the anchors and the links as they are written.
        output: its file below the site's root; None where it came out empty.
    """

    source: str
    probes: Mapping[str, bool] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
    anchors: tuple[str, ...] = ()
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    output: str | None = None


@dataclass(frozen=True)
class Record:
    """All that a built site was made from.

    Attributes:
        environment: fingerprint of what shows on every page: templates, options, versions.
        pages: renderings by the page's staged place, `ja/about.md`.
        assets: the stage's digest of each staged file that is copied as it is, by its place.
        files: every file of the site by its place below the site's root.
    """

    environment: str = ""
    pages: Mapping[str, Rendering] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Stamp] = field(default_factory=dict)


def read(path: Path) -> Record:
    """The record at `path`; an empty one where there is none, or none that can be read."""
    value = _shelf(path).read_value()
    if value is None:
        return Record()
    environment, pages, assets, files = value
    return Record(environment, {name: _rendering(page) for name, page in pages.items()}, assets, files)


def write(path: Path, record: Record) -> None:
    """Write a record, whole or not at all."""
    pages = {name: _values(page) for name, page in record.pages.items()}
    _shelf(path).write_value((record.environment, pages, dict(record.assets), dict(record.files)))


def _shelf(path: Path) -> Shelf:
    return Shelf(path, "renderings", VERSION)


def _values(page: Rendering) -> tuple[object, ...]:
    """A rendering's fields in their order; `astuple` would copy all that they hold."""
    messages = [(message.logger, message.level, message.text) for message in page.messages]
    return page.source, page.probes, messages, page.anchors, page.links, page.output


def _rendering(values: tuple[Any, ...]) -> Rendering:
    source, probes, messages, anchors, links, output = values
    return Rendering(source, probes, tuple(Message(*message) for message in messages), anchors, links, output)
