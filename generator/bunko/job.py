"""One capture on its way through the import: what it says, and what the archive knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import bunko
from bunko import page, sidecar, sightings
from bunko.captures import self_check
from bunko.captures.draft import Draft, explain
from bunko.cataloguing import Catalogued, Supplied
from bunko.differences import Gaps
from bunko.holdings import Held
from bunko.identity import address_key
from bunko.nouns import Article, Capture, CaptureRecord
from bunko.outcome import Outcome
from bunko.sidecar import Sidecar

NO_GAPS = Gaps()


@dataclass(frozen=True)
class Job:
    """A capture, its draft, and the article as this archive would hold it.

    Attributes:
        known: the sidecar of an earlier import.
    """

    capture: Capture
    draft: Draft
    supplied: Supplied
    catalogued: Catalogued
    known: Sidecar | None

    @property
    def folder(self) -> str:
        """The site's language."""
        return self.catalogued.folder

    @property
    def address(self) -> str | None:
        """Where it was captured, else the article's address that it tells."""
        return self.capture.address or self.catalogued.article.url

    def record(self, url: str | None) -> CaptureRecord:
        """What a page with this address says of the capture."""
        return record_of(self.sidecar(Path()), url, self.draft.archived_at)

    def planned(self, path: PurePosixPath, older: tuple[CaptureRecord, ...] = (), url: str | None = None) -> Article:
        """The article at its path, with the plan that rebuilds this capture.

        Args:
            path: below docs/.
            older: the captures behind this one.
            url: the address that the page has; None for the capture's own.
        """
        article = self.catalogued.article
        record = self.record(url or article.url)
        return self_check.planned(replace(article, path=path), self.draft, record, older)

    def failures(self, path: PurePosixPath) -> tuple[str, ...]:
        """What does not follow from the page that this capture alone would make."""
        article = self.planned(path)
        return self_check.failures(self.draft, page.write(article), article)

    def says(self) -> tuple[str, ...]:
        """Names of the fields, and `body`, that the capture tells."""
        article = self.catalogued.article
        told = {name for name in page.fields(article) if name not in {"title", "captures"}}
        told |= {"title"} if self.draft.title or self.supplied.title else set()
        told |= {"body"} if article.body else set()
        return tuple(sorted(told))

    def sidecar(
        self, root: Path, page_path: str = "", failures: tuple[str, ...] = (), written: Mapping[str, str] | None = None
    ) -> Sidecar:
        """The record of this capture, joined with what is known of earlier sightings of its bytes."""
        mine = self.sighting(root)
        return sightings.joined(replace(mine, page=page_path, unreconciled=failures, written=written or {}), self.known)

    def sighting(self, root: Path) -> Sidecar:
        """The record of this capture as it came this time."""
        changed = self.catalogued.article.updated or self.catalogued.article.published
        return Sidecar(
            sha256=self.capture.sha256,
            container=sidecar.container_of(self.capture),
            container_sha256=self.capture.container_sha256,
            place=sidecar.place_in_archive(self.capture.name, root),
            address=self.address,
            captured=self.capture.captured.isoformat() if self.capture.captured else None,
            updated=changed.isoformat() if changed else None,
            language=self.catalogued.article.language,
            partial=self.draft.partial,
            says=self.says(),
            importer=bunko.__version__,
            left_out=self.draft.left_out,
            supplied=self.supplied.as_mapping(),
        )

    def outcome(
        self,
        kind: str,
        path: PurePosixPath,
        *,
        gaps: Gaps = NO_GAPS,
        said: tuple[str, ...] = (),
        proposed: tuple[str, ...] = (),
    ) -> Outcome:
        """The outcome with all that was said on the way."""
        kept_said = (f"kept as a person wrote it: {', '.join(gaps.kept)}",) if gaps.kept else ()
        return Outcome(
            self.capture.name,
            kind,
            page=below_root(path),
            id=path.stem,
            missing=self.catalogued.missing,
            kept=gaps.kept,
            differences=gaps.shown,
            proposed_tags=proposed,
            warnings=(*said, *self.catalogued.warnings, *kept_said),
            explanation=explain(self.draft),
        )


def record_of(of: Sidecar, url: str | None, archived_at: str | None = None) -> CaptureRecord:
    """What a page with this address says of a capture."""
    elsewhere = of.address if address_key(of.address) not in {None, address_key(url)} else None
    return CaptureRecord(of.sha256, sightings.instant(of.captured), elsewhere, archived_at)


def below_root(path: PurePosixPath) -> str:
    """A page's path relative to the archive's root."""
    return f"docs/{path}"


def duplicate(capture: Capture, held: Held, reason: str) -> Outcome:
    """The outcome of a capture that changes nothing: what it is a duplicate of, and why."""
    place = below_root(held.path)
    return Outcome(
        capture.name, "duplicate", page=place, id=held.path.stem, warnings=(f"duplicate of {place}: {reason}",)
    )
