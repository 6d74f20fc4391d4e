"""Staged pages of the translations: how much stands in each language, and what is worth translating next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from bunko.coverage import Coverage, Share, coverage
from bunko.nouns import Article
from bunko.stage.frontmatter import render
from bunko.stage.piece import StagedFile
from bunko.stage.site import Site
from bunko.stage.view import Shape, common, entry, filled, period_title, tag_link
from bunko.strings import say

FOLDER = "translations"
_WANTED = 30
_LISTED = 50
_TAGS = 30


def translations(site: Site) -> Iterator[StagedFile]:
    """`<lang>/translations/` in each language of a site that has several."""
    languages = site.settings.languages
    if len(languages) < 2:  # noqa: PLR2004 - one language has no translations
        return
    found = {lang: coverage(site.library, lang) for lang in languages}
    for lang in languages:
        mine = found[lang]
        meta: Shape = {"title": say(lang, "coverage.title"), "description": say(lang, "coverage.intro")}
        meta |= common(site, lang, "translations.html", f"{FOLDER}/", languages)
        meta["languages"] = [
            {"name": site.settings.interface[other].name, "lang": other} | _share(one.all) | {"made": one.translations}
            for other, one in found.items()
        ]
        meta["years"] = [
            {"title": period_title(lang, year), "url": f"{lang}/articles/{year}/"} | _share(share)
            for year, share in mine.years.items()
        ]
        meta["subjects"] = _subjects(site, lang, mine)
        meta["wanted"] = [
            entry(site, lang, one.article) | {"reason": say(lang, "coverage.company", count=one.company)}
            for one in mine.wanted[:_WANTED]
        ]
        meta |= filled(more=len(mine.wanted) - _WANTED if len(mine.wanted) > _WANTED else None)
        for name in ("lagging", "machine"):
            meta[name] = _entries(site, lang, getattr(mine, name))
        yield StagedFile(PurePosixPath(lang, FOLDER, "index.md"), render(meta, {"kind": "page"}, ""))


def _share(share: Share) -> Shape:
    """With the percentage, rounded down: 100 is all."""
    percent = share.standing * 100 // share.articles if share.articles else 100
    return {"standing": share.standing, "articles": share.articles, "percent": percent}


def _subjects(site: Site, lang: str, found: Coverage) -> list[Shape]:
    """The subjects of which articles lack, those first that lack most."""
    lacking = [(id_, share) for id_, share in found.tags.items() if share.standing < share.articles]
    concepts = site.library.called
    return [tag_link(lang, concepts[id_]) | _share(share) for id_, share in lacking[:_TAGS] if id_ in concepts]


def _entries(site: Site, lang: str, articles: Sequence[Article]) -> list[Shape]:
    return [entry(site, lang, article) for article in articles[:_LISTED]]
