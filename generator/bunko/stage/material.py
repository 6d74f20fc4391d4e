"""Material's style sheet and script under names that last: Material's own change with each version and engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from bunko.errors import StageError
from bunko.stage.piece import StagedFile

FOLDER = PurePosixPath("assets", "bunko", "material")
_FILES = {"main.css": "stylesheets/main.*.min.css", "bundle.js": "javascripts/bundle.*.min.js"}
_MAP = re.compile(rb"\n*(?:/\*|//)# sourceMappingURL=.*\s*\Z")


def material_files() -> Iterator[StagedFile]:
    """The files of the installed Material for MkDocs that the theme's pages ask for, whatever engine renders them.

    Raises:
        StageError: Material for MkDocs is not there, or without them.
    """
    spec = find_spec("material")
    for name, pattern in _FILES.items():
        found = [
            file
            for folder in (spec and spec.submodule_search_locations) or ()
            for file in sorted(Path(folder, "templates", "assets").glob(pattern))
        ]
        if len(found) != 1:
            raise StageError(
                "Material for MkDocs",
                "its files cannot be told",
                expected=f"one assets/{pattern}",
                found=f"{len(found)} files",
                cure="Install mkdocs-material anew, in a version that Bunko's requirements name.",
            )
        yield StagedFile(FOLDER / name, _MAP.sub(b"\n", found[0].read_bytes()))
