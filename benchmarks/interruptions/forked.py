"""Commands run in forks of a process that has loaded their code already, so that hundreds need no start."""

from __future__ import annotations

import importlib
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from bunko.proposals.chinese import keywords
from tests.interruption.ending import Ending
from tests.interruption.undertaking import Undertaking

LOADED = ("bunko.cli", "bunko.plugin", "mkdocs.__main__", "mkdocs.commands.build", "material", "pymdownx.superfences")


def load() -> None:
    """Load what every command needs, once."""
    os.environ.update({"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"})
    sys.dont_write_bytecode = True
    for name in LOADED:
        importlib.import_module(name)
    keywords("月球", "探测器在月球背面着陆。", 1)  # its dictionary takes two seconds to load


def run(
    undertaking: Undertaking, archive: Path, *ending: str, seconds: float | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command there, and end it, as `Undertaking.run` does."""
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if child == 0:
            _become(undertaking, archive, ending, said)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        return subprocess.CompletedProcess(undertaking.command, code, "", said.read().decode(errors="replace"))


def _become(undertaking: Undertaking, archive: Path, ending: tuple[str, ...], said: IO[bytes]) -> None:
    code = 1
    try:
        os.chdir(archive)
        for stream in (1, 2):
            os.dup2(said.fileno(), stream)
        sys.argv = list(undertaking.command)
        counted = Ending(ending[0], int(ending[1])) if ending else None
        if counted is not None:
            sys.addaudithook(counted)
        try:
            runpy.run_module(undertaking.command[0], run_name="__main__", alter_sys=True)
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if counted is not None and counted.kind == "count":
            sys.stderr.write(f"\n{counted.count} events\n")
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - what a command would end with
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    finally:
        os._exit(code)
