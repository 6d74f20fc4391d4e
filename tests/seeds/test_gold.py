"""Real dumps against gold that was made by hand; of both only hashes stand here.

`gold.json` has, by the SHA-256 of a dump, a hash of each front matter field and of each block of the body as a
careful editor would write them. The dumps are a publisher's text and no part of this project: they are looked for in
`BUNKO_SEEDS`, else in `../shared/seeds` beside the checkout.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from bunko import page
from bunko.importer import import_captures
from bunko.nouns import Article, Block, Heading, Paragraph, Quote
from bunko.prose import plain, write_blocks
from tests.importer.conftest import new_archive

ROOT = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("BUNKO_SEEDS") or ROOT.parent / "shared" / "seeds")
GOLD: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "gold.json").read_text(encoding="utf-8"))
SALT = "bunko-seeds-1"


def hashed(value: object) -> str:
    text = SALT + json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def said(block: Block) -> list[str | None]:
    match block:
        case Heading(text=text):
            return ["heading", plain(text)]
        case Paragraph(text=text):
            return ["paragraph", plain(text)]
        case Quote(paragraphs=paragraphs, attribution=by):
            name, role = (by.name, by.role) if by else (None, None)
            return ["quote", "\n".join(map(plain, paragraphs)), name and plain(name), role and plain(role)]
        case _:
            return [type(block).__name__, write_blocks([block])]


def fields(article: Article) -> dict[str, Any]:
    """What an editor judges: all that a dump tells, without what the archive adds."""
    found = {name: value for name, value in page.fields(article).items() if name not in {"captures", "source"}}
    if article.title.startswith("[") and article.title.endswith("…]"):
        del found["title"]  # made of the first words, since the dump has none
    if article.images:
        found["images"] = [[image.url, image.caption, image.credit] for image in article.images]
    return found


@pytest.mark.parametrize("sha256", sorted(GOLD))
def test_a_dump_gives_what_an_editor_would_write(sha256: str, tmp_path: Path) -> None:
    files = (path for path in sorted(SEEDS.rglob("*.txt")) if path.is_file()) if SEEDS.is_dir() else iter(())
    dump = next((path for path in files if hashlib.sha256(path.read_bytes()).hexdigest() == sha256), None)
    if dump is None:
        pytest.skip(f"no dump with this hash below {SEEDS.name}: set BUNKO_SEEDS to the folder of the seeds")
    archive = new_archive(tmp_path / "archive")

    [outcome] = import_captures(archive, [dump])

    path = PurePosixPath(str(outcome.page)).relative_to("docs")
    article = page.read((archive.docs / path).read_text(encoding="utf-8"), path)
    fields_said = {name: hashed(value) for name, value in fields(article).items() if name != "proposed_tags"}
    assert fields_said == GOLD[sha256]["fields"]
    assert [hashed(said(block)) for block in article.body] == GOLD[sha256]["body"]
