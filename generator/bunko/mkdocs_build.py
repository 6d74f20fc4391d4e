"""One build by MkDocs: it renders only what changed, beside the site, and the site changes when all is well.

With `plugin` and `mkdocs_page` one of the modules that import mkdocs. MkDocs is given an empty docs folder and a
scratch folder for its output. `StagedFiles` holds just what must be rendered or copied, and answers for all else that
is staged.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.utils import is_markdown_file

from bunko.filesystem import remove_below
from bunko.mkdocs_page import StagedAsset, StagedPage, Workshop
from bunko.renderings import record as records
from bunko.renderings.environment import fingerprint
from bunko.renderings.extensions import unknown_extension
from bunko.renderings.plan import NOTHING_HOLDS, Plan, plan
from bunko.renderings.publication import publish, standing
from bunko.renderings.record import Message, Record, Rendering
from bunko.stage import Staged
from bunko.stamps import Stamp, stamps_below

_EVENTS = (
    *("pre_build", "files", "nav", "env", "pre_template", "template_context", "post_template", "post_build"),
    *("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page"),
)
"""Events by which another plugin may change what a page shows, or needs to see every page."""


class StagedFiles(Files):
    """MkDocs' collection of files: some to render and copy, and an answer for every other one that is staged."""

    def __init__(
        self,
        given: Files,
        config: MkDocsConfig,
        stage: Path,
        staged: Mapping[str, str],
        elsewhere: Callable[[str], bool],
    ) -> None:
        super().__init__(given)
        self._config = config
        self._stage = stage
        self._staged = staged
        self._elsewhere = elsewhere
        self._others: dict[str, File] = {}
        self._workshop = Workshop()
        self._in_navigation = frozenset(_places(config.nav))
        self.anchors: Mapping[str, tuple[str, ...]] = {}
        self.probes: dict[str, bool] | None = None

    def stands(self, place: str) -> bool:
        """Whether a file is part of the site."""
        return place in self.src_uris or place in self._staged or self._elsewhere(place)

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a place; notes the question for the page that is being rendered."""
        place = PurePath(path).as_posix()
        if self.probes is not None:
            self.probes[place] = self.stands(place)
        return self.src_uris.get(place) or self._other(place)

    def take(self, place: str) -> None:
        """Have a staged file rendered or copied."""
        if place not in self.src_uris:
            self.append(file := self._file(place))
            if file.is_documentation_page() and place not in self._in_navigation:
                StagedPage(file, self._config, self._workshop)

    def _other(self, place: str) -> File | None:
        if not self.stands(place):
            return None
        if place not in self._others:
            self._others[place] = file = self._file(place)
            set_exclusions([file], self._config)
            if file.is_documentation_page():
                page = Page(None, file, self._config)
                if (
                    place in self._staged
                ):  # of another part's page nobody knows the anchors here, and MkDocs asks for none
                    page.present_anchor_ids = set(self.anchors.get(place, ()))
        return self._others[place]

    def _file(self, place: str) -> File:
        kind = File if is_markdown_file(place) else StagedAsset
        return kind(place, str(self._stage), self._config.site_dir, self._config.use_directory_urls)


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
        self._given = config.docs_dir, config.site_dir
        self._scratch = cache / "scratch"
        self._path = cache / "record.json"
        self._messages: dict[str, list[Message]] = {}
        self._probes: dict[str, dict[str, bool]] = {}
        self._warned = False
        self._files: StagedFiles | None = None
        self._plan: Plan = NOTHING_HOLDS
        self._environment = ""
        self.hindrance = _hindrance(config)
        self.published = False

    def begin(self) -> None:
        """Turn MkDocs to the scratch folders and listen to what is said."""
        shutil.rmtree(self._scratch, ignore_errors=True)
        out = self._scratch / "site"
        out.mkdir(parents=True)
        self._config.site_dir = str(out)
        self._config.docs_dir = str(self._stage)
        if self.hindrance is None:
            self._config.docs_dir = str(self._scratch / "docs")
            (self._scratch / "docs").mkdir()
        logging.getLogger("mkdocs").addHandler(self)

    def choose(self, files: Files) -> Files:
        """Add what must be rendered and copied to MkDocs' files (the theme's assets, until now)."""
        if self.hindrance is not None:
            return files
        record = records.read(self._path)
        self._files = chosen = StagedFiles(files, self._config, self._stage, self._staged, self._elsewhere)
        navigation = sorted(place for place in _places(self._config.nav) if place in self._staged)
        shown = {place: self._staged[place] for place in navigation}
        level = logging.getLogger("mkdocs").getEffectiveLevel()
        folders = [Path(folder) for folder in self._config.theme.dirs]
        self._environment = fingerprint(_options(self._config), folders, (shown, level))
        self._plan = plan(record, self._environment, self._staged, standing(self._site), chosen.stands)
        chosen.anchors = {place: rendering.anchors for place, rendering in self._plan.pages.items()}
        kept = (self._plan.pages.keys() - set(navigation)) | self._plan.assets
        for place in sorted(self._staged.keys() - kept):
            chosen.take(place)
        return chosen

    def read(self, page: Page) -> None:
        """From here on, what is looked up is looked up for this page."""
        self._probes[page.file.src_uri] = probes = dict[str, bool]()
        if self._files is not None:
            self._files.probes = probes

    def rendered(self) -> None:
        """The page is rendered: what is looked up from here on is not for it."""
        if self._files is not None:
            self._files.probes = None

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message with the page that it is about."""
        self._warned |= record.levelno >= logging.WARNING
        page = self._config._current_page  # noqa: SLF001 - MkDocs tells nowhere else which page it is at
        if page is not None:
            message = Message(record.name, record.levelno, record.getMessage())
            self._messages.setdefault(page.file.src_uri, []).append(message)

    def repeat(self) -> None:
        """Say again what was said of the pages that are not rendered again, and check where their links lead."""
        for place, rendering in self._kept().items():
            for message in rendering.messages:
                logging.getLogger(message.logger).log(message.level, "%s", message.text)
            if self._files is not None and not self._lead_to_anchors(rendering):
                self._check_anchors(self._files, place, rendering)

    def publish(self) -> int:
        """Put what was made into the site, and record it; the number of pages that were rendered.

        In strict mode a warning leaves the site as it was, which `published` tells.

        Raises:
            OSError: a file cannot be moved; each is the old one or the new one.
        """
        rendered = self._rendered()
        self.published = not (self._config.strict and self._warned)
        if self.published:
            self._path.unlink(missing_ok=True)
            kept = self._kept()
            outputs = {rendering.output for rendering in kept.values() if rendering.output}
            present = standing(self._site) if self.hindrance else self._plan.present
            made = Path(self._config.site_dir)
            if self._part is not None:  # what MkDocs makes in any build: the theme's files, 404.html
                remove_below(made, {name for name in stamps_below(made) if self._part.holds(name)})
            stamps = publish(made, self._site, outputs | self._plan.assets, present)
            if self.hindrance is None:
                records.write(self._path, self._record({**kept, **rendered}, stamps))
        self.end()
        return len(self._probes)

    def end(self) -> None:
        """Give MkDocs its folders back, and clear away."""
        logging.getLogger("mkdocs").removeHandler(self)
        self._config.docs_dir, self._config.site_dir = self._given
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _kept(self) -> Mapping[str, Rendering]:
        files = self._files
        return {} if files is None else {n: r for n, r in self._plan.pages.items() if n not in files.src_uris}

    def _rendered(self) -> dict[str, Rendering]:
        files = () if self._files is None else self._files
        return {file.src_uri: self._rendering(file) for file in files if file.src_uri in self._probes}

    def _rendering(self, file: File) -> Rendering:
        page, place = file.page, file.src_uri
        links = (page and page.links_to_anchors) or {}
        return Rendering(
            source=self._staged[place],
            probes=self._probes[place],
            messages=tuple(self._messages.get(place, ())),
            anchors=tuple(sorted((page and page.present_anchor_ids) or ())),
            links={to.src_uri: dict(anchors) for to, anchors in links.items()},
            output=file.dest_uri if Path(file.abs_dest_path).is_file() else None,
        )

    def _record(self, pages: Mapping[str, Rendering], stamps: Mapping[str, Stamp]) -> Record:
        assets = {name: digest for name, digest in self._staged.items() if not is_markdown_file(name)}
        return Record(self._environment, dict(sorted(pages.items())), assets, stamps)

    def _lead_to_anchors(self, rendering: Rendering) -> bool:
        """Whether all links of a page lead to anchors of pages that stay as they are (mostly to its own paragraphs)."""
        found = self._plan.pages if self._files is not None else {}
        src_uris = self._files.src_uris if self._files is not None else {}
        return all(
            to in found and to not in src_uris and anchors.keys() <= set(found[to].anchors)
            for to, anchors in rendering.links.items()
        )

    def _check_anchors(self, files: StagedFiles, place: str, rendering: Rendering) -> None:
        file = files.get_file_from_path(place)
        if file is None or file.page is None:
            return
        targets = ((files.get_file_from_path(to), anchors) for to, anchors in rendering.links.items())
        file.page.links_to_anchors = {to: dict(anchors) for to, anchors in targets if to is not None}
        file.page.validate_anchor_links(files=files, log_level=self._config.validation.links.anchors)


def _places(nav: object) -> Iterator[str]:
    """Every text in the navigation of mkdocs.yml: the places of its pages among them."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, Mapping | list):
        for one in nav.values() if isinstance(nav, Mapping) else nav:
            yield from _places(one)


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
