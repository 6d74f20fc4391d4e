"""Captures to pages: a batch in which each capture ends in one named outcome.

Writing goes capture, page, sidecar, each whole; a crash between two of them heals when the
import runs again. One bad capture never stops a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from bunko import holdings, ownership, page, registers, sightings
from bunko.captures import containers, self_check
from bunko.captures.draft import Draft
from bunko.captures.found import Found, PassedOver, Unreadable
from bunko.captures.meter import Meter
from bunko.captures.readings import Hints, Reading, read_one, readings
from bunko.cataloguing import Supplied, catalogue
from bunko.copies import Text
from bunko.deposit import Deposit
from bunko.errors import BunkoError, CaptureError, NoArticleError, PageError
from bunko.evidence import FOLLOWED, clash, evidence, gaps_of, not_imported_into
from bunko.faults import FAULTS, fault
from bunko.holdings import Held, Holdings
from bunko.identity import address_key
from bunko.illustration import Illustration, with_files
from bunko.job import Job, below_root, duplicate, record_of
from bunko.nouns import Article, Capture, CaptureRecord
from bunko.outcome import Outcome
from bunko.registers import Registers
from bunko.replacement import replacement
from bunko.settings import Settings
from bunko.sidecar import Sidecar
from bunko.succession import Standing, standing

__all__ = ["Outcome", "Supplied", "import_captures", "import_found"]


def import_captures(  # noqa: PLR0913 - what few callers need is passed by keyword
    settings: Settings,
    paths: Iterable[str | Path],
    supplied: Supplied | None = None,
    *,
    dry_run: bool = False,
    jobs: int = 1,
    notice: Callable[[PassedOver], None] = lambda _: None,
    meter: Meter = lambda _: None,
    tell: Callable[[str], None] = lambda _: None,
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
        tell: is told, at the end, of the images that were kept or refused.

    Raises:
        RegisterError: a register of the archive cannot be read.
        OSError: a page of the archive cannot be read.
    """
    deposit = Deposit(settings, dry_run)
    deposit.sweep()
    places = containers.read_paths(paths, Path(), meter)
    yield from import_found(deposit, places, supplied, jobs=jobs, notice=notice, tell=tell)


def import_found(  # noqa: PLR0913 - what few callers need is passed by keyword
    deposit: Deposit,
    places: Iterable[Found],
    supplied: Supplied | None = None,
    *,
    jobs: int = 1,
    notice: Callable[[PassedOver], None] = lambda _: None,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Outcome]:
    """Import what stands at places into a deposit; else as `import_captures`."""
    settings = deposit.settings
    batch = _Batch(
        deposit=deposit,
        registers=registers.load(settings.archive),
        holdings=holdings.load(settings),
        supplied=supplied or Supplied(),
        root=settings.root.resolve(),
        illustration=Illustration(deposit),
    )
    for reading in readings(places, batch.hints_of, jobs):
        match found := reading.found:
            case Capture():
                yield batch.take(found, reading)
            case Unreadable(name, error):
                yield Outcome(name, "failed", error=error.text)
            case PassedOver():
                batch.illustration.met(found)
                notice(found)
    batch.illustration.keep(tell)


