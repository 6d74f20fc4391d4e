"""Where an article came from: its captures, what the import left out of them, what a person changed since."""

from __future__ import annotations

import re
from pathlib import Path

from bunko import ownership, sidecar
from bunko.nouns import Article, CaptureRecord, Source
from bunko.printed_dates import printed
from bunko.sidecar import Sidecar
from bunko.stage.site import Site
from bunko.stage.view import Shape, filled
from bunko.strings import say
from bunko.web_address import web_address

_SHA256 = re.compile(r"[0-9a-f]{64}")
_KINDS = {"text dump": "text", "HTML page": "html", "JSON record": "json"}
_SHOWN, _FOLDED = 5, 100
"""Captures that a page shows at once, and those that it has with the folded ones; crawlers come daily."""

_WAYBACK = "https://web.archive.org/web/*/"


def captures_shape(site: Site, lang: str, article: Article) -> list[Shape]:
    """`captures` of an article's page, the first that are shown; a translation shows those of its original."""
    source = site.library.source(article)
    return [_capture(site, lang, source, record) for record in _records(site, article)[:_SHOWN]]


def _records(site: Site, article: Article) -> tuple[CaptureRecord, ...]:
    return article.captures or site.library.original(article.key).captures


def provenance_shape(site: Site, lang: str, article: Article) -> Shape:
    """`provenance` of an article's page: what is said of the article as a whole."""
    url = web_address(article.url)
    copies = any(web_address(record.archived_at) for record in article.captures)
    sidecars = (_sidecar(site, record) for record in article.captures)
    written = next((found.written for found in sidecars if found and found.written), None)  # one of them has it
    names = ownership.edited(article, written) if written else ()
    told = site.library.original_state(article)
    return filled(
        older=_older(site, lang, site.library.source(article), _records(site, article)),
        known=written is not None,
        edited=[{"name": name, "text": _field(lang, name)} for name in names],
        state=told and say(lang, f"provenance.state.{told.state}", date=printed(told.date, lang)),
        moved_to=told and web_address(told.url),
        wayback=_WAYBACK + url if url and (not copies or (told and told.state == "gone")) else None,
    )


def _older(site: Site, lang: str, source: Source | None, records: tuple[CaptureRecord, ...]) -> Shape | None:
    """The captures that are folded."""
    if len(records) <= _SHOWN:
        return None
    unlisted = len(records) - _FOLDED
    return filled(
        text=say(lang, "provenance.older", count=len(records) - _SHOWN),
        captures=[_capture(site, lang, source, record) for record in records[_SHOWN:_FOLDED]],
        unlisted=say(lang, "provenance.unlisted", count=unlisted) if unlisted > 0 else None,
    )


def _capture(site: Site, lang: str, source: Source | None, record: CaptureRecord) -> Shape:
    found = _sidecar(site, record)
    return filled(
        sha256=record.sha256,
        captured_text=record.captured and printed(record.captured, lang, source),
        archived_at=web_address(record.archived_at),
    ) | (_recorded(site, lang, found) if found else {})


def _recorded(site: Site, lang: str, found: Sidecar) -> Shape:
    """What the sidecar tells besides."""
    kind = _KINDS.get(found.container)
    return filled(
        kind=say(lang, f"capture.kind.{kind}") if kind else found.container,
        place=found.place,
        file=_file(site.settings.archive, found.sha256),
        record=f"archive/captures/{found.sha256}.json",
        left_out=len(found.left_out),
        unreconciled=len(found.unreconciled),
    )


def _sidecar(site: Site, record: CaptureRecord) -> Sidecar | None:
    return sidecar.read(site.settings.archive, record.sha256) if _SHA256.fullmatch(record.sha256) else None


def _file(archive: Path, sha256: str) -> str | None:
    """The kept capture, relative to the archive's root."""
    names = (f"{sha256}{extension}" for extension in sidecar.EXTENSIONS)
    return next((f"archive/captures/{name}" for name in names if (archive / "captures" / name).is_file()), None)


def _field(lang: str, name: str) -> str:
    """A field's name in words; a field that only this archive has keeps its own."""
    return say(lang, f"field.{name}") if name in ownership.NAMED else name
