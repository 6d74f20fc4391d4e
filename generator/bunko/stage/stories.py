"""Staged stories: an index, and for each story its articles on a time axis, the languages side by side."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePosixPath

from bunko import dates
from bunko.nouns import Article, Story
from bunko.printed_dates import printed
from bunko.registers import name_in
from bunko.stage.frontmatter import render
from bunko.stage.paging import sheets
from bunko.stage.piece import StagedFile
from bunko.stage.site import Site
from bunko.stage.view import Shape, common, entry, filled
from bunko.strings import say


def stories(site: Site) -> Iterator[StagedFile]:
    """The index and every story's page, in every language."""
    for lang in site.settings.languages:
        for sheet in sheets(lang, "stories/", site.stories.all, site.settings.page_size):
            items = [_item(site, lang, story) for story in sheet.items]
            index = {"template": "stories.html", "title": say(lang, "stories.title"), "items": items}
            yield _page(site, lang, sheet.address, index | {"paging": sheet.paging})
        for story in site.stories.all:
            yield _page(site, lang, f"stories/{story.id}/", _story(site, lang, story))


def story_items(site: Site, lang: str, most: int) -> list[Shape]:
    """The newest stories as lists name them."""
    return [_item(site, lang, story) for story in site.stories.all[:most]]


def story_link(site: Site, lang: str, key: str) -> Shape | None:
    """The way from an article to its story."""
    story = site.stories.by_article.get(key)
    return _item(site, lang, story) if story else None


def _page(site: Site, lang: str, address: str, meta: Shape) -> StagedFile:
    shown = common(site, lang, meta["template"], address, site.settings.languages)
    text = render({**meta, **shown, "section_of_site": "stories"}, {"kind": "page"}, "")
    return StagedFile(PurePosixPath(lang, address, "index.md"), text)


def story_title(site: Site, lang: str, story: Story) -> tuple[str, str]:
    """The name of a story, or the title of its first article, and the language that it is in."""
    if story.names:
        return name_in(story.names, lang)
    first = site.library.shown(story.keys[0], lang)
    return first.title, first.language


def _title(site: Site, lang: str, story: Story) -> Shape:
    title, language = story_title(site, lang, story)
    return {"title": title} if language == lang else {"title": title, "language": language}


def _item(site: Site, lang: str, story: Story) -> Shape:
    shape = _title(site, lang, story) | {"url": f"{lang}/stories/{story.id}/", "count": len(story.keys)}
    return shape | filled(period=_period(site, lang, story))


def _period(site: Site, lang: str, story: Story) -> str | None:
    """The days of a story, first and last."""
    found = [site.library.original(key).published for key in story.keys]
    days = [printed(dates.day(instant), lang) for instant in found if instant is not None]
    if not days:
        return None
    return days[0] if days[0] == days[-1] else say(lang, "story.period", first=days[0], last=days[-1])


def _story(site: Site, lang: str, story: Story) -> Shape:
    present = [
        folder for folder in site.settings.languages if any(folder in site.library.groups[key] for key in story.keys)
    ]
    present.sort(key=lambda folder: folder != lang)
    columns = [{"lang": folder, "name": site.settings.interface[folder].name} for folder in present]
    shape = {"template": "story.html", "total": len(story.keys), "kept": story.kept, "columns": columns}
    shape |= {"days": _days(site, lang, story, present)}
    return _title(site, lang, story) | shape | filled(period=_period(site, lang, story))


def _days(site: Site, lang: str, story: Story, folders: list[str]) -> list[Shape]:
    """The articles of a story by the day of the original's publication, oldest first, in a column for each language."""
    shape = []
    for day, keys in groupby(story.keys, key=lambda key: _day(site.library.original(key))):
        together = list(keys)
        cells = [
            filled(lang=folder, name=site.settings.interface[folder].name)
            | {"entries": [entry(site, lang, page) for page in _pages(site, folder, together)]}
            for folder in folders
        ]
        instant = site.library.original(together[0]).published
        text = printed(dates.day(instant), lang) if instant else say(lang, "story.undated")
        shape.append(filled(date=day, date_text=text) | {"cells": cells})
    return shape


def _day(article: Article) -> str:
    return dates.day(article.published).isoformat() if article.published else ""


def _pages(site: Site, folder: str, keys: list[str]) -> list[Article]:
    groups = site.library.groups
    return [groups[key][folder] for key in keys if folder in groups[key] and not groups[key][folder].withdrawn]
