"""Files of the project itself that a new archive gets too: they are kept once, and packed with Bunko."""

from __future__ import annotations

from pathlib import Path

import bunko

SHARED = (
    ".github/ISSUE_TEMPLATE",
    ".github/accept-intake.py",
    ".github/comment.py",
    ".github/gh.py",
    ".github/propose.py",
    ".github/pull_request_template.md",
    ".github/summary.py",
    ".github/workflows/check.yml",
    ".github/workflows/comment.yml",
    ".github/workflows/deploy-in-parts.yml",
    ".github/workflows/deploy.yml",
    ".github/workflows/intake.yml",
    ".vscode",
    "requirements/build.txt",
    "requirements/set-up",
    "requirements/site.txt",
    "zensical.yml",
)
"""Files and folders, by their place in the project. pyproject.toml puts them into the package."""

PLACE = "init/project"
"""Where they stand in the package."""

PACKAGE = Path(bunko.__file__).parent


def shared() -> dict[str, bytes]:
    """Each of these files by its place in the project."""
    root = _root()
    files = (file for place in SHARED for file in ([root / place, *sorted((root / place).rglob("*"))]))
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files if file.is_file()}


def _root() -> Path:
    """In the package; where Bunko runs from its own repository, the repository."""
    packed = PACKAGE / PLACE
    return packed if packed.is_dir() else PACKAGE.parents[1]
