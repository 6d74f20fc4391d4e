"""Captures to pages: a batch in which each capture ends in one named outcome.

Writing goes capture, page, sidecar, each whole; a crash between two of them heals when the
import runs again. One bad capture never stops a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import bunko
from bunko import holdings, ownership, page, registers, sidecar
from bunko.captures import containers, reader, self_check
from bunko.captures.draft import Draft, explain
from bunko.captures.found import PassedOver, Unreadable
from bunko.captures.meter import Meter
from bunko.captures.readings import Reading, readings
from bunko.cataloguing import Catalogued, Supplied, catalogue
from bunko.deposit import Deposit
from bunko.errors import BunkoError, CaptureError, PageError
from bunko.faults import FAULTS, fault
from bunko.holdings import Held, Holdings
from bunko.identity import address_key
from bunko.nouns import Article, Capture, CaptureRecord
from bunko.outcome import Outcome
from bunko.prose import write_blocks
from bunko.registers import Registers
from bunko.settings import Settings
from bunko.sidecar import Sidecar
from bunko.succession import is_newer, same_content

__all__ = ["Outcome", "Supplied", "import_captures"]


def import_captures(  # noqa: PLR0913 - what few callers need is passed by keyword
    settings: Settings,
    paths: Iterable[str | Path],
    supplied: Supplied | None = None,
    *,
    dry_run: bool = False,
    jobs: int = 1,
    notice: Callable[[PassedOver], None] = lambda _: None,
    meter: Meter = lambda _: None,
) -> Iterator[Outcome]:
    """Import every capture at the paths; an outcome for each, as soon as it is known.

    Args:
        settings: of the archive.
        paths: files and folders; relative ones are relative to the current folder.
        supplied: what a person supplies for what a capture lacks.
        dry_run: read and decide everything, and write nothing.
        jobs: processes that read captures; the outcomes are the same for any number.
        notice: is told of each record of a container that holds no article.
        meter: is told of the bytes that are read.

    Raises:
        RegisterError: a register of the archive cannot be read.
        OSError: a page of the archive cannot be read.
    """
    batch = _Batch(
        deposit=Deposit(settings, dry_run),
        registers=registers.load(settings.archive),
        holdings=holdings.load(settings),
        supplied=supplied or Supplied(),
    )
    for reading in readings(containers.read_paths(paths, Path(), meter), batch.url_of, jobs):
        match found := reading.found:
            case Capture():
                yield batch.take(found, reading)
            case Unreadable(name, error):
                yield Outcome(name, "failed", error=error.text)
            case PassedOver():
                notice(found)


@dataclass(frozen=True)
class _Job:
    """One capture on its way: what it says, and what the archive knows of it."""

    capture: Capture
    draft: Draft
    supplied: Supplied
    catalogued: Catalogued
    sidecar: Sidecar | None

    @property
    def record(self) -> CaptureRecord:
        """What a page says of the capture."""
        return CaptureRecord(self.capture.sha256, captured=self.capture.captured, archived_at=self.draft.archived_at)

    def planned(self, path: PurePosixPath, older: tuple[CaptureRecord, ...] = ()) -> Article:
        """The article at its path, with the plan that rebuilds this capture."""
        return self_check.planned(replace(self.catalogued.article, path=path), self.draft, self.record, older)

    def outcome(
        self, kind: str, path: PurePosixPath, kept: tuple[str, ...] = (), failures: tuple[str, ...] = ()
    ) -> Outcome:
        """The outcome with all that was said on the way."""
        said = (f"kept as a person wrote it: {', '.join(kept)}",) if kept else ()
        return Outcome(
            self.capture.name,
            kind,
            page=_below_root(path),
            id=path.stem,
            missing=self.catalogued.missing,
            kept=kept,
            warnings=(*self.catalogued.warnings, *failures, *said),
            explanation=explain(self.draft),
        )


@dataclass
class _Batch:
    deposit: Deposit
    registers: Registers
    holdings: Holdings
    supplied: Supplied
    _seen: dict[str, str] = field(default_factory=dict)

    def url_of(self, capture: Capture) -> str | None:
        """The address that a person supplies for a capture, now or at an earlier import."""
        return self._supplied(self.deposit.sidecar(capture.sha256)).url

    def take(self, capture: Capture, reading: Reading) -> Outcome:
        """Import one capture."""
        try:
            return self._take(capture, reading)
        except BunkoError as error:
            return Outcome(capture.name, "failed", error=error.text)
        except OSError as error:
            failure = CaptureError(
                capture.name,
                "the import could not be written",
                found=f"{error.filename or 'the archive'}: {error.strerror or error}",
                cure="Make the archive writable, or room on its disk, and import again.",
            )
            return Outcome(capture.name, "failed", error=failure.text)
        except FAULTS as error:
            return Outcome(capture.name, "failed", error=fault(capture.name, error).text)

    def _take(self, capture: Capture, reading: Reading) -> Outcome:
        first = self._seen.setdefault(capture.sha256, capture.name)
        held = self.holdings.with_capture(capture.sha256)
        if first != capture.name and held is not None:
            return _duplicate(capture, held, f"the same bytes as {first}")
        job = self._job(capture, reading)
        source = self.holdings.with_capture(job.draft.made_of) if job.draft.made_of and held is None else None
        if source is not None:
            return _duplicate(capture, source, f"the record was made of its capture {job.draft.made_of}")
        folder = job.catalogued.folder
        held = self.holdings.with_capture(capture.sha256, folder)
        held = held or self.holdings.with_address(job.catalogued.article.url, folder)
        if held is None:
            return self._create(job)
        text, said = self._page(held)
        reason = _not_imported_into(said)
        if reason:
            return _duplicate(capture, held, reason)
        if capture.sha256 in held.captures[1:]:
            return job.outcome("unchanged", held.path)
        step = self._again if capture.sha256 in held.captures else self._further
        return step(job, held, text, said)

    def _supplied(self, known: Sidecar | None) -> Supplied:
        return self.supplied.over(Supplied.of(known.supplied) if known else Supplied())

    def _job(self, capture: Capture, reading: Reading) -> _Job:
        known = self.deposit.sidecar(capture.sha256)
        supplied = self._supplied(known)
        # A capture that stands twice in a batch was read before its first import told its address.
        draft = reading.result if reading.url == supplied.url else reader.read(capture, supplied.url)
        if not isinstance(draft, Draft):
            raise draft or CaptureError(capture.name, "the capture was not read")
        catalogued = catalogue(capture, draft, supplied, self.deposit.settings, self.registers)
        return _Job(capture, draft, supplied, catalogued, known)

    def _create(self, job: _Job) -> Outcome:
        """A page where there was none, unless its text stands on another one."""
        found = job.catalogued.article
        copied = self.holdings.with_text(write_blocks(found.body), job.catalogued.folder, self.deposit.body)
        if copied is not None:
            return _duplicate(job.capture, copied, "nearly the same text stands there under another address")
        key = self.holdings.key_for(found.url, job.capture.sha256, found.published, job.catalogued.folder)
        path = PurePosixPath(job.catalogued.folder, key + ".md")
        if self.deposit.has_page(path):
            raise _occupied(path, job.capture.name)
        article = job.planned(path)
        text = page.write(article)
        return self._finish(job, "created", ownership.Merged(article, text, (), ownership.hashes(text)))

    def _again(self, job: _Job, held: Held, text: str, said: Article) -> Outcome:
        """The page's newest capture once more."""
        machine = self_check.planned(
            replace(job.catalogued.article, path=held.path), job.draft, said.captures[0], said.captures[1:]
        )
        merged = ownership.merge(machine, said, text, job.sidecar.written if job.sidecar else None)
        kind = "updated" if merged.text != text else "kept" if merged.kept else "unchanged"
        if kind == "updated" or job.sidecar is None:
            return self._finish(job, kind, merged)
        self.deposit.put_capture(job.capture)
        return job.outcome(kind, held.path, merged.kept)

    def _further(self, job: _Job, held: Held, text: str, said: Article) -> Outcome:
        """Another capture of an article whose page is there; a page that a person made has none yet."""
        newest = self.deposit.sidecar(said.captures[0].sha256) if said.captures else None
        reason = _no_successor(job, said, newest)
        if reason:
            return _duplicate(job.capture, held, reason)
        machine = job.planned(held.path, tuple(replace(record, rebuild=None) for record in said.captures))
        written = newest.written if newest else None if said.captures else {}
        merged = ownership.merge(machine, said, text, written)
        return self._finish(job, "updated", merged)

    def _page(self, held: Held) -> tuple[str, Article]:
        text = self.deposit.page(held.path)
        try:
            return text, page.read(text, held.path)
        except PageError as error:
            raise PageError(
                error.place,
                error.problem,
                expected=error.expected or "a page that can be read, since what a person wrote there is to be kept",
                found=error.found,
                cure=f"{error.cure or 'Mend the page.'} Then import again.",
            ) from error

    def _finish(self, job: _Job, kind: str, merged: ownership.Merged) -> Outcome:
        """Check the page against the capture, then write capture, page and sidecar."""
        article, checked = merged.article, merged.text
        if merged.kept:
            # A page that a person edited cannot give the capture back; the machine's own is checked.
            checked = page.write(job.planned(article.path))
        failures = self_check.failures(job.draft, checked, article)
        self.deposit.put(job.capture, article.path, merged.text, self._sidecar(job, article, failures, merged.written))
        captures = tuple(entry.sha256 for entry in article.captures)
        self.holdings.add(Held(article.path, address_key(article.url), captures), write_blocks(article.body))
        return job.outcome(kind, article.path, merged.kept, failures)

    def _sidecar(self, job: _Job, article: Article, failures: tuple[str, ...], written: Mapping[str, str]) -> Sidecar:
        capture, changed = job.capture, job.catalogued.article.updated or job.catalogued.article.published
        return Sidecar(
            sha256=capture.sha256,
            container=sidecar.container_of(capture),
            container_sha256=capture.container_sha256,
            place=sidecar.place_in_archive(capture.name, self.deposit.settings.root.resolve()),
            address=job.catalogued.article.url,
            captured=capture.captured.isoformat() if capture.captured else None,
            updated=changed.isoformat() if changed else None,
            importer=bunko.__version__,
            page=_below_root(article.path),
            unreconciled=failures,
            left_out=job.draft.left_out,
            supplied=job.supplied.as_mapping(),
            written=written,
        )


