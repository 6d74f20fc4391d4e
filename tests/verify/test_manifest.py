"""A site's manifest: what it says is what coreutils say, and nothing in the site goes past it."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bunko.cli import main
from bunko.verify import verify_site
from bunko.verify.manifest import MANIFEST, ManifestError, line, write_manifest

FILES = {
    "index.html": "<p>文庫",
    "ja/articles/2024/06/1000501/index.html": "<p>月の石が届いた。",
    "data/articles.csv": "",
    ".nojekyll": "",
    "zh/样 品.html": "<p>样品",
    "zh/a\\b.html": "<p>",
    "zh/a\nb.html": "<p>",
    "zh/a\u2028b.html": "<p>",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_manifest(tmp_path / "site")
    return tmp_path / "site"


def faults(site: Path) -> dict[str, str]:
    return {verdict.file: verdict.message for verdict in verify_site(site) if verdict.state != "sound"}


def test_a_site_as_it_was_built_is_sound_and_is_so_to_sha256sum(site: Path) -> None:
    assert faults(site) == {}
    assert [verdict.file for verdict in verify_site(site)] == sorted(FILES)
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", MANIFEST], cwd=site, check=True)


def test_a_manifest_written_again_has_the_same_bytes(site: Path) -> None:
    before = (site / MANIFEST).read_bytes()
    assert write_manifest(site) == len(FILES)
    assert (site / MANIFEST).read_bytes() == before
    assert before.decode().splitlines()[0] == f"{hashlib.sha256(b'').hexdigest()}  .nojekyll"


def test_coreutils_write_the_same_manifest(site: Path, root: Path) -> None:
    """As the workflow does it that lays parts over one another, where there is no Bunko."""
    workflow = (root / ".github/workflows/deploy-in-parts.yml").read_text(encoding="utf-8")
    script = re.search(r"\(cd site &&.*?manifest-sha256\.txt\)", workflow.partition("mkdir -p site/data")[2], re.DOTALL)
    assert script
    expected = (site / MANIFEST).read_bytes()
    (site / MANIFEST).write_text("of a part\n", encoding="utf-8")
    subprocess.run(["bash", "-euc", script[0]], cwd=site.parent, check=True)
    assert (site / MANIFEST).read_bytes() == expected


def test_what_was_changed_added_or_taken_away_after_the_build_is_named(site: Path) -> None:
    (site / "index.html").write_text("<p>偽", encoding="utf-8")
    (site / "zh/new.html").write_text("<p>", encoding="utf-8")
    (site / "data/articles.csv").unlink()
    assert {name: message.split(";")[0].split(" is ")[0] for name, message in faults(site).items()} == {
        "index.html": "Its SHA-256",
        "zh/new.html": "The manifest does not name it.",
        "data/articles.csv": "The manifest names it, and it",
    }


@pytest.mark.parametrize(
    "text", ["<html>", f"{'0' * 63}  a", f"{'0' * 64}  ../a", f"{'0' * 64}  /etc/passwd", f"{'0' * 64}a"]
)
def test_a_line_that_is_none_of_a_manifest_is_named_with_its_place(text: str, site: Path) -> None:
    (site / MANIFEST).write_text(f"{'0' * 64}  a\n{text}\n", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"manifest-sha256\.txt:2: no line of a manifest"):
        list(verify_site(site))


def test_a_site_without_a_manifest_says_how_it_gets_one(site: Path) -> None:
    (site / MANIFEST).unlink()
    with pytest.raises(ManifestError, match=r"Write it: `bunko manifest .*site`"):
        list(verify_site(site))


def test_a_link_is_no_file_of_a_site(site: Path) -> None:
    (site / "passwd").symlink_to("/etc/passwd")
    with pytest.raises(ManifestError, match="passwd: a symbolic link"):
        write_manifest(site)


@given(st.text(min_size=1).filter(lambda name: not set(name) & set("/\0")))
def test_every_name_is_on_one_line(name: str) -> None:
    assert line("0" * 64, name).count("\n") == 1


def test_the_commands_write_and_compare_it(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", str(site)]) == 0
    assert main(["verify", "--site", str(site)]) == 0
    assert f"files of the site: {len(FILES)} sound." in capsys.readouterr().err
    (site / "index.html").write_text("", encoding="utf-8")
    assert main(["verify", "--site", str(site), "--json"]) == 1
    assert '"kind": "file", "file": "index.html", "state": "failed"' in capsys.readouterr().out
