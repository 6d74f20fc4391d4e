"""The last look at what a stranger's issue would change: in a real repository, by the commands of the workflow."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".github" / "accept-intake.py"
SHA = "a" * 64


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    told = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(told, cwd=folder, input=given, capture_output=True, check=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    for place in ("archive/tags.yml", f"archive/captures/{SHA}.txt", ".github/workflows/x.yml"):
        file = tmp_path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("one\n")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "a")
    return tmp_path


def verdict(repository: Path) -> tuple[int, str]:
    """What the workflow does with a patch of all that changed: applied to the index of a clean tree, then looked at."""
    git(repository, "add", "--all", "--force")
    patch = git(repository, "diff", "--cached", "--binary", "--no-renames")
    git(repository, "reset", "--hard", "--quiet")
    return accepted(repository, patch)


def accepted(repository: Path, patch: bytes) -> tuple[int, str]:
    if patch:
        git(repository, "apply", "--cached", "-", given=patch)
    raw = git(repository, "diff", "--cached", "--raw", "--no-renames", "--no-abbrev", "-z")
    done = subprocess.run([sys.executable, SCRIPT], cwd=repository, input=raw, capture_output=True, check=False)
    return done.returncode, done.stderr.decode()


def put(place: str, content: str = "x\n") -> Callable[[Path], None]:
    def write(root: Path) -> None:
        file = root / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)

    return write


def test_articles_captures_images_and_tags_pass(repository: Path) -> None:
    for place in (
        "docs/ja/articles/2024/05/1.md",
        "docs/zh-Hant/articles/undated/a-b.md",
        "docs/es-419/articles/2024/05/1.md",
        f"archive/captures/{'b' * 64}.html.gz",
        f"archive/captures/{'b' * 64}.json",
        f"docs/assets/images/{'c' * 64}.jpg",
        "archive/tags.yml",
    ):
        put(place, "two\n")(repository)
    assert verdict(repository) == (0, "")


@pytest.mark.parametrize(
    "place",
    [
        ".github/workflows/x.yml",
        "mkdocs.yml",
        "generator/bunko/x.py",
        "docs/ja/index.md",
        "docs/ja/articles/2024/05/x.html",
        "docs/ja/articles/2024/05/../x.md",
        "docs/ja/articles/2024/05/x\n.md",
        "archive/sources.yml",
        f"archive/captures/{SHA}.txt",
        f"docs/assets/images/{SHA}.jpg/x",
    ],
)
def test_nothing_else_passes(place: str, repository: Path) -> None:
    put(place, "two\n")(repository)
    status, said = verdict(repository)
    assert status == 1
    assert "The intake is not accepted" in said


def test_neither_links_nor_programs_nor_removals_pass(repository: Path) -> None:
    page = repository / "docs" / "ja" / "articles" / "2024" / "05" / "1.md"
    page.parent.mkdir(parents=True)
    page.symlink_to("/etc/passwd")
    assert verdict(repository)[0] == 1
    put("docs/ja/articles/2024/05/2.md")(repository)
    (repository / "docs" / "ja" / "articles" / "2024" / "05" / "2.md").chmod(0o755)
    assert verdict(repository)[0] == 1
    (repository / "archive" / "tags.yml").unlink()
    assert verdict(repository)[0] == 1


def test_a_patch_that_hides_a_file_from_readers_of_headers_is_seen(repository: Path) -> None:
    patch = (
        b"diff --git a/docs/ja/articles/2024/05/1.md b/docs/ja/articles/2024/05/1.md\nnew file mode 100644\n"
        b"--- /dev/null\n+++ b/docs/ja/articles/2024/05/1.md\n@@ -0,0 +1 @@\n+x\n"
        b"--- a/.github/workflows/x.yml\n+++ b/.github/workflows/x.yml\n@@ -1 +1 @@\n-one\n+run: evil\n"
    )
    status, said = accepted(repository, patch)
    assert status == 1
    assert ".github/workflows/x.yml" in said


def test_nothing_at_all_is_not_accepted(repository: Path) -> None:
    assert accepted(repository, b"")[0] == 1


def test_more_bytes_than_an_intake_can_be_are_not_accepted(repository: Path) -> None:
    for name in "bc":
        place = repository / "archive" / "captures" / f"{name * 64}.txt"
        with place.open("wb") as out:
            out.truncate(130_000_000)
    status, said = verdict(repository)
    assert status == 1
    assert "260,000,000 bytes" in said
