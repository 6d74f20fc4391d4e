"""The Chromium and the fonts of the browser tests: found, or installed by `python tests/browser/chromium.py`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FAMILIES = ("Noto Sans CJK JP", "Noto Sans CJK SC")
"""Faces that show whether a page chose Japanese or Chinese forms of a Han character."""

CURE = (
    "     Install them by hand (Debian: sudo apt-get install chromium fonts-noto-cjk; others:\n"
    "     .venv/bin/python -m playwright install --with-deps chromium, and the Noto CJK fonts),\n"
    "     or name a browser: BUNKO_CHROMIUM=/path/to/chromium make test"
)


def find() -> Path | None:
    """The first Chromium that answers: BUNKO_CHROMIUM, one in PATH, Playwright's own; else None."""
    if named := os.environ.get("BUNKO_CHROMIUM"):
        return Path(named) if _answers(named) else None
    for name in NAMES:
        path = shutil.which(name)
        if path and _answers(path):
            return Path(path)
    with sync_playwright() as driver:
        own = driver.chromium.executable_path
    return Path(own) if _answers(own) else None


def missing_fonts() -> list[str]:
    """The families of `FAMILIES` that this machine cannot show; all of them where it has no fontconfig."""
    if not shutil.which("fc-list"):
        return list(FAMILIES)
    return [name for name in FAMILIES if not subprocess.check_output(["fc-list", name, "family"], text=True).strip()]


def install(*, browser: bool, fonts: bool) -> bool:
    """Install what is missing and say how; False where this cannot be done here or did not work."""
    system = _system()
    packages = ["fonts-noto-cjk", "fontconfig"] if fonts else []
    commands = []
    if browser and system == "debian":
        packages.insert(0, "chromium")
    elif browser:
        own = [sys.executable, "-m", "playwright", "install", *(["--with-deps"] if system else []), "chromium"]
        commands.append(own)
    if packages and system:
        commands += [
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        ]
    elif packages:
        return False
    return all(_run(command) for command in commands)


def main() -> int:
    """Exit status 0 where browser and fonts are there now."""
    browser, fonts = find() is None, bool(missing_fonts())
    if not browser and not fonts:
        return 0
    named = os.environ.get("BUNKO_CHROMIUM")
    cannot = browser and named
    if not cannot and install(browser=browser, fonts=fonts) and find() and not missing_fonts():
        return 0
    found = find() or (f"BUNKO_CHROMIUM={named}, which does not answer to --version" if named else "none that works")
    message = (
        "tests/browser: the browser tests cannot run here.",
        f"     Expected a Chromium and the fonts {', '.join(FAMILIES)};",
        f"     found browser: {found}; fonts missing: {', '.join(missing_fonts()) or 'none'}.",
        CURE,
    )
    print("\n".join(message), file=sys.stderr)
    return 1


def _answers(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _system() -> str | None:
    """`debian` or `ubuntu` where we may install packages (Ubuntu's chromium is a snap, no browser for a container)."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    return "debian" if "ID=debian" in lines else "ubuntu"


def _run(command: list[str]) -> bool:
    print("Installing:", " ".join(command), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
