"""Commands that are ended at any moment: what stands afterwards, and that the same command makes up for it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from bunko import frontmatter
from bunko.sidecar import parse

ENDING = Path(__file__).with_name("ending.py")
EDITED = "人の手で直した行。"
"""What a person wrote into a page before the import."""

Tree = Mapping[str, bytes]
"""Files by their places."""


def tree(folder: Path, *below: str) -> Tree:
    """Every file below folders, hidden ones too."""
    roots = [folder / name for name in below] or [folder]
    found = (path for root in roots for path in root.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@dataclass(frozen=True)
class Undertaking:
    """A command, and the archive on which it is run.

    Attributes:
        name: what it is, in words.
        command: after `python -m`.
        before: the archive as it stands before the command; never changed.
        results: the folders that tell what came of it.
    """

    name: str
    command: tuple[str, ...]
    before: Path
    results: tuple[str, ...]

    def run(self, archive: Path, *ending: str, seconds: float | None = None) -> subprocess.CompletedProcess[str]:
        """Run the command there, and end it as `ending.py` has it, or after so many seconds."""
        how = [str(ENDING), *ending] if ending else ["-m"]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        started = subprocess.Popen(
            [sys.executable, *how, *self.command],
            cwd=archive,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            out, said = started.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            started.send_signal(signal.SIGKILL)
            out, said = started.communicate()
        return subprocess.CompletedProcess(self.command, started.returncode, out, said)

    def fresh(self, folder: Path) -> Path:
        """A copy of the archive as it stands before, with its times of change."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.before, folder, symlinks=True)
        return folder


Run = Callable[..., subprocess.CompletedProcess[str]]
"""Runs an undertaking in an archive, as `Undertaking.run` does."""


@dataclass
class Trial:
    """An undertaking that was carried out once without disturbance, against which others are held.

    Attributes:
        folder: where copies of the archive are put.
        run: how it is run.
        events: how many events of files it has; the moments at which it can be ended.
        seconds: how long it takes.
    """

    undertaking: Undertaking
    folder: Path
    run: Run = Undertaking.run
    events: int = 0
    seconds: float = 0.0
    _before: Tree = field(default_factory=dict)
    _after: Tree = field(default_factory=dict)
    _kept: frozenset[str] = frozenset()

    def begin(self) -> None:
        """Carry it out undisturbed."""
        archive = self.undertaking.fresh(self.folder)
        self._before = tree(archive, *self.undertaking.results)
        start = time.monotonic()
        done = self.run(self.undertaking, archive, "count", "0")
        self.seconds = time.monotonic() - start
        assert done.returncode == 0, done.stderr
        self.events = int(done.stderr.rsplit("\n", 2)[-2].split()[0])
        self._after = tree(archive, *self.undertaking.results)
        self._kept = frozenset(tree(archive, ".cache"))
        assert self._after != self._before

    def end_at(self, event: int) -> list[str]:
        """What is wrong after it is ended at an event, and carried out again."""
        return self._ended(
            f"ended at event {event}", lambda archive: self.run(self.undertaking, archive, "kill", str(event))
        )

    def end_after(self, seconds: float) -> list[str]:
        """What is wrong after it is ended after so many seconds, and carried out again."""
        place = f"ended after {seconds:.3f} s"
        return self._ended(place, lambda archive: self.run(self.undertaking, archive, seconds=seconds))

    def refuse(self, kind: str, event: int = 1) -> list[str]:
        """What is wrong where from an event on its files are refused (`full`, `read-only`), and then no longer."""

        def act(archive: Path) -> subprocess.CompletedProcess[str]:
            done = self.run(self.undertaking, archive, kind, str(event))
            if done.returncode != 0 and ("Traceback" in done.stderr or not _says_why(done.stderr)):
                raise AssertionError(f"{kind} at event {event}: no clear message: {done.stderr}")
            return done

        return self._ended(f"{kind} from event {event}", act)

    def _ended(self, place: str, act: Callable[[Path], subprocess.CompletedProcess[str]]) -> list[str]:
        archive = self.undertaking.fresh(self.folder)
        act(archive)
        found = [f"left {what}" for what in self._broken(tree(archive, *self.undertaking.results))]
        again = self.run(self.undertaking, archive)
        if again.returncode != 0:
            found.append(f"the same command failed: {again.stderr}")
        result = tree(archive, *self.undertaking.results)
        differ = sorted(name for name in {*result, *self._after} if result.get(name) != self._after.get(name))
        found += [f"another result: {name}" for name in differ]
        found += [f"left in .cache: {name}" for name in sorted(tree(archive, ".cache").keys() - self._kept)]
        return [f"{self.undertaking.name}, {place}: {what}" for what in found]

    def _broken(self, found: Tree) -> list[str]:
        """Files that are neither what stood there before nor what the whole command makes, nor whole by themselves."""
        broken = [name for name in self._before if name not in found and name in self._after]
        for name, content in found.items():
            known = content in (self._before.get(name), self._after.get(name))
            if not known and not name.rpartition("/")[2].startswith(".") and not _is_whole(name, content):
                broken.append(name)
        edits = [name for name, content in self._before.items() if EDITED.encode() in content]
        return broken + [f"{name} without its edit" for name in edits if EDITED.encode() not in found.get(name, b"")]


