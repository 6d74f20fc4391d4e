"""Edits that people make to an archive, each by a number that chooses where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Edit = Callable[[Path, int], None]


def _articles(archive: Path) -> list[Path]:
    return sorted(archive.glob("docs/*/articles/**/*.md"))


def _chosen(archive: Path, number: int) -> Path | None:
    found = _articles(archive)
    return found[number % len(found)] if found else None


def _replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def text(archive: Path, number: int) -> None:
    if path := _chosen(archive, number):
        path.write_text(f"{path.read_text(encoding='utf-8')}\nA sentence, number {number}.\n", encoding="utf-8")


def title(archive: Path, number: int) -> None:
    if path := _chosen(archive, number):
        _replace(path, "title: ", f"title: {number} ")


def delete(archive: Path, number: int) -> None:
    if path := _chosen(archive, number):
        path.unlink()


def rename(archive: Path, number: int) -> None:
    if path := _chosen(archive, number):
        path.rename(path.with_name(f"{path.stem}-{number}.md"))


def link(archive: Path, number: int) -> None:
    """A link to a page that may be there or not, to a heading that may be there or not."""
    target = ["101.md", "nowhere.md", "101.md#a-heading", "../../../about.md#a-heading", "#a-heading"][number % 5]
    if path := _chosen(archive, number // 5):
        path.write_text(f"{path.read_text(encoding='utf-8')}\n[A link]({target})\n", encoding="utf-8")


def heading(archive: Path, number: int) -> None:
    if path := [*_articles(archive), archive / "docs/en/about.md"][number % (len(_articles(archive)) + 1)]:
        path.write_text(f"{path.read_text(encoding='utf-8')}\n## A heading\n\nText.\n", encoding="utf-8")


def tag_name(archive: Path, number: int) -> None:
    _replace(archive / "archive/tags.yml", "en: ", f"en: {number}")


def template(archive: Path, number: int) -> None:
    folder = archive / "overrides"
    folder.mkdir(exist_ok=True)
    (folder / "page.html").write_text(f'{{% extends "main.html" %}}\n{{# {number} #}}<p>{number}</p>', encoding="utf-8")


def option(archive: Path, number: int) -> None:
    _replace(archive / "mkdocs.yml", "name: English,", f"name: English {number % 3},")


def asset(archive: Path, number: int) -> None:
    path = archive / "docs" / "files" / f"{number % 2}.txt"
    if path.exists() and number % 3 == 0:
        path.unlink()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(number), encoding="utf-8")


def meddle(archive: Path, number: int) -> None:
    """Somebody changes, removes or adds a file of the built site."""
    found = sorted(path for path in (archive / "site").rglob("*") if path.is_file())
    if not found:
        return
    path = found[number % len(found)]
    if number % 3 == 0:
        path.unlink()
    elif number % 3 == 1:
        path.write_text("meddled", encoding="utf-8")
    else:
        path.with_name("foreign.html").write_text("foreign", encoding="utf-8")


def cache(archive: Path, number: int) -> None:
    """The record is cut, or holds something else."""
    for path in (archive / ".cache").rglob("record"):
        content = path.read_bytes()
        path.write_bytes([content[: number % max(len(content), 1)], b"[]", b'{"version": 0}', b"\xff"][number % 4])


EDITS: tuple[Edit, ...] = (
    *(text, title, delete, rename, link, heading),
    *(tag_name, template, option, asset, meddle, cache),
)
