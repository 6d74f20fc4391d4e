"""What of a site must be made again, and what still holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bunko.renderings.record import Record, Rendering
from bunko.stamps import Stamp


@dataclass(frozen=True)
class Plan:
    """A build's share of work.

    Attributes:
        pages: renderings that still hold, by the page's staged place; every other page is to be rendered.
        assets: staged files that the site already holds; every other one is to be copied.
        present: what stands in the site's folder.
    """

    pages: Mapping[str, Rendering]
    assets: frozenset[str]
    present: Mapping[str, Stamp] = field(default_factory=dict)


NOTHING_HOLDS = Plan({}, frozenset())


def plan(
    record: Record,
    environment: str,
    staged: Mapping[str, str],
    present: Mapping[str, Stamp],
    stands: Callable[[str], bool],
) -> Plan:
    """Compare what is staged with what a record says of the site.

    Args:
        record: of the last build into `site`.
        environment: today's fingerprint of what shows on every page.
        staged: a digest of every staged file by its place (`stage.Staged`).
        present: the files of the built site (`publication.standing`).
        stands: whether a place is among the files that a page may link to.
    """
    if record.environment != environment:
        return Plan({}, frozenset(), present)
    held = {name for name, stamp in record.files.items() if present.get(name) == stamp}
    pages = {
        name: rendering
        for name, rendering in record.pages.items()
        if rendering.source == staged.get(name)
        and (rendering.output is None or rendering.output in held)
        and all(stands(place) == there for place, there in rendering.probes.items())
    }
    assets = frozenset(name for name, digest in record.assets.items() if staged.get(name) == digest and name in held)
    return Plan(pages, assets, present)
