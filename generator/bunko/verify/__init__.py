"""Every claim of an archive, checked: captures by their hashes, pages by their captures, a site by its manifest."""

from __future__ import annotations

from collections.abc import Iterator

from bunko import holdings
from bunko.captures.meter import Meter
from bunko.settings import Settings
from bunko.verify.files import named_by_hash
from bunko.verify.kept import Kept
from bunko.verify.manifest import verify_site
from bunko.verify.origins import origins
from bunko.verify.pages import pages
from bunko.verify.verdict import Verdict

__all__ = ["Verdict", "verify", "verify_site"]


def verify(settings: Settings, *, jobs: int = 1, meter: Meter = lambda _: None) -> Iterator[Verdict]:
    """A verdict on everything in an archive that can be checked, as soon as it is known. Nothing is written.

    Args:
        settings: of the archive.
        jobs: processes that read captures; the verdicts are the same for any number.
        meter: is told of the bytes that are read.

    Raises:
        RegisterError: a register of the archive cannot be read.
        OSError: the archive's folders cannot be read.
    """
    held, kept = holdings.load(settings), Kept(settings.archive)
    yield from kept.verdicts(held, meter)
    for verdict in origins(settings.root, kept, meter):
        if verdict.state != "sound" or verdict.kind == "container":
            yield verdict
    yield from pages(settings, held, kept, jobs)
    yield from named_by_hash(settings, meter)
