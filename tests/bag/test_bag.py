"""A bag holds what RFC 8493 asks for, all that is published and nothing that is not, and is whole or not there at all.

The checker is our own, by the RFC: the Library of Congress' `bagit` comes as source alone and wants a build backend
that all who build a site would have to install.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bunko import registers, settings
from bunko.bag import BagError, Bagged, Contents, Label, write_bag
from bunko.cli import main
from bunko.library import load
from bunko.verify import verify

LINE = re.compile(r"([0-9a-f]{64}) {2}(\S.*)")
DECODED = {"%25": "%", "%0D": "\r", "%0A": "\n"}


@pytest.fixture(scope="session")
def sample(copied: Callable[[], Path]) -> Path:
    """This repository's archive, with a picture that only its withdrawn article shows and a file of an odd name."""
    root = copied()
    withdrawn = next(
        p for p in sorted((root / "docs/ja/articles").rglob("*.md")) if "\nstatus: withdrawn" in p.read_text()
    )
    text = withdrawn.read_text(encoding="utf-8")
    withdrawn.write_text(text.replace("title:", "images:\n- file: assets/images/gone.png\ntitle:", 1), encoding="utf-8")
    (root / "docs/assets/images").mkdir(parents=True, exist_ok=True)
    (root / "docs/assets/images/gone.png").write_bytes(b"\x89PNG")
    (root / "docs/assets/100% 月\n.txt").write_bytes(b"")
    return root


def bagged(root: Path, folder: Path, label: Label | None = None) -> Bagged:
    archive = settings.load(root / "mkdocs.yml")
    library = load(archive, registers.load(archive.archive))
    return write_bag(Contents(archive, root / "mkdocs.yml", library), folder, label or Label())


def named(bag: Path, manifest: str) -> dict[str, str]:
    """The files that a manifest names with their hashes, decoded as RFC 8493, 2.1.3, has it."""
    text = (bag / manifest).read_text(encoding="utf-8")
    lines = [LINE.fullmatch(line) for line in text.removesuffix("\n").split("\n")]
    found = {re.sub("%(25|0D|0A)", lambda code: DECODED[code[0]], line[2]): line[1] for line in lines if line}
    assert len(found) == len(lines)
    return found


def hashed(bag: Path, below: str) -> dict[str, str]:
    files = (path for path in (bag / below).rglob("*") if path.is_file())
    return {path.relative_to(bag).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_bag_is_complete_and_valid(sample: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    done = bagged(sample, bag, Label(date(2026, 4, 1), "doi:10.5072/bunko"))

    assert sorted(path.name for path in bag.iterdir()) == [
        *("bag-info.txt", "bagit.txt", "data", "manifest-sha256.txt", "tagmanifest-sha256.txt")
    ]
    assert (bag / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    payload = named(bag, "manifest-sha256.txt")
    assert payload == hashed(bag, "data")
    assert "data/docs/assets/100% 月\n.txt" in payload
    tags = named(bag, "tagmanifest-sha256.txt")
    assert tags == {name: hashlib.sha256((bag / name).read_bytes()).hexdigest() for name in tags}
    assert tags.keys() == {"bag-info.txt", "bagit.txt", "manifest-sha256.txt"}
    info = dict(line.split(": ", 1) for line in (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines())
    size = sum((bag / name).stat().st_size for name in payload)
    assert info["Payload-Oxum"] == f"{size}.{len(payload)}" == f"{done.size}.{done.files}"
    assert info["Source-Organization"] == "文庫"
    assert (info["Bagging-Date"], info["External-Identifier"]) == ("2026-04-01", "doi:10.5072/bunko")


def test_what_is_in_a_bag_is_an_archive_whose_claims_hold(sample: Path, tmp_path: Path) -> None:
    bagged(sample, tmp_path / "bag")
    archive = settings.load(tmp_path / "bag/data/mkdocs.yml")
    found = list(verify(archive))
    assert [verdict for verdict in found if verdict.state == "failed"] == []
    assert sum(verdict.kind == "capture" for verdict in found) > 30
    before = load(settings.load(sample / "mkdocs.yml"), registers.load(sample / "archive"))
    after = load(archive, registers.load(archive.archive))
    assert after.articles == tuple(article for article in before.articles if not article.withdrawn)


def test_nothing_of_what_was_withdrawn_or_waits_is_in_a_bag(sample: Path, tmp_path: Path) -> None:
    archive = settings.load(sample / "mkdocs.yml")
    library = load(archive, registers.load(archive.archive))
    withdrawn = [article for article in library.articles if article.withdrawn]
    hidden = {record.sha256 for article in withdrawn for record in article.captures}
    bagged(sample, tmp_path / "bag")
    names = named(tmp_path / "bag", "manifest-sha256.txt").keys()
    assert withdrawn
    assert not {f"data/docs/{article.path}" for article in withdrawn} & names
    assert not [name for name in names if any(sha256 in name for sha256 in hidden)]
    assert not [name for name in names if "gone.png" in name or "/inbox/" in name or "/." in name]


def test_the_same_archive_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    bagged(sample, tmp_path / "one")
    bagged(sample, tmp_path / "other" / "folder")
    assert hashed(tmp_path / "one", ".") == hashed(tmp_path / "other" / "folder", ".")


def test_a_bag_that_cannot_be_written_leaves_nothing_behind(sample: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    shutil.copytree(sample, root, ignore=shutil.ignore_patterns(".venv", ".cache", "site"))
    (root / "docs/assets/link.txt").symlink_to("/etc/passwd")
    folder = tmp_path / "out" / "bag"
    left = tmp_path / "out" / ".bag.0123456789ab.part"
    left.mkdir(parents=True)
    os.utime(left, (time.time() - 7200,) * 2)
    with pytest.raises(BagError, match=r"link\.txt: a symbolic link"):
        bagged(root, folder)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_holds_something_is_left_as_it_is(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    config = str(sample / "mkdocs.yml")
    assert main(["-f", config, "bag", str(tmp_path)]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_the_command_wants_a_day_and_a_place_outside_what_is_bagged(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = str(sample / "mkdocs.yml")
    for wrong in ([str(tmp_path / "bag"), "--date", "4月1日"], [str(sample / "docs" / "bag")]):
        with pytest.raises(SystemExit, match="2"):
            main(["-f", config, "bag", *wrong])
    assert main(["-f", config, "bag", str(tmp_path / "bag"), "--date", "2026-04-01"]) == 0
    assert re.search(r"Bagged \d+ articles and \d+ captures: \d+ files", capsys.readouterr().err)
