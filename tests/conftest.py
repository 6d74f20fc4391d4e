"""What every test may lean on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from bunko import page_readings
from tests.browser.chromium import CURE, find
from tests.serving import serving

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice is no finding of a test

# The same examples in every run, however slow the machine; `pytest --hypothesis-profile=default` seeks new ones.
settings.register_profile("bunko", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bunko")

PREFIX = "/repo/"
"""Where test sites lie: below a host's root, as a project's site on GitHub Pages does."""


QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    # No name is ever looked up: a request to a stranger fails here, and is reported.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@pytest.fixture(scope="module")
def settled() -> Iterator[None]:
    """Pages count as settled at once: tests cannot wait until what was read of one is kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_readings, "_SETTLED", -1)
        yield


@dataclass(frozen=True)
class BuiltSite:
    """A built site that answers.

    Attributes:
        folder: its files.
        url: the address of its root, with a trailing slash.
        log: what the engine said while it built.
    """

    folder: Path
    url: str
    log: str

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Every page's path below the root, as it is linked: `ja/articles/`, without the 404 page."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return tuple(sorted(name.removesuffix("index.html") for name in found if name != "404.html"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Path], str]]:
    """Serves a folder below `/repo/` until the tests end, and gives the address of its root."""
    with ExitStack() as open_servers:
        yield lambda folder: open_servers.enter_context(serving(folder, PREFIX))


@pytest.fixture(scope="session")
def copied(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Copies what this repository's site is built from into a new folder, and gives the folder."""

    def copy() -> Path:
        archive = tmp_path_factory.mktemp("archive")
        for name in ("docs", "archive"):
            shutil.copytree(root / name, archive / name)
        shutil.copy(root / "mkdocs.yml", archive)
        return archive

    return copy


@pytest.fixture(scope="session")
def build(served: Callable[[Path], str]) -> Callable[[Path], BuiltSite]:
    """Builds an archive's site by MkDocs with --strict for the address at which it is served."""

    def built(archive: Path) -> BuiltSite:
        url = served(archive / "site")
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict"],
            cwd=archive,
            env={**os.environ, "SITE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return BuiltSite(archive / "site", url, done.stderr)

    return built


@pytest.fixture(scope="session")
def built_site(copied: Callable[[], Path], build: Callable[[Path], BuiltSite]) -> BuiltSite:
    """This repository's own site."""
    return build(copied())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, headless."""
    path = find()
    if path is None:
        pytest.fail(f"no Chromium was found.\n{CURE}")
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        yield browser
        browser.close()
