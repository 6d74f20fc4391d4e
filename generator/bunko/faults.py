"""Faults of Bunko itself that one capture brings to light."""

from __future__ import annotations

import traceback
from pathlib import Path

from bunko.errors import CaptureError
from bunko.frontmatter import FrontmatterError

FAULTS = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError, FrontmatterError)
"""What code that meets input that nobody foresaw raises: the capture's failure, since the rest of the batch may be
well. What tells of the machine or of the person (memory, an interrupt) ends the batch."""


def fault(name: str, error: Exception) -> CaptureError:
    """The failure of a capture, with the place in the code."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return CaptureError(
        name,
        "a fault of Bunko stopped the import of this capture",
        found=f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}: {str(error)[:200]}",
        cure="Please report it with the capture and its page; the other captures are imported all the same.",
    )
