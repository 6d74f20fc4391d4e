"""The wheel that a new archive pins: Bunko as it runs, and what its locks say."""

from __future__ import annotations

import io
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from bunko.init.project import PLACE, SHARED
from bunko.init.wheel import NAME, wheel

ROOT = Path(__file__).parents[2]
BUILDERS_OWN = ("/RECORD", "/WHEEL")
"""Files in which each builder of wheels names itself, or orders lines in its way."""


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        found = {name: packed.read(name) for name in packed.namelist() if not name.endswith(BUILDERS_OWN)}
    told = next(name for name in found if name.endswith("/METADATA"))
    return found | {told: found[told].partition(b"\n\n")[0].rstrip()}  # without the README


def test_it_is_the_wheel_that_the_build_backend_makes(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT],
        check=True,
        capture_output=True,
    )
    built, packed = files((tmp_path / NAME).read_bytes()), files(wheel())
    assert sorted(packed) == sorted(built)
    assert [name for name in built if built[name] != packed[name]] == []


def test_it_is_the_same_in_every_run() -> None:
    assert wheel() == wheel()


def test_what_an_archive_gets_of_the_project_is_packed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packed = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert packed == {name: f"bunko/{PLACE}/{name}" for name in SHARED}
