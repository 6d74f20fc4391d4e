"""How much a run tells for being prose."""

from __future__ import annotations

import re

from bunko.captures.hypertext.runs import Run

_WIDE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SHORT = 25


def weight(run: Run) -> float:
    """What a run tells for being prose: its characters outside links, East Asian ones twice; 0 for a short one."""
    if run.prose is None:
        length = len(run.plain) + len(_WIDE.findall(run.plain))
        outside = length - 2 * run.linked * (length / max(1, len(run.plain)))
        run.prose = 0.0 if length < _SHORT or run.level else max(0.0, outside)
    return run.prose
