"""The containers that captures were taken out of, as far as they are here: their hashes, what stands at the offsets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from bunko.captures import containers
from bunko.captures.meter import Meter
from bunko.nouns import Capture
from bunko.sidecar import Sidecar
from bunko.verify.files import sha256_of
from bunko.verify.kept import Kept
from bunko.verify.verdict import Verdict

_RESTORE = "Restore it from the repository's history."
_CURE = "Restore the container, or take it away: the archive keeps the captures themselves."


def origins(root: Path, kept: Kept, meter: Meter) -> Iterator[Verdict]:
    """A verdict on each container, and on each capture of which the archive has the record alone.

    Args:
        root: the archive's folder, which places are relative to.
        kept: the captures of the archive.
        meter: is told of the bytes that are read.
    """
    by_container: dict[str, dict[str, Sidecar]] = defaultdict(dict)
    for sha256 in kept.recorded:
        record = kept.record(sha256)
        if record is None:
            if sha256 in kept.gone:
                what = "Only a record that cannot be read is left of this capture."
                yield Verdict("capture", f"archive/captures/{sha256}.json", "failed", what, _RESTORE)
            continue
        container = container_of(root, record) if record.container_sha256 else None
        if container is not None:
            by_container[container][record.place] = record
        elif sha256 in kept.gone:
            yield _absent(record)
        elif record.container_sha256:
            what = f"The {record.container} that it was taken out of is not here: {record.place}."
            yield Verdict("container", f"archive/captures/{sha256}.json", "absent", what)
    for name, records in sorted(by_container.items()):
        yield from _container(root, name, records, kept, meter)


def container_of(root: Path, record: Sidecar) -> str | None:
    """The file that a place lies in (`a.warc.gz` of `a.warc.gz@8379`, `a.wacz` of `a.wacz/archive/b.warc@1`)."""
    place = PurePosixPath(record.place.rpartition("@")[0] or record.place)
    if place.is_absolute() or ".." in place.parts:
        return None
    ways = [place, *place.parents][:-1]
    return next((str(way) for way in ways if (root / way).is_file()), None)


def _absent(record: Sidecar) -> Verdict:
    file = f"archive/captures/{record.sha256}.json"
    if record.container_sha256:
        what = f"Its bytes stand in a {record.container} that is not here: {record.place}, SHA-256 "
        return Verdict("capture", file, "absent", f"{what}{record.container_sha256}.", "Put the container there.")
    what = "Only the record is left of this capture."
    return Verdict("capture", file, "failed", what, _RESTORE)


def _container(root: Path, name: str, records: Mapping[str, Sidecar], kept: Kept, meter: Meter) -> Iterator[Verdict]:
    """A container whose hash is another one is no evidence; else what stands at each offset is looked at."""
    told = {record.container_sha256 for record in records.values()}
    found = sha256_of(root / name, meter)
    if told != {found}:
        what = f"It is not the file that {len(records)} captures were taken out of: its SHA-256 is {found}."
        yield Verdict("container", name, "failed", what, _CURE)
        return
    missing = dict(records)
    for capture in containers.read_paths([name], root):
        if isinstance(capture, Capture) and capture.name in missing:
            record = missing.pop(capture.name)
            if capture.sha256 != record.sha256:
                what = f"At {capture.name} there are other bytes than those of the capture {record.sha256}."
                yield Verdict("container", name, "failed", what, _CURE)
            elif otherwise := _told_otherwise(capture, record):
                cure = f"Restore the record from its history, or import {name} again."
                yield Verdict("capture", f"archive/captures/{record.sha256}.json", "failed", otherwise, cure)
            elif record.sha256 in kept.gone:
                yield Verdict("capture", f"archive/captures/{record.sha256}.json")
    for place, record in missing.items():
        what = f"At {place} there is no capture; {record.sha256} was taken from there."
        yield Verdict("container", name, "failed", what, _CURE)
    yield Verdict("container", name)


def _told_otherwise(capture: Capture, record: Sidecar) -> str:
    """Where the record does not say of address and time what the container says."""
    captured = capture.captured.isoformat() if capture.captured else None
    pairs = (("address", capture.address, record.address), ("time of capture", captured, record.captured))
    differing = [
        f"{what} {told} in the container, {kept} in the record" for what, told, kept in pairs if told and told != kept
    ]
    return f"{'; '.join(differing)}." if differing else ""
