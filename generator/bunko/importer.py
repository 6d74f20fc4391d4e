"""Captures to pages: a batch in which each capture ends in one named outcome.

Writing goes capture, page, sidecar, each whole; a crash between two of them heals when the
import runs again. One bad capture never stops a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from bunko import frontmatter, holdings, ownership, page, registers, sidecar
from bunko import __version__ as version
from bunko.captures import containers, reader, rebuild
from bunko.captures.draft import Draft
from bunko.cataloguing import Catalogued, Supplied, catalogue
from bunko.errors import BunkoError, CaptureError, PageError
from bunko.filesystem import write_whole
from bunko.holdings import Held, Holdings
from bunko.identity import address_key
from bunko.nouns import Article, Capture, CaptureRecord
from bunko.registers import Registers
from bunko.settings import Settings
from bunko.sidecar import Sidecar
from bunko.succession import is_newer, same_content

__all__ = ["Outcome", "Supplied", "import_captures"]


@dataclass(frozen=True)
class Outcome:
    """How the import of one capture ended.

    Attributes:
        capture: its name as it was given.
        outcome: `created`, `updated`, `unchanged`, `kept`, `duplicate` or `failed`.
        page: the page's path below the archive's root.
        id: the article's id.
        missing: names of fields that the capture lacks.
        kept: names of fields (and `body`) that a person wrote and the importer would write otherwise.
        warnings: what a person should know.
        error: the failure, with place and cure.
        explanation: where each field came from, one line each.
    """

    capture: str
    outcome: str
    page: str | None = None
    id: str | None = None
    missing: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str | None = None
    explanation: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The outcome as `json.dumps` takes it, with CONTRACT's names."""
        return {
            "capture": self.capture,
            "outcome": self.outcome,
            "page": self.page,
            "id": self.id,
            "missing": list(self.missing),
            "kept": list(self.kept),
            "warnings": list(self.warnings),
            "error": self.error,
        }


def import_captures(
    settings: Settings,
    paths: Iterable[str | Path],
    supplied: Supplied | None = None,
    *,
    dry_run: bool = False,
) -> Iterator[Outcome]:
    """Import every capture at the paths; an outcome for each, as soon as it is known.

    Args:
        settings: of the archive.
        paths: files and folders; relative ones are relative to the current folder.
        supplied: what a person supplies for what a capture lacks.
        dry_run: read and decide everything, and write nothing.

    Raises:
        RegisterError: a register of the archive cannot be read.
        SettingsError: never for a single capture.
    """
    batch = _Batch(
        settings, registers.load(settings.archive), holdings.load(settings), supplied or Supplied(), dry_run=dry_run
    )
    for found in containers.read_paths(paths, Path()):
        if isinstance(found, Capture):
            yield batch.take(found)
        else:
            yield Outcome(found.name, "failed", error=found.error.text)


@dataclass(frozen=True)
class _Job:
    """One capture on its way: what it says, and what the archive knows of it."""

    capture: Capture
    draft: Draft
    supplied: Supplied
    catalogued: Catalogued
    sidecar: Sidecar | None
    record: CaptureRecord

    def outcome(self, kind: str, path: PurePosixPath, **more: tuple[str, ...]) -> Outcome:
        warnings = (*self.catalogued.warnings, *more.pop("warnings", ()))
        lines = sorted(self.draft.lines.items(), key=lambda item: item[1])
        return Outcome(
            self.capture.name,
            kind,
            page=_below_root(path),
            id=path.stem,
            missing=self.catalogued.missing,
            warnings=warnings,
            explanation=tuple(f"{name}: line {line}" for name, line in lines),
            **more,
        )


