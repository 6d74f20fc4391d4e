"""An archive's own files brought up to the Bunko that runs: what a person changed is left alone, and shown.

What Bunko wrote is known by its hash, in requirements/bunko-files.json.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from bunko import __version__
from bunko.errors import BunkoError
from bunko.filesystem import write_together
from bunko.init.archive import PIN, RECORD, machinery, pin, record
from bunko.settings import Settings

_LARGEST_RECORD = 1_000_000
_PINNED = re.compile(r"^bunko==\S+", re.MULTILINE)


class UpgradeError(BunkoError):
    """An archive cannot be upgraded."""


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one file.

    Attributes:
        place: from the archive's root.
        kind: `new`, `updated` or `removed`; `changed` where a person changed it and Bunko has another one now,
            `own` where a person changed or removed it and Bunko's is as before.
        content: to be written; absent where nothing is.
        difference: for `changed`: from the file as it stands to Bunko's, as a unified diff.
    """

    place: str
    kind: str
    content: bytes | None = None
    difference: str = ""


def plan(settings: Settings, take: Collection[str] = ()) -> list[Step]:
    """What an upgrade does, file by file; nothing is written.

    Args:
        settings: of the archive.
        take: places whose file is Bunko's from here on, whatever a person made of it.

    Raises:
        UpgradeError: no archive that `bunko init` made, a record that cannot be read, or a place of `take` is none.
        OSError: a file cannot be read.
    """
    root = settings.root
    if not (root / PIN).is_file():
        cure = "An archive made by `bunko init` pins its Bunko there. In a clone of Bunko, git brings the newer one."
        raise UpgradeError(str(root), f"there is no {PIN}", cure=cure)
    ours, known = machinery(list(settings.languages)), _record(root)
    if strange := sorted(set(take) - set(ours)):
        raise UpgradeError(
            strange[0], "no file that Bunko keeps up", expected=", ".join(sorted(ours)), cure="Name one."
        )
    steps = [_step(root, place, content, known.get(place), place in take) for place, content in sorted(ours.items())]
    steps += [_gone(root, place, digest) for place, digest in sorted(known.items()) if place not in ours]
    return [step for step in (*steps, *_pinned(root)) if step is not None]


def carry_out(settings: Settings, steps: Collection[Step]) -> None:
    """Write what a plan says, and then the record; a run that is broken off is made good by the next.

    Raises:
        OSError: a file cannot be written.
    """
    root, ours = settings.root, machinery(list(settings.languages))
    written = [(root / step.place, step.content) for step in steps if step.content is not None]
    write_together([(path, content) for path, content in written if content is not None])
    for step in steps:
        if step.kind == "removed":
            (root / step.place).unlink()
    write_together([(root / RECORD, record(ours))])


def _step(root: Path, place: str, content: bytes, known: str | None, take: bool) -> Step | None:
    """A file of ours; `known` is the hash of Bunko's last one."""
    before = _content(root, place)
    if before == content:
        return None
    if before is None:
        removed = known is not None and not take
        return Step(place, "own") if removed else Step(place, "new", content)
    if take or known == hashlib.sha256(before).hexdigest():
        return Step(place, "updated", content)
    if known == hashlib.sha256(content).hexdigest():
        return Step(place, "own")
    return Step(place, "changed", difference=_difference(place, before, content))


def _gone(root: Path, place: str, digest: str) -> Step | None:
    """A file that Bunko wrote once and writes no more."""
    before = _content(root, place)
    unchanged = before is not None and hashlib.sha256(before).hexdigest() == digest
    return Step(place, "removed") if unchanged else None


def _pinned(root: Path) -> Iterator[Step]:
    """The pin and its wheel, where another Bunko stands there; who replaced both by hand keeps what he put there."""
    text = (root / PIN).read_text(encoding="utf-8")
    ours = pin()
    wheel = next(place for place in ours if place != PIN)
    line = f"bunko=={__version__}"
    if line in text.split() and (root / wheel).is_file():
        return
    pinned = _PINNED.sub(line, text) if _PINNED.search(text) else ours[PIN].decode()
    for place, content in (ours | {PIN: pinned.encode()}).items():
        if _content(root, place) != content:
            yield Step(place, "updated" if (root / place).exists() else "new", content)
    for old in sorted((root / PIN).parent.glob("bunko-*.whl")):
        if old.name != Path(wheel).name:
            yield Step(old.relative_to(root).as_posix(), "removed")


def _content(root: Path, place: str) -> bytes | None:
    """A file's bytes; None where there is none.

    Raises:
        UpgradeError: a link stands there or above it: what it leads to is not the archive's.
    """
    path = root / place
    for one in (path, *(root / above for above in path.relative_to(root).parents[:-1])):
        if one.is_symlink():
            raise UpgradeError(place, "a link stands there", cure="Put a file of the archive's own in its place.")
    return path.read_bytes() if path.is_file() else None


def _record(root: Path) -> Mapping[str, str]:
    content = _content(root, RECORD)
    if content is None:
        return {}
    try:
        told = json.loads(content[:_LARGEST_RECORD])
        known = {place: digest for place, digest in told.items() if isinstance(digest, str) and _is_inside(place)}
    except (ValueError, AttributeError, RecursionError) as error:
        cure = "Restore it from the repository's history; without it, `bunko upgrade` takes every file for a person's."
        raise UpgradeError(RECORD, "it cannot be read", found=str(error)[:80], cure=cure) from error
    if len(known) < len(told):
        raise UpgradeError(RECORD, "it names files that Bunko never wrote", cure="Restore it from the history.")
    return known


def _is_inside(place: str) -> bool:
    parts = Path(place).parts
    return bool(parts) and ".." not in parts and not Path(place).is_absolute() and parts[0] not in ("docs", "archive")


def _difference(place: str, before: bytes, after: bytes) -> str:
    old, new = (content.decode("utf-8", "replace").splitlines(keepends=True) for content in (before, after))
    lines = unified_diff(old, new, place, f"{place} (Bunko {__version__})")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
