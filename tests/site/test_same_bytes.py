"""The same input gives the same bytes: on any day, in any folder, locale and zone, on any number of cores."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

CLOCK = '''"""A clock that stands on another day; loaded before all else."""
import datetime, time

_AHEAD = {days} * 86400
for _name in ("time",):
    setattr(time, _name, lambda now=getattr(time, _name): now() + _AHEAD)
for _name in ("localtime", "gmtime"):
    setattr(time, _name, lambda at=None, of=getattr(time, _name): of(time.time() if at is None else at))
time.strftime = lambda form, at=None, of=time.strftime: of(form, time.localtime() if at is None else at)


class _Datetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)  # not so many days later: a summer time may end before

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()


class _Date(datetime.date):
    @classmethod
    def today(cls):
        return (datetime.datetime.now()).date()


datetime.datetime, datetime.date = _Datetime, _Date
'''


@dataclass(frozen=True)
class Place:
    """Where and when a command is run.

    Attributes:
        folder: below a temporary one.
        days: that the clock is ahead.
        environment: what is said to the process.
        umask: of the process.
        cores: how many it may use.
    """

    folder: str
    days: int
    environment: dict[str, str]
    umask: int
    cores: int

    def run(self, root: Path, *command: str) -> None:
        """Run a command of Python in the folder."""
        clock = root / f"clock-{self.days}"
        clock.mkdir(exist_ok=True)
        (clock / "sitecustomize.py").write_text(CLOCK.format(days=self.days))
        allowed = sorted(os.sched_getaffinity(0))[: self.cores]
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=root / self.folder,
            env={**os.environ, **self.environment, "PYTHONPATH": str(clock)},
            umask=self.umask,
            preexec_fn=lambda: os.sched_setaffinity(0, allowed),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


HERE = Place("a", 0, {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, 0o022, 1)
ELSEWHERE = Place(
    "another folder/文庫",
    1234,
    {
        "TZ": "America/New_York",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "2",
        "SOURCE_DATE_EPOCH": "86400",
        "LANG": "ja_JP",
    },
    0o077,
    64,
)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system does not let a process choose its cores")
@pytest.mark.site
def test_import_stage_and_build_give_the_same_bytes_wherever_and_whenever(root: Path, tmp_path: Path) -> None:
    for place in (HERE, ELSEWHERE):
        archive = tmp_path / place.folder
        for name in ("docs", "archive"):
            shutil.copytree(root / name, archive / name)
        shutil.copy(root / "mkdocs.yml", archive)
        for made in (*(archive / "docs").glob("*/articles"), archive / "archive" / "captures"):
            shutil.rmtree(made)
        place.run(tmp_path, "bunko", "import", "--jobs", str(min(place.cores, 2)), "archive/inbox")
        place.run(tmp_path, "bunko", "stage", "out")
        place.run(tmp_path, "mkdocs", "build", "--quiet")
    one, other = files(tmp_path / HERE.folder), files(tmp_path / ELSEWHERE.folder)
    assert [name for name in differing(one, other) if not name.startswith(".cache/")] == []
    assert sum(name.startswith("site/") for name in one) > 300
    assert sum(name.startswith("docs/ja/articles/") for name in one) > 10


def test_the_other_clock_is_another_one(tmp_path: Path) -> None:
    said = "import datetime, time; open('day', 'w').write(f'{datetime.date.today()} {time.strftime(\"%Y-%m-%d\")}')"
    days = []
    for place in (HERE, ELSEWHERE):
        (tmp_path / place.folder).mkdir(parents=True)
        (tmp_path / place.folder / "say.py").write_text(said)
        place.run(tmp_path, "say")
        days.append((tmp_path / place.folder / "day").read_text().split())
    assert days[0] != days[1]
    assert all(len(set(day)) == 1 for day in days)
