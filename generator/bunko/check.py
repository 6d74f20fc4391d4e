"""What is wrong with an archive: each problem with its file, a code, and the cure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass

from bunko import frontmatter, register_check, registers, story_register, translated, translating
from bunko.errors import BunkoError
from bunko.library import MANY_TAGS, Library, LibraryError, load
from bunko.nouns import Article
from bunko.settings import Settings
from bunko.sources import host_of
from bunko.stage.redirects import alias_file
from bunko.web_address import is_web


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem.

    Attributes:
        file: path relative to the archive's root.
        line: from 1.
        code: `page`, `register`, `story`, `label`, `host`, `script`, `source`, `translation`, `translation-lacks`,
            `untranslated`, `withdrawn`, `body`,
            `url`, `alias`, `language`, `tags`, `capture-missing`, `capture-changed`, `capture-without-page`,
            `capture-without-record`.
        message: what was expected and found.
        cure: what to do.
    """

    file: str
    line: int
    code: str
    message: str
    cure: str

    def as_text(self) -> str:
        """`file:line: [code] message`, then the cure."""
        return f"{self.file}:{self.line}: [{self.code}] {self.message}\n     {self.cure}"

    def as_github(self) -> str:
        """A workflow command that puts the problem on its line in a pull request."""
        text = f"{self.message} {self.cure}"
        for letter, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
            text = text.replace(letter, escaped)
        return f"::error file={self.file},line={self.line},title={self.code}::{text}"

    def as_json(self) -> str:
        """One JSON object on one line."""
        return json.dumps(asdict(self), ensure_ascii=False)


def check(settings: Settings) -> Iterator[Problem]:
    """Every problem of an archive, by file."""
    reading = registers.examine(settings.archive)
    yield from (_problem(error, "register") for error in reading.problems)
    yield from (_problem(error, code) for code, error in register_check.doubts(reading))
    try:
        library = load(settings, reading.registers)
    except LibraryError as error:
        yield from (_problem(problem, "page") for problem in error.problems)
        return
    held = {file.stem for file in (settings.archive / "captures").glob("*")}
    for article in library.articles:
        yield from _article(settings, library, article, held)
    for article in library.drafts:
        yield from _translated(settings, library, article)
    yield from _stories(settings, library)
    yield from _captures(settings, library)


def _article(settings: Settings, library: Library, article: Article, held: Collection[str]) -> Iterator[Problem]:
    yield from _said(article)
    yield from _tags(settings, library, article)
    file = f"docs/{article.path}"
    if article.source is not None and article.source not in library.registers.sources:
        cure = f"Add `{article.source}: {{names: {{…}}}}` to archive/sources.yml, or mend the id."
        yield Problem(file, 1, "source", f"The source {article.source!r} is not in archive/sources.yml.", cure)
    elif article.source is None and article.url is None and not article.captures:
        cure = "Give `source: <id in archive/sources.yml>`, the original's `url`, or import its capture."
        yield Problem(file, 1, "source", "The page does not say where its text comes from.", cure)
    elif article.source is None and article.url is not None and article.translation is None and not article.withdrawn:
        cure = "Add its publisher to archive/sources.yml, with the host in `hosts`; import again, or give `source`."
        message = f"The page names no source, and its address stands at {host_of(article.url)!r}."
        yield Problem(file, _line(settings, article, "url"), "source", message, cure)
    said = article.translation
    if said is not None and said.source_language not in library.groups[article.key]:
        cure = f"Name the language of the original: the same path stands under docs/{'|'.join(library.languages)}/."
        message = f"The page is translated from {said.source_language!r}, where this article does not stand."
        yield Problem(file, 1, "translation", message, cure)
    yield from _translated(settings, library, article)
    for record in article.captures:
        if record.sha256 not in held:
            cure = "Restore the capture from the repository's history, or import it again."
            message = f"The capture {record.sha256} is not in archive/captures/."
            yield Problem(file, 1, "capture-missing", message, cure)


def _translated(settings: Settings, library: Library, article: Article) -> Iterator[Problem]:
    """Places of a translation that still wait, and blocks that its original has more."""
    said = article.translation
    original = library.groups.get(article.key, {}).get(said.source_language) if said else None
    if original is None or article.withdrawn:
        return
    file = f"docs/{article.path}"
    waiting = list(translating.unfinished(article, original))
    text = (settings.docs / article.path).read_text(encoding="utf-8")
    at = len(text) - len(frontmatter.split(text)[1])
    for name, words in waiting:
        cure = "Translate it, and take the comment away." if name == "paragraph" else "Translate it."
        if name == "paragraph":
            at = max(text.find(words, at), at)
            line = text.count("\n", 0, at) + 1
            at += len(words)
        else:
            line = _line(settings, article, name)
        yield Problem(file, line, "untranslated", f"The {name} is not translated: {words[:60]!r}.", cure)
    lags = said is not None and said.of is not None and said.of != translated.fingerprint(original)  # the page says so
    few = {} if waiting or lags else translating.lacking(article, original)
    if few:
        named = ", ".join(f"{count} × {kind.lower()}" for kind, count in few.items())
        message = (
            f"The translation has {len(article.body)} blocks, its original {len(original.body)}; it lacks {named}."
        )
        cure = f"Compare with docs/{original.path}; `parallel/` below the article's address shows both side by side."
        yield Problem(file, 1, "translation-lacks", message, cure)


