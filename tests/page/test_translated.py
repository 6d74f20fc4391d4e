"""The texts that the shipped translations were made from: kept under their hash, and still what the originals say."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from bunko import registers, settings, translated
from bunko.library import load
from bunko.nouns import Paragraph


def test_each_shipped_translation_names_the_text_that_its_original_still_has(root: Path) -> None:
    site = settings.load(root / "mkdocs.yml")
    library = load(site, registers.load(site.archive))
    translations = [article for article in library.articles if article.translation]
    assert translations
    for article in translations:
        said = article.translation
        assert said is not None
        assert said.of is not None
        kept = translated.place(site.archive, said.of).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == said.of
        assert said.of == translated.fingerprint(library.groups[article.key][said.source_language])


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