def _not_imported_into(said: Article) -> str | None:
    """Why no capture changes this page; None where captures may."""
    if said.withdrawn:
        return "the page is withdrawn"
    return None if said.translation is None else "the page at this address is a translation"


def _no_successor(job: _Job, said: Article, newest: Sidecar | None) -> str | None:
    """Why a further capture of the article changes nothing; None where it goes before the page's newest."""
    found = job.catalogued.article
    reasons = (
        (found.language != said.language, f"the same article in {found.language}; the page is in {said.language}"),
        (job.draft.partial and bool(said.body), "the capture is cut, and the page has its text already"),
        (bool(said.captures) and same_content(found, said), "it says the same"),
        (
            bool(said.captures) and not is_newer(job.capture.captured, found, said, newest),
            "it is older than the page's newest capture",
        ),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _occupied(path: PurePosixPath, name: str) -> CaptureError:
    return CaptureError(
        name,
        f"{_below_root(path)} is there, and is no page of this article",
        cure="Rename that file, or give its page the article's url.",
    )


def _duplicate(capture: Capture, held: Held, reason: str) -> Outcome:
    place = _below_root(held.path)
    return Outcome(
        capture.name, "duplicate", page=place, id=held.path.stem, warnings=(f"duplicate of {place}: {reason}",)
    )


def _below_root(path: PurePosixPath) -> str:
    return f"docs/{path}"