@dataclass
class _Batch:
    settings: Settings
    registers: Registers
    holdings: Holdings
    supplied: Supplied
    dry_run: bool = False
    _seen: dict[str, str] = field(default_factory=dict)

    def take(self, capture: Capture) -> Outcome:
        """Import one capture."""
        try:
            return self._take(capture)
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

    def _take(self, capture: Capture) -> Outcome:
        first = self._seen.setdefault(capture.sha256, capture.name)
        held = self.holdings.with_capture(capture.sha256)
        if first != capture.name and held is not None:
            return _duplicate(capture, held, f"the same bytes as {first}")
        known = sidecar.read(self.settings.archive, capture.sha256)
        job = self._job(capture, known)
        url, folder = job.catalogued.article.url, job.catalogued.folder
        held = held or self.holdings.with_address(url, folder)
        if held is None:
            return self._create(job)
        if capture.sha256 in held.captures[1:]:
            return job.outcome("unchanged", held.path)
        return self._meet(job, held)

    def _job(self, capture: Capture, known: Sidecar | None) -> _Job:
        supplied = self.supplied.over(Supplied.of(known.supplied) if known else Supplied())
        draft = reader.read(capture, supplied.url)
        catalogued = catalogue(capture, draft, supplied, self.settings, self.registers)
        record = CaptureRecord(capture.sha256, captured=capture.captured)
        return _Job(capture, draft, supplied, catalogued, known, record)

    def _create(self, job: _Job) -> Outcome:
        """A page where there was none."""
        found = job.catalogued.article
        key = self.holdings.key_for(found.url, job.capture.sha256, found.published)
        path = PurePosixPath(job.catalogued.folder, key + ".md")
        if (self.settings.docs / path).exists():
            raise _occupied(path, job.capture.name)
        article = _planned(replace(found, path=path), job, ())
        text = page.write(article)
        return self._finish(job, "created", article, text, ownership.hashes(text))

    def _meet(self, job: _Job, held: Held) -> Outcome:
        """A page that is there: made from this capture, from another one of the article, or by a person."""
        file = self.settings.docs / held.path
        text = _read_page(file, held.path)
        said = page.read(text, held.path)
        machine = replace(job.catalogued.article, path=held.path)
        again = said.captures[:1] and said.captures[0].sha256 == job.capture.sha256
        if again:
            written = job.sidecar.written if job.sidecar else None
            machine = _planned(machine, job, said.captures[1:], kept=said.captures[0])
        else:
            newest = sidecar.read(self.settings.archive, said.captures[0].sha256) if said.captures else None
            reason = self._no_successor(job, said, newest)
            if reason:
                return _duplicate(job.capture, held, reason)
            written = newest.written if newest else ({} if said.captures == () else None)
            older = tuple(replace(record, rebuild=None) for record in said.captures)
            machine = _planned(machine, job, older)
        merged = ownership.merge(machine, said, text, written)
        new = page.write(merged.article, text)
        changed = new != text
        kind = "updated" if changed else "kept" if merged.kept else "unchanged"
        if again and not changed and job.sidecar is not None:
            self._heal_capture(job)
            return job.outcome(kind, held.path, kept=merged.kept, warnings=_kept(merged.kept))
        return self._finish(job, kind, merged.article, new, merged.written, kept=merged.kept)

    def _no_successor(self, job: _Job, said: Article, newest: Sidecar | None) -> str | None:
        """Why a further capture of the article changes nothing; None where it goes before the page's newest."""
        found = job.catalogued.article
        if said.translation is not None:
            return "the page at this address is a translation"
        if found.language != said.language:
            return f"the same article in another script ({found.language}; the page is {said.language})"
        if not said.captures:
            return None
        if job.draft.partial and said.body:
            return "the capture is cut, and the page has its text already"
        if same_content(found, said):
            return "it says the same"
        if not is_newer(job.capture.captured, found, said, newest):
            return "it is older than the page's newest capture"
        return None

    def _finish(
        self,
        job: _Job,
        kind: str,
        article: Article,
        text: str,
        written: dict[str, str] | object,
        kept: tuple[str, ...] = (),
    ) -> Outcome:
        """Check the page against the capture, then write capture, page and sidecar."""
        failures = _self_check(job, article, text, edited=bool(kept))
        record = Sidecar(
            sha256=job.capture.sha256,
            place=sidecar.place_in_archive(job.capture.name, self.settings.root.resolve()),
            address=article.url,
            captured=job.capture.captured.isoformat() if job.capture.captured else None,
            updated=_changed(job.catalogued.article),
            importer=version,
            page=_below_root(article.path),
            unreconciled=failures,
            left_out=job.draft.left_out,
            supplied=job.supplied.as_mapping(),
            written=dict(written),  # type: ignore[call-overload]
        )
        if not self.dry_run:
            sidecar.keep_capture(self.settings.archive, job.capture)
            write_whole(self.settings.docs / article.path, text)
            sidecar.write(self.settings.archive, record)
        captures = tuple(entry.sha256 for entry in article.captures)
        self.holdings.add(Held(article.path, address_key(article.url), captures))
        return job.outcome(kind, article.path, kept=kept, warnings=(*failures, *_kept(kept)))

    def _heal_capture(self, job: _Job) -> None:
        if not self.dry_run:
            sidecar.keep_capture(self.settings.archive, job.capture)


def _planned(
    article: Article, job: _Job, older: tuple[CaptureRecord, ...], kept: CaptureRecord | None = None
) -> Article:
    """The article with its captures, the newest with the plan that rebuilds it.

    Args:
        article: without captures.
        job: the capture.
        older: records of older captures.
        kept: the capture's record as the page has it, with what a person may have added.
    """
    plan = job.draft.rebuild
    if plan is not None:
        plan = rebuild.with_spaces(article, plan, job.draft.halves)
    record = replace(kept or job.record, rebuild=plan)
    return replace(article, captures=(record, *older))


def _self_check(job: _Job, article: Article, text: str, *, edited: bool) -> tuple[str, ...]:
    """What of the capture does not follow from the page's text.

    A page that a person edited cannot give the capture back; there, the page that the machine
    would have written is checked, so that the sidecar tells of the importer's own faults alone.
    """
    if edited:
        machine = _planned(replace(job.catalogued.article, path=article.path), job, ())
        text = page.write(machine)
    again = page.read(text, article.path)
    if job.draft.rebuild is None:
        return rebuild.not_found(again, job.draft.kept_lines)
    return rebuild.unreconciled(job.draft.halves, rebuild.halves(again))


def _read_page(file: Path, path: PurePosixPath) -> str:
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise PageError(_below_root(path), "the page is no UTF-8", cure="Save it in UTF-8, and import again.") from error
    except FileNotFoundError as error:
        raise PageError(_below_root(path), "the page went away during the import", cure="Import again.") from error
    try:
        frontmatter.read(text)
    except frontmatter.FrontmatterError as error:
        raise PageError(
            f"{_below_root(path)}:{error.line}",
            error.problem,
            expected="front matter that can be read, since what a person wrote there is to be kept",
            cure="Mend the YAML between the first two lines of `---`, and import again.",
        ) from error
    return text


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


def _kept(names: tuple[str, ...]) -> tuple[str, ...]:
    return (f"kept as a person wrote it: {', '.join(names)}",) if names else ()


def _changed(article: Article) -> str | None:
    instant = article.updated or article.published
    return instant.isoformat() if instant else None


def _below_root(path: PurePosixPath) -> str:
    return f"docs/{path}"
