"""The texts that the shipped translations were made from: kept under their hash, and what the originals say."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from bunko import registers, settings, translated
from bunko.library import load
from bunko.nouns import Paragraph

LAGGING = {"zh/articles/2020/12/1000140.md"}
"""The translation that shows what an addition to the original leaves behind."""


def test_each_shipped_translation_but_the_lagging_one_names_the_text_that_its_original_still_has(root: Path) -> None:
    site = settings.load(root / "mkdocs.yml")
    library = load(site, registers.load(site.archive))
    translations = [article for article in library.articles if article.translation]
    assert translations
    lagging = set()
    for article in translations:
        said = article.translation
        assert said is not None
        assert said.of is not None
        kept = translated.place(site.archive, said.of).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == said.of
        if said.of != translated.fingerprint(library.groups[article.key][said.source_language]):
            lagging.add(str(article.path))
    assert lagging == LAGGING


def test_no_text_is_kept_that_no_shipped_translation_was_made_from(root: Path) -> None:
    site = settings.load(root / "mkdocs.yml")
    named = {a.translation.of for a in load(site, registers.load(site.archive)).articles if a.translation}
    assert {file.stem for file in (site.archive / "translated").iterdir()} == named


def test_a_changed_title_summary_or_text_is_another_text(root: Path, tmp_path: Path) -> None:
    site = settings.load(root / "mkdocs.yml")
    article = load(site, registers.load(site.archive)).articles[0]
    of = translated.keep(tmp_path, article)
    assert translated.place(tmp_path, of).read_text(encoding="utf-8") == translated.text_of(article)
    for changed in (
        replace(article, title="別の題"),
        replace(article, description="別の要約"),
        replace(article, body=(*article.body, Paragraph("別の段落。"))),
    ):
        assert translated.fingerprint(changed) != of
    assert translated.fingerprint(replace(article, section="宇宙")) == of
