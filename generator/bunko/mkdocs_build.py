"""One build by MkDocs: it renders only what changed, beside the site, and the site changes when all is well.

With `plugin` and `mkdocs_page` one of the modules that import mkdocs. MkDocs is given an empty docs folder and a
scratch folder for its output. `StagedFiles` holds just what must be rendered or copied, and answers for all else that
is staged.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import is_markdown_file

from bunko.filesystem import remove_files, same_file
from bunko.mkdocs_files import StagedFiles, places_in
from bunko.mkdocs_page import StagedPage
from bunko.renderings import record as records
from bunko.renderings.environment import fingerprint
from bunko.renderings.extensions import unknown_extension
from bunko.renderings.plan import NOTHING_HOLDS, Plan, plan
from bunko.renderings.publication import publish
from bunko.renderings.record import Message, Record, Rendering
from bunko.renderings.shares import Shares
from bunko.stage import Staged
from bunko.stamps import Stamp, stamps_below

_EVENTS = (
    *("pre_build", "files", "nav", "env", "pre_template", "template_context", "post_template", "post_build"),
    *("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page"),
)
"""Events by which another plugin may change what a page shows, or needs to see every page."""


class Build(logging.Handler):
    """From the staged files to the published site; as a log handler it keeps what is said of each page.

    Args:
        config: MkDocs' own; `docs_dir` and `site_dir` are turned to scratch folders until the build ends.
        stage: the staged tree's folder.
        staged: what is staged, and of which part of the site.
        site: where the site is to stand.
        cache: a folder of our own, for the record and the scratch folders.
    """

    def __init__(self, config: MkDocsConfig, *, stage: Path, staged: Staged, site: Path, cache: Path) -> None:
        super().__init__(logging.INFO)
        self._config = config
        self._staged = staged.files
        self._elsewhere = staged.elsewhere
        self._part = staged.part
        self._stage = stage
        self._site = site
        self._present: Callable[[], dict[str, Stamp]] = dict
        self._given = config.docs_dir, config.site_dir
        self._scratch = cache / "scratch"
        self._path = cache / "record"
        self._messages: dict[str, list[Message]] = {}
        self._count = 0
        self._copied: list[str] = []
        self._shares = Shares()
        self._warned = False
        self._files: StagedFiles | None = None
        self._plan: Plan = NOTHING_HOLDS
        self.environment = ""
        self.hindrance = _hindrance(config)
        self.published = False

    def begin(self, present: Callable[[], dict[str, Stamp]]) -> None:
        """Turn MkDocs to the scratch folders and listen to what is said; `present` tells `publication.standing`."""
        self._present = present
        shutil.rmtree(self._scratch, ignore_errors=True)
        out = self._scratch / "site"
        out.mkdir(parents=True)
        self._config.site_dir = str(out)
        self._config.docs_dir = str(self._stage)
        if self.hindrance is None:
            self._config.docs_dir = str(self._scratch / "docs")
            (self._scratch / "docs").mkdir()
        logging.getLogger("mkdocs").addHandler(self)

    def choose(self, files: Files, begin: Callable[[], None]) -> Files:
        """Add what must be rendered and copied to MkDocs' files (the theme's assets, until now).

        Args:
            files: MkDocs' own.
            begin: as `Shares.divide` has it.
        """
        if self.hindrance is not None:
            return files
        record = records.read(self._path)
        self._files = chosen = StagedFiles(files, self._config, self._stage, self._staged, self._elsewhere)
        navigation = sorted(place for place in places_in(self._config.nav) if place in self._staged)
        shown = {place: self._staged[place] for place in navigation}
        level = logging.getLogger("mkdocs").getEffectiveLevel()
        folders = [Path(folder) for folder in self._config.theme.dirs]
        self.environment = fingerprint(_options(self._config), folders, (shown, level))
        self._plan = plan(record, self.environment, self._staged, self._present(), chosen.stands)
        chosen.anchors = {place: rendering.anchors for place, rendering in self._plan.pages.items()}
        kept = (self._plan.pages.keys() - set(navigation)) | self._plan.assets
        due = sorted(self._staged.keys() - kept)
        self._copied = [place for place in due if chosen.is_copied(place)]
        pages = [place for place in due if not chosen.is_copied(place)]
        others = [place for place in pages if place not in shown]
        mine = self._shares.divide(others, begin)
        chosen.elsewhere = frozenset(others).difference(mine)
        if self._shares.is_copy:
            self._hear_alone()
            chosen.copies_assets = False
            self._config.theme.static_templates.clear()
        for place in (*navigation, *mine):
            chosen.take(place)
        return chosen

    def _hear_alone(self) -> None:
        """Let nobody else hear what is said: it is said again by the process that this is a copy of."""
        logger = logging.getLogger("mkdocs")
        logger.handlers[:] = [self]
        logger.propagate = False

    def read(self, page: Page) -> None:
        """From here on, what is looked up is looked up for this page; one of the stage says itself when it is read."""
        self._count += 1
        if self._files is not None and not isinstance(page, StagedPage):
            self._files.note(page.file.src_uri)

    def rendered(self) -> None:
        """The page is rendered: what is looked up from here on is not for it."""
        if self._files is not None:
            self._files.note(None)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message with the page that it is about."""
        self._warned |= record.levelno >= logging.WARNING
        page = self._config._current_page  # noqa: SLF001 - MkDocs tells nowhere else which page it is at
        if page is not None:
            message = Message(record.name, record.levelno, record.getMessage())
            self._messages.setdefault(page.file.src_uri, []).append(message)

    def repeat(self) -> None:
        """Say again what was said of the pages that are not rendered again."""
        if not self._shares.is_copy:
            self._say(self._kept())

    def fail(self, error: Exception) -> None:
        """End a build that failed; the site stays as it was."""
        if self._shares.is_copy:
            self._shares.end(self._rendered(), str(error))
        self.end()

    def _say(self, renderings: Mapping[str, Rendering]) -> None:
        for rendering in renderings.values():
            for message in rendering.messages:
                logging.getLogger(message.logger).log(message.level, "%s", message.text)

    def publish(self) -> int:
        """Put what was made into the site, and record it; the number of pages that were rendered.

        In strict mode a warning leaves the site as it was, which `published` tells.

        Raises:
            OSError: a file cannot be moved; each is the old one or the new one.
        """
        rendered = self._rendered()
        if self._shares.is_copy:
            self._shares.end(rendered)
        rendered |= self._others(rendered)
        self._check_kept()
        self.published = not (self._config.strict and self._warned)
        if self.published:
            self._path.unlink(missing_ok=True)
            self._copy()
            kept = self._kept()
            outputs = {rendering.output for rendering in kept.values() if rendering.output}
            present = self._present() if self.hindrance else self._plan.present
            made = Path(self._config.site_dir)
            if self._part is not None:  # what MkDocs makes in any build: the theme's files, 404.html
                remove_files(made, [name for name in stamps_below(made) if not self._part.holds(name)])
            stamps = publish(made, self._site, outputs | self._plan.assets, present)
            if self.hindrance is None:
                records.write(self._path, self._record({**kept, **rendered}, stamps))
        self.end()
        return self._count

    def _others(self, mine: Mapping[str, Rendering]) -> dict[str, Rendering]:
        """What the other processes rendered; what was said of it is said, and links between the shares are checked.

        Raises:
            PluginError: one of them failed.
        """
        found: dict[str, Rendering] = {}
        for share in self._shares.heard():
            self._say(share.renderings)
            if share.error is not None:
                raise PluginError(share.error)
            found |= {place: rendering for place, rendering in share.renderings.items() if place not in mine}
        if self._files is not None and found:
            self._count += len(found)
            self._files.learn({place: rendering.anchors for place, rendering in found.items()})
            for place, rendering in found.items():
                self._check_anchors(self._files, place, rendering.links)
            for place, rendering in mine.items():
                self._check_anchors(self._files, place, {to: at for to, at in rendering.links.items() if to in found})
        return found

    def _check_kept(self) -> None:
        """Check where the pages that are not rendered again lead, now that all anchors are known."""
        for place, rendering in self._kept().items():
            if self._files is not None and not self._lead_to_anchors(rendering):
                self._check_anchors(self._files, place, rendering.links)

    def _copy(self) -> None:
        """Put staged files that are no pages among what was made, by a second name; what MkDocs made goes before."""
        out = Path(self._config.site_dir)
        for place in self._copied:
            same_file(self._stage / place, out / place)

    def end(self) -> None:
        """Give MkDocs its folders back, and clear away."""
        self._shares.abandon()
        logging.getLogger("mkdocs").removeHandler(self)
        self._config.docs_dir, self._config.site_dir = self._given
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._files, self._plan, self._staged = None, NOTHING_HOLDS, {}  # a preview's build is long remembered

    def _kept(self) -> Mapping[str, Rendering]:
        files = self._files
        return {} if files is None else {n: r for n, r in self._plan.pages.items() if n not in files.src_uris}

    def _rendered(self) -> dict[str, Rendering]:
        files = self._files
        if files is None:
            return {}
        return {place: self._rendering(files.src_uris[place], probes) for place, probes in files.probes.items()}

    def _rendering(self, file: File, probes: Mapping[str, bool]) -> Rendering:
        page, place = file.page, file.src_uri
        links = (page and page.links_to_anchors) or {}
        return Rendering(
            source=self._staged[place],
            probes=probes,
            messages=tuple(self._messages.get(place, ())),
            anchors=tuple(sorted(filter(None, (page and page.present_anchor_ids) or ()))),  # None: `<a name>`
            links={to.src_uri: dict(anchors) for to, anchors in links.items()},
            output=file.dest_uri if Path(file.abs_dest_path).is_file() else None,
        )

    def _record(self, pages: Mapping[str, Rendering], stamps: Mapping[str, Stamp]) -> Record:
        assets = {name: digest for name, digest in self._staged.items() if not is_markdown_file(name)}
        return Record(self.environment, dict(sorted(pages.items())), assets, stamps)

    def _lead_to_anchors(self, rendering: Rendering) -> bool:
        """Whether all links of a page lead to anchors of pages that stay as they are (mostly to its own paragraphs)."""
        found = self._plan.pages if self._files is not None else {}
        src_uris = self._files.src_uris if self._files is not None else {}
        return all(
            to in found and to not in src_uris and anchors.keys() <= set(found[to].anchors)
            for to, anchors in rendering.links.items()
        )

    def _check_anchors(self, files: StagedFiles, place: str, links: Mapping[str, Mapping[str, str]]) -> None:
        file = files.get_file_from_path(place) if links else None
        if file is None or file.page is None:
            return
        targets = ((files.get_file_from_path(to), anchors) for to, anchors in links.items())
        file.page.links_to_anchors = {to: dict(anchors) for to, anchors in targets if to is not None}
        file.page.validate_anchor_links(files=files, log_level=self._config.validation.links.anchors)


def _options(config: MkDocsConfig) -> dict[str, object]:
    """MkDocs' options as they count for a page: without folders of this build, plugins by their own options."""
    apart = {"config_file_path", "docs_dir", "plugins", "site_dir", "watch"}
    options: dict[str, object] = {name: value for name, value in config.items() if name not in apart}
    return options | {"plugins": {name: dict(plugin.config) for name, plugin in config.plugins.items()}}


def _hindrance(config: MkDocsConfig) -> str | None:
    """Why nothing can be kept from build to build; None where it can."""
    names = {id(plugin): name for name, plugin in config.plugins.items()}
    owners = (getattr(method, "__self__", None) for event in _EVENTS for method in config.plugins.events[event])
    others = sorted(
        names.get(id(owner), "a hook") for owner in owners if not type(owner).__module__.startswith("bunko.")
    )
    if others:
        return f"{others[0]} may change any page"
    if config.nav is None:
        return "without nav in mkdocs.yml each page may list all others"
    if config.validation.nav.omitted_files >= logging.WARNING:
        return "validation.nav.omitted_files asks for a list of all pages"
    return unknown_extension(config.markdown_extensions)
