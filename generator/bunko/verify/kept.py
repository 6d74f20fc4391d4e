"""The captures that an archive keeps: their bytes by their names, their records, the pages that name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bunko import sidecar
from bunko.captures.meter import Meter
from bunko.holdings import Holdings
from bunko.sidecar import Sidecar
from bunko.verify.files import is_hash, of_name
from bunko.verify.verdict import Verdict

_AGAIN = "Restore it from the repository's history, or import the capture again."


@dataclass
class Kept:
    """The files of `archive/captures/`.

    Attributes:
        sound: hashes of the captures whose bytes were found to be theirs.
    """

    archive: Path
    sound: set[str] = field(default_factory=set)

    @cached_property
    def files(self) -> dict[str, Path]:
        """The kept captures by their hashes, in order; what is not named as one is left out."""
        found = sorted((self.archive / "captures").glob("*"))
        return {path.stem: path for path in found if path.suffix in sidecar.EXTENSIONS and is_hash(path.stem)}

    @cached_property
    def others(self) -> list[Path]:
        """What lies there and is neither capture nor record."""
        found = sorted((self.archive / "captures").glob("[!.]*"))
        return [path for path in found if not is_hash(path.stem) or path.suffix not in (*sidecar.EXTENSIONS, ".json")]

    @cached_property
    def recorded(self) -> tuple[str, ...]:
        """Hashes of the captures that have a record, in order."""
        found = sorted((self.archive / "captures").glob("*.json"))
        return tuple(path.stem for path in found if is_hash(path.stem))

    def record(self, sha256: str) -> Sidecar | None:
        """The record of a capture, where there is one that can be read."""
        return sidecar.read(self.archive, sha256)

    @cached_property
    def gone(self) -> frozenset[str]:
        """Captures of which only the record is left."""
        return frozenset(self.recorded) - self.files.keys()

    def verdicts(self, held: Holdings, meter: Meter) -> Iterator[Verdict]:
        """A verdict on each kept capture, and on each that a page names and the archive does not hold."""
        for sha256, path in self.files.items():
            verdict = of_name("capture", f"archive/captures/{path.name}", path, meter)
            if verdict.state == "sound":
                self.sound.add(sha256)
                verdict = self._recorded(sha256, verdict.file, held)
            yield verdict
        for path in self.others:
            what = "It is no capture: its name is not its SHA-256, or its kind is none that an import keeps."
            yield Verdict("capture", f"archive/captures/{path.name}", "failed", what, "Take it away.")
        known = self.files.keys() | set(self.recorded)
        for page in held.pages.values():
            for sha256 in page.captures:
                if page.translated_from is not None or sha256 in known:
                    continue
                if page.withdrawn:
                    what = f"The capture {sha256} was erased with the withdrawn article; its hash alone is left."
                    yield Verdict("capture", f"docs/{page.path}", "erased", what)
                else:
                    what = f"It names the capture {sha256}, of which the archive has neither bytes nor record."
                    yield Verdict("page", f"docs/{page.path}", "failed", what, _AGAIN)

    def _recorded(self, sha256: str, place: str, held: Holdings) -> Verdict:
        record, page = self.record(sha256), held.with_capture(sha256)
        if record is None:
            what = f"Its record, archive/captures/{sha256}.json, is not there or cannot be read."
            return Verdict("capture", place, "failed", what, _AGAIN)
        if page is None:
            cure = "Import the capture again; to withdraw an article, keep its page: `status: withdrawn`."
            return Verdict("capture", place, "failed", "No page names it.", cure)
        if record.page != f"docs/{page.path}":
            what = f"Its record says that it is evidence of {record.page or 'no page'}; docs/{page.path} names it."
            return Verdict("capture", place, "failed", what, "Import the capture again.")
        return Verdict("capture", place)