@dataclass
class _Batch:
    deposit: Deposit
    registers: Registers
    holdings: Holdings
    supplied: Supplied
    root: Path
    illustration: Illustration

    def hints_of(self, capture: Capture) -> Hints:
        """What a person supplies for the reading of a capture, now or at an earlier import."""
        return _hints(self._supplied(self.deposit.sidecar(capture.sha256)))

    def take(self, capture: Capture, reading: Reading) -> Outcome:
        """Import one capture."""
        try:
            return self._take(capture, reading)
        except NoArticleError as error:
            return Outcome(capture.name, "not an article", warnings=(error.problem,))
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
        held = self.holdings.with_capture(capture.sha256)
        job = self._job(capture, reading)
        if held is not None and not self._is_last(job):
            return self._seen_again(job, held)
        source = self.holdings.with_capture(job.draft.made_of) if job.draft.made_of and held is None else None
        if source is not None:
            return duplicate(capture, source, f"the record was made of its capture {job.draft.made_of}")
        held = self.holdings.with_capture(capture.sha256, job.folder)
        held = held or self.holdings.with_address(job.catalogued.article.url, job.folder)
        held = held or self.holdings.with_address(capture.address, job.folder)
        held, copied = (held, False) if held else (self._copied(job), True)
        if held is None:
            return self._create(job)
        text, said = self._page(held)
        reason = not_imported_into(said)
        return duplicate(capture, held, reason) if reason else self._join(job, held, text, said, copied=copied)

    def _is_last(self, job: Job) -> bool:
        return sightings.is_last(job.sighting(self.root), job.known)

    def _seen_again(self, job: Job, held: Held) -> Outcome:
        """Bytes that are held already, captured at another time or place that goes before."""
        if job.known is not None:
            self.deposit.put_sidecars(replace(job.known, earlier=job.sidecar(self.root).earlier))
        return duplicate(job.capture, held, f"the same bytes as {job.known.place if job.known else held.path}")

    def _supplied(self, known: Sidecar | None) -> Supplied:
        return self.supplied.over(Supplied.of(known.supplied) if known else Supplied())

    def _job(self, capture: Capture, reading: Reading) -> Job:
        known = self.deposit.sidecar(capture.sha256)
        supplied = self._supplied(known)
        # A capture that stands twice in a batch was read before its first import told its address.
        hints = _hints(supplied)
        draft = reading.result if reading.hints == hints else read_one(capture, hints)
        if not isinstance(draft, Draft):
            raise draft or CaptureError(capture.name, "the capture was not read")
        catalogued = catalogue(capture, draft, supplied, self.deposit.settings, self.registers)
        return Job(capture, draft, supplied, catalogued, known)

    def _copied(self, job: Job) -> Held | None:
        """The page that has nearly the same text under another address."""
        found = job.catalogued.article
        return self.holdings.with_text(Text.of(found), job.folder, self.deposit.text)

    def _create(self, job: Job) -> Outcome:
        """A page where there was none."""
        found = job.catalogued.article
        key = self.holdings.key_for(found.url, job.capture.sha256, found.published, job.folder)
        path = PurePosixPath(job.folder, key + ".md")
        if self.deposit.has_page(path):
            raise _occupied(path, job.capture.name)
        article = job.planned(path)
        text = page.write(article)
        record = job.sidecar(
            self.root, below_root(path), self_check.failures(job.draft, text, article), ownership.hashes(text)
        )
        self.illustration.put(job.draft.held_images, article)
        self.deposit.put(job.capture, path, text, record)
        self._hold(article)
        return job.outcome("created", path, said=record.unreconciled, proposed=article.proposed_tags)

    def _join(self, job: Job, held: Held, text: str, said: Article, *, copied: bool) -> Outcome:
        """A capture of an article whose page is there: among the others in its place; the page follows the first."""
        sha256 = job.capture.sha256
        others = tuple(record for record in said.captures if record.sha256 != sha256)
        mine = job.sidecar(self.root, below_root(held.path))
        at = standing(mine, others, job.folder, said.url, self.deposit.sidecar)
        listed, written = sha256 in held.captures, self._written(said)
        if listed or copied or mine.partial or mine.language != said.language:
            at = replace(at, unsure=False)  # something else tells
        machine = with_files(self._machine(job, said, others, at), said)
        merged = ownership.merge(
            machine, said, text, written, at.tells, alone=at.alone, healing=listed and job.known is None
        )
        article, gaps = merged.article, gaps_of(merged, machine, said, at, written)
        news = replace(article, captures=()) != replace(said, captures=())
        if listed and merged.text == text and self._is_kept(mine, others, first=not at.at):
            self.illustration.put(job.draft.held_images, article)
            self.deposit.put_capture(job.capture)
            self.illustration.wants(article)
            kind = "kept" if gaps.kept else "unchanged"
            return job.outcome(kind, held.path, gaps=gaps, proposed=said.proposed_tags)
        mine = replace(mine, unreconciled=job.failures(held.path))
        self.illustration.put(job.draft.held_images, article)
        self.deposit.put(job.capture, held.path, merged.text, *self._sidecars(mine, others, at, merged))
        self._hold(article)
        again = listed and job.known is not None and not sightings.same(job.sighting(self.root), job.known)
        reason = f"the same bytes as {job.known.place}" if again and job.known else ""
        reason = reason or ("" if news or listed else evidence(mine, job.catalogued.article, said, at, copied=copied))
        kept = (f"kept as further evidence of {below_root(held.path)}: {reason}",) if reason else ()
        kept_by_person = gaps.kept and (listed or not at.at or at.unsure)
        kind = "updated" if news else "kept" if kept_by_person else "duplicate" if reason else "unchanged"
        said_of = (
            *kept,
            *((at.why or FOLLOWED,) if news and gaps.shown and at.unsure else ()),
            *clash(self.holdings.with_address(article.url, job.folder), held),
            *(() if at.at else mine.unreconciled),
        )
        found = job.outcome(kind, held.path, gaps=gaps, said=said_of, proposed=article.proposed_tags)
        return replace(found, replaced=replacement(said, article))

    def _machine(self, job: Job, said: Article, others: tuple[CaptureRecord, ...], at: Standing) -> Article:
        """The article as this capture tells it, with all captures in their order."""
        url = job.catalogued.article.url if "url" in at.tells and not at.at else None
        url = url or said.url
        if address_key(url) != address_key(said.url):
            others = tuple(self._relabelled(record, url) for record in others)
        if not at.at:
            bare = tuple(replace(record, rebuild=None) for record in others)
            return job.planned(said.path, bare, url)
        article = replace(job.catalogued.article, path=said.path)
        return replace(article, captures=(*others[: at.at], job.record(url), *others[at.at :]))

    def _relabelled(self, record: CaptureRecord, url: str | None) -> CaptureRecord:
        known = self.deposit.sidecar(record.sha256)
        return replace(record, url=record_of(known, url).url) if known else record

    def _written(self, said: Article) -> Mapping[str, str] | None:
        """What the importer wrote last onto a page; nothing onto one that a person made."""
        if not said.captures:
            return {}
        first = self.deposit.sidecar(said.captures[0].sha256)
        if first is not None and (first.written or len(said.captures) == 1):
            return first.written
        # An import ended between the page and its sidecar.
        second = self.deposit.sidecar(said.captures[1].sha256) if len(said.captures) > 1 else None
        return second.written if second is not None and second.written else None

    def _is_kept(self, mine: Sidecar, others: tuple[CaptureRecord, ...], *, first: bool) -> bool:
        """Whether the sidecars say all that they are to say."""
        known = self.deposit.sidecar(mine.sha256)
        behind = self.deposit.sidecar(others[0].sha256) if first and others else None
        if known is None or (behind is not None and behind.written) or (not first and known.written):
            return False
        names = ("captured", "earlier", "page", "says")
        return all(getattr(known, name) == getattr(mine, name) for name in names)

    def _sidecars(
        self, mine: Sidecar, others: tuple[CaptureRecord, ...], at: Standing, merged: ownership.Merged
    ) -> list[Sidecar]:
        """The sidecars to be written, this capture's own first; what the importer wrote stands in the first's."""
        first = self.deposit.sidecar(others[0].sha256) if others else None
        if not at.at:
            stale = [replace(first, written={})] if first is not None and first.written else []
            return [replace(mine, written=merged.written), *stale]
        return [*([replace(first, written=merged.written)] if first is not None else []), mine]

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

    def _hold(self, article: Article) -> None:
        self.illustration.wants(article)
        elsewhere = tuple(key for record in article.captures if (key := address_key(record.url)))
        captures = tuple(record.sha256 for record in article.captures)
        self.holdings.add(Held(article.path, address_key(article.url), captures, elsewhere), Text.of(article))


def _hints(supplied: Supplied) -> Hints:
    return Hints(supplied.url, supplied.title)


def _occupied(path: PurePosixPath, name: str) -> CaptureError:
    return CaptureError(
        name,
        f"{below_root(path)} is there, and is no page of this article",
        cure="Rename that file, or give its page the article's url.",
    )
