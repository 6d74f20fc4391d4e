"""When Python looks for circles of references: not among all that an archive says, which stays for a whole build."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """No search for circles of references: among hundreds of thousands of lists it takes a sixth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def spare_what_is_there() -> None:
    """Do not look again at what there is now, as long as the build goes on."""
    gc.freeze()


def collect_what_is_new() -> None:
    """Free what a build left, and do not look at what outlasted those before: a preview is served for days."""
    gc.collect(1)
    gc.unfreeze()
