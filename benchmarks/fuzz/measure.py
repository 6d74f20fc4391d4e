"""Drives the parsers and the page reader by a coverage-guided fuzzer (atheris); README.md tells how."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

FEW = 100
"""Inputs up to which each is counted on disk; of more, each hundred."""

SECONDS = 1.0
"""Of processor time that one input may take."""

MEMORY = 200 * 1024 * 1024
"""Bytes that one input may add to what the process holds."""

LONGEST = 16 * 1024
"""Bytes of an input."""


class Memory:
    """What one input adds at most: the kernel's high-water mark, put back before it (Linux)."""

    def begin(self) -> None:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        self._before = self._peak()

    def added(self) -> int:
        return self._peak() - self._before

    def _peak(self) -> int:
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        raise RuntimeError("this system tells no high-water mark")


class Judge:
    """Runs inputs, counts them, and keeps those that break a promise, one of each kind."""

    def __init__(self, name: str, work: Path, run: Any, tree: type[Exception]) -> None:
        self._name, self._work, self._run, self._tree = name, work, run, tree
        self._memory = Memory()
        self._kinds: set[str] = set()
        self.inputs = 0

    def __call__(self, data: bytes) -> None:
        self.inputs += 1
        for kind, told in self.look(data):
            if kind not in self._kinds:
                self._kinds.add(kind)
                self._keep(kind, told, data)
        if self.inputs < FEW or self.inputs % FEW == 0:
            self.note()

    def look(self, data: bytes) -> list[tuple[str, str]]:
        """What an input breaks: a kind, and what is told of it."""
        broken = []
        self._memory.begin()
        started = time.process_time()
        try:
            self._run(data)
        except self._tree:
            pass
        except MemoryError as error:
            broken.append(("memory", repr(error)))
        except Exception as error:  # noqa: BLE001  # the matter of this command
            broken.append((_kind(error), traceback.format_exc()))
        took, added = time.process_time() - started, self._memory.added()
        if took > SECONDS:
            broken.append(("slow", f"{took:.1f} s"))
        if added > MEMORY:
            broken.append(("memory", f"{added / 1e6:.0f} MB"))
        return broken

    def note(self) -> None:
        """The number of inputs so far, which no end of the process may lose."""
        (self._work / f"{self._name}.inputs.part").write_text(str(self.inputs), encoding="ascii")
        (self._work / f"{self._name}.inputs.part").replace(self._work / f"{self._name}.inputs")

    def _keep(self, kind: str, told: str, data: bytes) -> None:
        folder = self._work / "findings" / self._name
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(data).hexdigest()[:12]
        (folder / digest).write_bytes(data)
        (folder / f"{digest}.txt").write_text(f"{kind}\n{told}\n", encoding="utf-8", errors="replace")
        print(f"FOUND {self._name} {digest}: {kind}", flush=True)


def _kind(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in last if "/bunko/" in frame.filename] or list(last)
    return f"{type(error).__name__} {Path(ours[-1].filename).name}:{ours[-1].lineno}"


def main() -> None:
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.replay:
        sys.exit(_replay(options))
    if options.target:
        _fuzz(options.target, options)
    else:
        _all(options)


def _fuzz(name: str, options: argparse.Namespace) -> None:
    """Drive one target; the fuzzer ends the process."""
    import atheris  # noqa: PLC0415  # not needed to replay

    with atheris.instrument_imports(include=["bunko", "warcio"]):
        from targets import Targets, seeds  # noqa: PLC0415  # instrumented as it is imported
    from bunko.errors import BunkoError  # noqa: PLC0415

    corpus = options.work / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds(name):
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    judge = Judge(name, options.work, Targets(_scratch()).by_name[name], BunkoError)
    _load(judge, seeds(name))
    flags = [
        f"-max_len={LONGEST}",
        "-timeout=60",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        f"-seed={options.seed}",
    ]
    flags += [f"-max_total_time={options.seconds}"] if options.seconds else []
    flags += [f"-runs={options.runs}"] if options.runs else []
    words = Path(__file__).parent / "words.txt"
    atheris.Setup(
        [sys.argv[0], *flags, f"-dict={words}", f"-artifact_prefix={options.work}/{name}-", str(corpus)], judge
    )
    atheris.Fuzz()


def _load(judge: Judge, given: Iterable[bytes]) -> None:
    """Run the first inputs unjudged: dictionaries are loaded once, at no input's cost."""
    for data in given:
        judge.look(data)


def _scratch() -> Path:
    memory = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it
    return Path(tempfile.mkdtemp(prefix="bunko-fuzz-", dir=memory if memory.is_dir() else None))


def _all(options: argparse.Namespace) -> None:
    """One target after the other, each in a process of its own."""
    from targets import Targets  # noqa: PLC0415

    for name in Targets(options.work).by_name:
        command = [sys.executable, __file__, "--target", name, "--work", str(options.work), "--seed", str(options.seed)]
        command += ["--seconds", str(options.seconds)] if options.seconds else []
        command += ["--runs", str(options.runs)] if options.runs else []
        with (options.work / f"{name}.log").open("ab") as log:
            ended = subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, check=False).returncode
        count = options.work / f"{name}.inputs"
        found = sorted((options.work / "findings" / name).glob("*.txt"))
        inputs = count.read_text(encoding="ascii") if count.exists() else "0"
        print(json.dumps({"target": name, "inputs": int(inputs), "findings": len(found), "exit": ended}), flush=True)


def _replay(options: argparse.Namespace) -> int:
    """Say what files break without the fuzzer, whose counting makes all slower."""
    from targets import Targets, seeds  # noqa: PLC0415

    from bunko.errors import BunkoError  # noqa: PLC0415

    scratch = _scratch()
    judge = Judge(options.target, options.work, Targets(scratch).by_name[options.target], BunkoError)
    _load(judge, islice(seeds(options.target), 3))
    status = 0
    for file in options.replay:
        broken = judge.look(file.read_bytes())
        status |= bool(broken)
        print(f"{file}: {'; '.join(f'{kind}: {told}' for kind, told in broken) or 'as promised'}")
    shutil.rmtree(scratch)
    return status


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", help="one of targets.py; else all, one after the other")
    parser.add_argument(
        "--work", type=Path, default=ROOT / ".cache" / "fuzz" / "work", help="findings and what was learnt"
    )
    parser.add_argument("--seconds", type=int, default=0, help="for each target")
    parser.add_argument("--runs", type=int, default=0, help="inputs for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", type=Path, nargs="+", help="files to look at again, without the fuzzer")
    options = parser.parse_args()
    if options.replay and not options.target:
        parser.error("--replay needs --target")
    options.work = options.work.absolute()
    return options


if __name__ == "__main__":
    main()