def _said(article: Article) -> Iterator[Problem]:
    """What a page says of itself that cannot be right."""
    file = f"docs/{article.path}"
    if article.withdrawn and not article.reason:
        yield Problem(
            file, 1, "withdrawn", "The article is withdrawn without a reason.", "Give `reason: …` for readers."
        )
    if not article.withdrawn and not article.body:
        yield Problem(
            file, 1, "body", "The article has no text.", "Write it, or give `status: withdrawn` with a reason."
        )
    if article.url is not None and not is_web(article.url):
        cure = "Give the original's address, or leave the field out."
        yield Problem(file, 1, "url", f"url is no address: expected https://…, found {article.url[:60]!r}.", cure)
    for alias in article.aliases:
        if alias_file(alias) is None:
            cure = "Give the former address below the site's root: ja/old/1/, or old/1.html."
            yield Problem(file, 1, "alias", f"aliases: {alias[:60]!r} is no address of this site.", cure)
    if article.language.partition("-")[0].lower() != article.folder.partition("-")[0].lower():
        message = f"The text's language is {article.language}, and the page stands under docs/{article.folder}/."
        yield Problem(file, 1, "language", message, "Move the page under its language's folder, or mend `language`.")


def _tags(settings: Settings, library: Library, article: Article) -> Iterator[Problem]:
    """An article that nothing leads to, and one with so many tags that they say nothing.

    A translation without tags has its original's: one word on the original is enough.
    """
    file = f"docs/{article.path}"
    inherits = article.translation is not None and library.original(article.key) is not article
    if len(article.tags) > MANY_TAGS:
        message = f"The article has {len(article.tags)} tags: expected {MANY_TAGS} at most."
        cure = "Keep those that say what it is about; a long list is often a page's footer, taken for its tags."
        yield Problem(file, _line(settings, article, "tags"), "tags", message, cure)
    elif not article.withdrawn and not inherits and article.body and not library.concepts(article):
        few = f" (proposed: {', '.join(article.proposed_tags[:5])})" if article.proposed_tags else ""
        cure = f"Give `tags: […]`{few}: names or ids of archive/tags.yml, or new ones."
        line = _line(settings, article, "tags", "proposed_tags")
        yield Problem(file, line, "tags", "The article has no tags, so that no list of a subject leads to it.", cure)


def _line(settings: Settings, article: Article, *names: str) -> int:
    """The line of the first of these fields that a page has, else its first line."""
    head, _ = frontmatter.split((settings.docs / article.path).read_text(encoding="utf-8").replace("\r\n", "\n"))
    lines = frontmatter.positions(head or "", first_line=2)
    return next((lines[(name,)] for name in names if (name,) in lines), 1)


def _stories(settings: Settings, library: Library) -> Iterator[Problem]:
    reading = story_register.examine(settings.archive)
    yield from (_problem(error, "story") for error in reading.problems)
    entries = tuple(reading.entries.values())
    held = {article.id for article in library.articles}
    known = held | {entry.id for entry in entries}
    for entry in entries:
        for id_ in (*entry.articles, *entry.without, *entry.merge):
            merged = id_ in entry.merge
            if id_ not in (known if merged else held):
                what = "story or article" if merged else "article"
                cure = f"Give the id of {'an' if what == 'article' else 'a'} {what}: the last part of its address."
                message = f"{entry.id}: there is no {what} {id_!r}."
                yield Problem(story_register.PLACE, entry.lines[id_], "story", message, cure)


def _captures(settings: Settings, library: Library) -> Iterator[Problem]:
    held = {record.sha256 for article in library.articles for record in article.captures}
    files = [file for file in sorted((settings.archive / "captures").glob("*")) if not file.name.startswith(".")]
    recorded = {file.stem for file in files if file.suffix == ".json"}
    for capture in files:
        if capture.stem not in recorded:
            cure = "Restore the record from the repository's history, or import the capture again."
            file = f"archive/captures/{capture.name}"
            yield Problem(file, 1, "capture-without-record", "The capture has no record (<sha256>.json).", cure)
        if capture.suffix != ".json" and hashlib.sha256(capture.read_bytes()).hexdigest() != capture.stem:
            cure = "Restore the capture from the repository's history; captures are never edited."
            file = f"archive/captures/{capture.name}"
            yield Problem(file, 1, "capture-changed", "The capture's bytes are not those that it was kept with.", cure)
    for sidecar in (file for file in files if file.suffix == ".json"):
        if sidecar.stem not in held:
            cure = (
                "Import the capture again (`bunko import`); to withdraw an article, keep its page: status: withdrawn."
            )
            file = f"archive/captures/{sidecar.name}"
            yield Problem(file, 1, "capture-without-page", "No page names this capture.", cure)


def _problem(error: BunkoError, code: str) -> Problem:
    file, _, line = error.place.partition(":")
    details = "; ".join(
        f"{word} {what}" for word, what in (("expected", error.expected), ("found", error.found)) if what
    )
    message = f"{error.problem}{': ' + details if details else ''}."
    return Problem(file, int(line) if line.isdigit() else 1, code, message, error.cure or "See ARCHITECTURE.md.")
