"""What is installed where a browser or fonts are missing, and what is said where that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import chromium

CASES = {
    "debian as root": ("debian", True, True, "apt-get install chromium fonts-noto-cjk fontconfig"),
    "debian as root, fonts alone": ("debian", False, True, "apt-get install fonts-noto-cjk fontconfig"),
    "ubuntu as root": ("ubuntu", True, False, "playwright install --with-deps chromium"),
    "anywhere as a user": (None, True, False, "playwright install chromium"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_missing_is_installed_as_the_system_does(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    system, browser, fonts, expected = CASES[case]
    ran: list[list[str]] = []
    monkeypatch.setattr(chromium, "_system", lambda: system)
    monkeypatch.setattr(chromium, "_run", lambda command: not ran.append(command))  # type: ignore[func-returns-value]
    assert chromium.install(browser=browser, fonts=fonts)
    words = [word for word in ran[-1] if not word.startswith(("-y", "-q", "--no-install"))]
    assert " ".join(words).endswith(expected)


def test_fonts_are_not_installed_by_a_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "_system", lambda: None)
    monkeypatch.setattr(chromium, "_run", lambda _: True)
    assert not chromium.install(browser=False, fonts=True)


def test_a_named_browser_that_does_not_run_is_an_error_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("BUNKO_CHROMIUM", str(tmp_path / "gone"))
    monkeypatch.setattr(chromium, "_run", lambda _: pytest.fail("it installs in spite of a named browser"))
    assert chromium.main() == 1
    told = capsys.readouterr().err
    assert f"BUNKO_CHROMIUM={tmp_path / 'gone'}, which does not answer" in told
    assert "sudo apt-get install chromium fonts-noto-cjk" in told
