"""Staged hand-written pages: home, about, contribute and whatever else stands below docs/<language>/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from bunko import frontmatter
from bunko.errors import PageError
from bunko.stage.frontmatter import render
from bunko.stage.periods import newest_calendar
from bunko.stage.piece import StagedFile
from bunko.stage.site import Site
from bunko.stage.stories import story_items
from bunko.stage.view import Shape, common, entry, filled, merged, own_fields, tag_link, to_create
from bunko.strings import language_name

LATEST = 10
STORIES = 5
TAGS = 30
"""Entries, stories and tags on the home page."""


def pages(site: Site, written: Mapping[PurePosixPath, str]) -> Iterator[StagedFile]:
    """Every hand-written page with what templates need, a home in each language, and the choice of language.

    Args:
        site: the archive.
        written: the text of each hand-written page, by its path below docs/.
    """
    languages = site.settings.languages
    index = PurePosixPath("index.md")
    below: dict[PurePosixPath, list[str]] = {index: []}
    for path in written:
        if path.parts[0] in languages:
            below.setdefault(PurePosixPath(*path.parts[1:]), []).append(path.parts[0])
        elif path != index:
            yield StagedFile(path, _outside(site, path, written[path]))
    for inner, present in sorted(below.items()):
        home = inner == index
        for lang in languages:
            path = PurePosixPath(lang, inner)
            if path in written or home:
                yield StagedFile(path, _page(site, path, written.get(path, ""), languages if home else present))
            else:
                first = next(other for other in languages if other in present)
                notice = _missing(site, path, PurePosixPath(first, inner), written, present)
                yield StagedFile(path, notice, listed=False)
    yield StagedFile(index, _choice(site, written.get(index, "")))


def page_places(site: Site, written: Mapping[PurePosixPath, str]) -> dict[str, bool]:
    """The places of these pages, and whether a sitemap is to name each."""
    languages = site.settings.languages
    own = [path for path in written if path.parts[0] in languages]
    inner = {PurePosixPath(*path.parts[1:]) for path in own}
    notices = {str(PurePosixPath(lang, path)): False for path in inner for lang in languages}
    homes = [PurePosixPath(*above, "index.md") for above in [(), *((lang,) for lang in languages)]]
    return notices | {str(path): True for path in (*written, *homes)}


def _page(site: Site, path: PurePosixPath, text: str, present: Iterable[str]) -> str:
    lang, inner = path.parts[0], PurePosixPath(*path.parts[1:])
    said, body = _read(path, text)
    address = _address(inner)
    home = not address
    own = site.settings.interface[lang]
    shown = common(site, lang, "home.html" if home else "page.html", address, present)
    meta = {"title": own.title if home else inner.stem} | filled(description=own.description if home else None)
    meta |= said | shown | {"feed": {"url": f"{lang}/feed.xml", "title": own.title}}
    if text:
        meta["edit"] = f"docs/{path}"
    if home:
        meta |= _home(site, lang)
    return render(meta, {"kind": "page"}, body)


def _outside(site: Site, path: PurePosixPath, text: str) -> str:
    """A page that stands under no language: it is shown in the site's default one."""
    said, body = _read(path, text)
    meta = {"title": path.stem} | said | {"template": "page.html", "lang": site.settings.languages[0]}
    return render(meta | {"edit": f"docs/{path}"}, {"kind": "page"}, body)


def _home(site: Site, lang: str) -> Shape:
    """What of the archive a home page shows, besides what is written there."""
    here = [article for article in site.library.published if article.folder == lang]
    tagged = [
        tag_link(lang, tagged.concept) | {"count": len(merged(site, lang, tagged.articles))}
        for tagged in site.tagged.values()
        if tagged.articles
    ]
    return filled(calendar=newest_calendar(site, lang)) | {
        "section_of_site": "home",
        "latest": [entry(site, lang, article) for article in here[:LATEST]],
        "all_url": f"{lang}/articles/",
        "stories": story_items(site, lang, STORIES),
        "tags": sorted(tagged, key=lambda link: (-link["count"], link["title"]))[:TAGS],
        "counts": {
            "articles": len({article.key for article in site.library.published}),
            "translations": sum(article.translation is not None for article in site.library.published),
            "sources": sum(bool(found) for found in site.sourced.values()),
        },
    }


def _choice(site: Site, text: str) -> str:
    said, body = _read(PurePosixPath("index.md"), text)
    interface = site.settings.interface
    lang = site.settings.languages[0]
    languages = [
        filled(lang=one.folder, name=one.name, title=one.title, url=f"{one.folder}/", description=one.description)
        for one in interface.values()
    ]
    title = " · ".join(dict.fromkeys(one.title for one in interface.values()))
    meta = {"title": title} | said | {"template": "choice.html", "lang": lang, "languages": languages}
    return render(meta, {"kind": "page"}, body)


def _missing(
    site: Site, path: PurePosixPath, original: PurePosixPath, written: Mapping[PurePosixPath, str], present: list[str]
) -> str:
    """The notice at `path`, whose page stands only in other languages, as at `original`."""
    said, _ = _read(original, written[original])
    lang, folder = path.parts[0], original.parts[0]
    title = str(said.get("title") or path.stem)
    address = _address(PurePosixPath(*path.parts[1:]))
    meta: Shape = {"title": title} | common(site, lang, "missing.html", address, present)
    meta |= {"robots": "noindex", "language": folder}
    name = language_name(lang, folder)
    meta["original"] = {"url": f"{folder}/{address}", "lang": folder, "name": name, "title": title}
    meta |= to_create(path, title, folder)
    return render(meta, {"kind": "page"}, "")


def _address(inner: PurePosixPath) -> str:
    plain = inner.with_suffix("")
    parts = plain.parts[:-1] if plain.name == "index" else plain.parts
    return "".join(f"{part}/" for part in parts)


def _read(path: PurePosixPath, text: str) -> tuple[Shape, str]:
    """What a hand-written page says of itself, in the names that templates know, and its body."""
    try:
        fields, body = frontmatter.read(text.replace("\r\n", "\n"))
    except frontmatter.FrontmatterError as error:
        raise PageError(
            f"docs/{path}:{error.line}", error.problem, cure="Mend the YAML between the first two lines of `---`."
        ) from error
    texts = {name: str(fields.pop(name)) for name in ("title", "description") if fields.get(name)}
    return texts | own_fields(fields), body