def _is_whole(name: str, content: bytes) -> bool:
    """Whether a file on the way from one state to another, as a batch has many, is a whole one of its kind."""
    stem = Path(name).name.split(".")[0]
    if name.startswith("archive/captures/"):
        if name.endswith(".json"):
            return parse(stem, content.decode()) is not None
        return sha256(content).hexdigest() == stem
    if name.startswith("docs/") and name.endswith(".md"):
        fields, body = frontmatter.read(content.decode())
        return bool(fields.get("title")) and bool(body.strip()) and content.endswith(b"\n")
    if name.startswith("docs/assets/images/"):
        return sha256(content).hexdigest() == stem
    return False


def _says_why(said: str) -> bool:
    """Whether a message names the file or folder, and what the system said of it."""
    return any(words in said for words in ("No space left on device", "Read-only file system", "Permission denied"))


def undertakings(repository: Path, folder: Path, captures: int | None = None, more: int = 0) -> list[Undertaking]:
    """Import, stage and build, each on an archive that has nothing yet, and on one that goes on from an earlier state.

    Args:
        repository: whose sample is used.
        folder: a new one, where the archives as they stand before are put.
        captures: how many files of the sample's inbox are used, drawn evenly (all).
        more: how many articles were written by hand; with about 150 there are so many pages that several processes
            render.
    """
    empty = folder / "empty"
    for name in ("docs", "archive"):
        shutil.copytree(repository / name, empty / name)
    shutil.copy(repository / "mkdocs.yml", empty)
    for pages in (*(empty / "docs").glob("*/articles"), empty / "archive" / "captures"):
        shutil.rmtree(pages)
    files = sorted((empty / "archive" / "inbox").iterdir())
    for unused in set(files) - set(files[:: len(files) // (captures or len(files))]):
        unused.unlink()
    for number in range(more):
        _write_by_hand(empty, number)
    inbox = ("import", "--jobs", "1", "archive/inbox")
    half = _after(empty, folder / "half", ("bunko", "import", "--jobs", "1", *_half(empty)))
    _edit(half)
    whole = _after(half, folder / "whole", ("bunko", *inbox))
    staged = _after(
        _after(half, folder / "half-staged", ("bunko", "stage", "out")), folder / "staged", ("bunko", *inbox)
    )
    built = _after(_after(half, folder / "half-built", ("mkdocs", "build")), folder / "built", ("bunko", *inbox))
    held = ("docs", "archive")
    return [
        Undertaking("a first import", ("bunko", *inbox), empty, held),
        Undertaking("an import into pages that a person edited", ("bunko", *inbox), half, held),
        Undertaking("a first stage", ("bunko", "stage", "out"), whole, ("out",)),
        Undertaking("a stage after changes", ("bunko", "stage", "out"), staged, ("out",)),
        Undertaking("a first build", ("mkdocs", "build"), whole, ("site",)),
        Undertaking("a build after changes", ("mkdocs", "build"), built, ("site",)),
    ]


def _half(archive: Path) -> list[str]:
    """Every other capture of the inbox."""
    return [f"archive/inbox/{path.name}" for path in sorted((archive / "archive" / "inbox").iterdir())[::2]]


def _after(before: Path, archive: Path, command: tuple[str, ...]) -> Path:
    """A copy of an archive in which a command was carried out."""
    done = Undertaking("preparation", command, before, ()).run(shutil.copytree(before, archive))
    assert done.returncode == 0, done.stderr
    return archive


def _write_by_hand(archive: Path, number: int) -> None:
    page = archive / "docs" / "ja" / "articles" / "2011" / f"{number % 12 + 1:02}" / f"{910000 + number}.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    head = f"title: 観測日誌その{number}\ndate: 2011-{number % 12 + 1:02}-{number % 28 + 1:02}\ntags: [天文]\n"
    page.write_text(f"---\n{head}---\n\n{number}日目の夜、望遠鏡は{number * 7}個の星を数えた。\n", encoding="utf-8")


def _edit(archive: Path) -> None:
    """A person edits the text of every third page."""
    for page in sorted((archive / "docs").glob("*/articles/**/*.md"))[::3]:
        page.write_text(page.read_text(encoding="utf-8") + f"\n{EDITED}\n", encoding="utf-8")


def told(findings: list[str]) -> str:
    """Findings, one a line, shortened."""
    return "\n".join(json.dumps(finding, ensure_ascii=False)[:600] for finding in findings[:20])
