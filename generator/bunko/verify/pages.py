"""Pages against their captures: each capture is read again, and what the page says otherwise is an edit or a fault.

An edit is what is not as the importer last wrote it (`ownership`). All else must be as the captures say it now: the
import is run once more on what the archive keeps, without writing, and would change nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from bunko import ownership, page, sidecar, translated
from bunko.captures import containers
from bunko.captures.found import LIMIT, Found
from bunko.deposit import Deposit
from bunko.differences import Difference, differences
from bunko.errors import BunkoError
from bunko.evidence import not_imported_into
from bunko.holdings import Held, Holdings
from bunko.importer import Outcome, import_found
from bunko.nouns import Article, Capture
from bunko.settings import Settings
from bunko.verify.files import is_hash
from bunko.verify.kept import Kept
from bunko.verify.origins import container_of
from bunko.verify.verdict import Verdict

_CURE = (
    "See the page's history (`git log -p`); where this Bunko reads the capture better than the one that imported it, "
    "import the capture again."
)


@dataclass
class _Told:
    """What the captures of one page told, besides what stands on it."""

    differences: dict[str, Difference] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    """Hashes of the captures that were read again."""


def pages(settings: Settings, held: Holdings, kept: Kept, jobs: int) -> Iterator[Verdict]:
    """A verdict on each article's page.

    Args:
        settings: of the archive.
        held: its pages.
        kept: its captures, of which the sound ones are read.
        jobs: processes that read captures.
    """
    deposit = Deposit(settings, dry_run=True)
    told = dict[PurePosixPath, _Told]()
    queue = deque[str]()
    for outcome in import_found(deposit, _again(settings, kept, queue), jobs=jobs):
        sha256 = queue.popleft()
        found = held.with_capture(sha256)
        if found is not None:
            _note(told.setdefault(found.path, _Told()), sha256, outcome)
    for path, one in sorted(held.pages.items()):
        yield _page(settings, one, deposit, told.get(path, _Told()), withdrawn=held.withdrawn(one))


def _again(settings: Settings, kept: Kept, queue: deque[str]) -> Iterator[Found]:
    """The captures as they were imported; the hash of each goes into the queue."""
    for sha256, path in kept.files.items():
        record = kept.record(sha256) if sha256 in kept.sound else None
        if record is not None and path.stat().st_size <= LIMIT:
            capture = sidecar.kept_capture(record, path)
            if capture is not None:
                queue.append(sha256)
                yield capture
    wanted = {record.place: record for sha256 in sorted(kept.gone) if (record := kept.record(sha256))}
    names = {container_of(settings.root, record) for record in wanted.values()} - {None}
    for found in containers.read_paths(sorted(name for name in names if name), settings.root):
        if isinstance(found, Capture) and found.name in wanted and found.sha256 == wanted[found.name].sha256:
            queue.append(found.sha256)
            yield found


def _note(told: _Told, sha256: str, outcome: Outcome) -> None:
    told.read.add(sha256)
    for difference in outcome.differences:
        told.differences.setdefault(f"{difference.field} {difference.paragraph}", difference)
    if outcome.error is not None:
        told.failures.append(outcome.error)
    elif outcome.outcome in {"not an article", "created"}:
        told.failures.append(f"{outcome.capture}: read again, it makes no part of this page ({outcome.outcome}).")


def _page(settings: Settings, held: Held, deposit: Deposit, told: _Told, *, withdrawn: bool) -> Verdict:
    place = f"docs/{held.path}"
    try:
        text = (settings.docs / held.path).read_bytes().decode()
        article = page.read(text, held.path)
        if article.translation is not None:
            return _translation(settings, article, place, erased=withdrawn)
        if told.failures:
            return Verdict("page", place, "failed", "A capture of it cannot be read again.", "\n".join(told.failures))
        if not article.captures or not_imported_into(article):
            return Verdict("page", place)
        return _compared(article, text, deposit, told)
    except (BunkoError, OSError, UnicodeDecodeError) as error:
        cure = error.text if isinstance(error, BunkoError) else "Save it as UTF-8."
        return Verdict("page", place, "failed", "It cannot be read.", cure)


def _translation(settings: Settings, article: Article, place: str, *, erased: bool) -> Verdict:
    of = article.translation.of if article.translation else None
    if of and not (is_hash(of) and translated.place(settings.archive, of).is_file()):
        if erased and is_hash(of):
            what = f"The text {of} was erased with the withdrawn article; its hash alone is left."
            return Verdict("text", place, "erased", what)
        what = f"The text that it was translated from is not kept: {of}."
        return Verdict("page", place, "failed", what, "Restore archive/translated/ from the repository's history.")
    return Verdict("page", place)


def _compared(article: Article, text: str, deposit: Deposit, told: _Told) -> Verdict:
    records = [record for one in article.captures if (record := deposit.sidecar(one.sha256))]
    written = next((record.written for record in records if record.written), {})
    unread = sum(record.sha256 not in told.read for record in article.captures)
    if unread == len(article.captures):
        return Verdict("page", f"docs/{article.path}", "absent", "None of its captures is here to be read again.")
    edited = ownership.edited(article, written)
    anew = deposit.page(article.path)
    read = page.read(anew, article.path)
    otherwise = (*_otherwise(text, anew), *(("captures",) if _sightings(read) != _sightings(article) else ()))
    by_machine = ownership.NAMED.intersection(ownership.hashes(text)) - {*edited, *otherwise, "title"}
    untold = tuple(sorted(by_machine.difference(*(record.says for record in records))))
    if otherwise or untold:
        shown = (*differences(otherwise, read, article), *_alone(untold, article))
        return _failed(article, (*otherwise, *untold), shown)
    supplied = tuple(sorted({name for record in records for name in record.supplied} - set(edited)))
    if edited or supplied:
        return _by_person(article, edited, supplied, told, _unread(unread))
    return Verdict("page", f"docs/{article.path}", "absent" if unread else "sound", _unread(unread).strip())


def _by_person(
    article: Article, edited: tuple[str, ...], supplied: tuple[str, ...], told: _Told, unread: str
) -> Verdict:
    """What a person wrote on a page, or gave at its import for what the capture lacked."""
    names, known = (*edited, *supplied), tuple(told.differences.values())
    others = _alone([name for name in names if name not in {one.field for one in known}], article)
    parts = [f"edited {', '.join(edited)}"] * bool(edited) + [f"supplied {', '.join(supplied)}"] * bool(supplied)
    what = f"A person {' and '.join(parts)}.{unread}"
    return Verdict("page", f"docs/{article.path}", "edited", what, fields=names, differences=(*known, *others))


def _unread(count: int) -> str:
    return (
        f" Captures that are not here to be read again: {count}; what they alone tell is not checked." if count else ""
    )


def _otherwise(before: str, anew: str) -> tuple[str, ...]:
    """Names of what the import would write anew: its records call it the importer's, and no capture says it so."""
    if before == anew:
        return ()
    one, other = ownership.hashes(before), ownership.hashes(anew)
    return tuple(n for n in {**one, **other} if one.get(n) != other.get(n) and n in ownership.NAMED)


def _sightings(article: Article) -> list[tuple[object, ...]]:
    """When and where its captures were made, as a page says it; that is never a person's."""
    return [(record.sha256, record.captured, record.url) for record in article.captures]


def _alone(names: Iterable[str], article: Article) -> tuple[Difference, ...]:
    """What a page says of which no capture says anything."""
    return differences(names, Article(article.path, article.title, article.language), article)


def _failed(article: Article, names: tuple[str, ...], shown: tuple[Difference, ...]) -> Verdict:
    what = f"Nobody is known to have edited it, and its captures say otherwise: {', '.join(names)}."
    return Verdict("page", f"docs/{article.path}", "failed", what, _CURE, names, shown)
