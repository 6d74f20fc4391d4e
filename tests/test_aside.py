"""Work that copies of the process do comes back, with what it raised, and ends with whoever began it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bunko import aside
from bunko.aside import Aside, Copy, processes
from bunko.errors import PageError

_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only there are processes copied")


@pytest.fixture(params=[1, 4])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    count: int = request.param
    monkeypatch.setattr(aside, "processes", lambda: count)
    return count


@pytest.mark.usefixtures("cores")
def test_what_work_gives_comes_back() -> None:
    work = Aside(lambda: {"a": [1, "月"]})
    assert work.result() == {"a": [1, "月"]}
    work.abandon()


@pytest.mark.usefixtures("cores")
def test_what_work_raises_is_raised_where_it_is_asked_for() -> None:
    def refused() -> None:
        raise PageError("docs/a.md", "a problem", cure="Mend it.")

    work = Aside(refused)
    with pytest.raises(PageError) as caught:
        work.result()
    assert caught.value.cure == "Mend it."


@_LINUX
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_work_whose_copy_is_ended_from_outside_is_done_here(how: signal.Signals) -> None:
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), how)
            time.sleep(20)
        return "done"

    assert Aside(work).result() == "done"


@_LINUX
def test_what_cannot_be_told_is_done_here() -> None:
    no_bytes = (number for number in [1])
    assert Aside(lambda: no_bytes).result() is no_bytes


@_LINUX
def test_abandoned_work_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "processes", lambda: 2)
    started, late = tmp_path / "started", tmp_path / "late"

    def work() -> None:
        started.touch()
        time.sleep(20)
        late.touch()

    begun = Aside(work)
    while not started.exists():
        time.sleep(0.01)
    start = time.monotonic()
    begun.abandon()
    assert time.monotonic() - start < 10
    assert not late.exists()


@_LINUX
def test_a_copy_runs_on_with_what_was_known() -> None:
    known = ["before"]
    copy = Copy()
    if copy.is_here:
        known.append("there")
        copy.end(known)
    assert copy.said() == ["before", "there"]
    assert known == ["before"]


_KILLED = """
import os, signal, sys, time
from bunko.aside import Copy
copy = Copy()
if copy.is_here:
    time.sleep(1)
    open(sys.argv[1], "w").close()
    copy.end(None)
os.kill(os.getpid(), signal.SIGKILL)
"""


@_LINUX
def test_a_copy_ends_with_who_made_it(tmp_path: Path) -> None:
    late = tmp_path / "late"
    subprocess.run([sys.executable, "-c", _KILLED, str(late)], check=False)
    time.sleep(2)
    assert not late.exists()


def test_there_is_always_one() -> None:
    assert processes() >= 1
