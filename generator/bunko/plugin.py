"""The MkDocs adapter: stages before a build, keeps what still holds, and watches docs/ and archive/.

It adds speed and watching only: nothing that a reader sees depends on it, and any engine
builds the same site from what `bunko stage` writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from bunko import parts, settings
from bunko.aside import Aside
from bunko.errors import BunkoError
from bunko.filesystem import sweep
from bunko.garbage import collect_what_is_new, spare_what_is_there, without_collection
from bunko.lock import Lock, of_builds
from bunko.mkdocs_build import Build
from bunko.page_readings import KeptReadings
from bunko.preview import under_policy
from bunko.related.kept import Kept
from bunko.renderings.compiled import Compiled
from bunko.renderings.publication import standing
from bunko.renderings.templates import compile_all, make_ready
from bunko.stage import write_part
from bunko.stamps import Stamp
from bunko.watching import Watcher

_log = get_plugin_logger("bunko")

_THEME = Path(__file__).parent / "theme"
_FIRST = 100
_LAST = -100


class BunkoConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml; `bunko.settings` reads and explains them."""

    related = config_options.Type(dict, default={})
    page_size = config_options.Optional(config_options.Type(int))
    part = config_options.Optional(config_options.Type((str, int)))


class BunkoPlugin(BasePlugin[BunkoConfig]):  # type: ignore[no-untyped-call]
    """Stages the archive below .cache/bunko/ and lets MkDocs render what changed."""

    def __init__(self) -> None:
        self._preview: Path | None = None
        self._serving = False
        self._watched: tuple[str, ...] = ()
        self._build: Build | None = None
        self._readings: KeptReadings | None = None
        self._related: Kept | None = None
        self._lock: Lock | None = None
        self._present: Aside[dict[str, Stamp]] | None = None
        self._compiled = Compiled()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether pages go to a site or to a preview."""
        del dirty
        self._serving = command == "serve"

    @event_priority(_FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Stage, and turn MkDocs to the stage."""
        if config.config_file_path is None:
            raise PluginError("bunko needs a mkdocs.yml: it names the archive's root. Run MkDocs with -f.")
        path = Path(config.config_file_path)
        cache = path.parent / ".cache" / "bunko"
        self._watched = (config.docs_dir, str(path.parent / "archive"))
        self._lock = of_builds(path.parent, "mkdocs serve" if self._serving else "mkdocs build")
        self._lock.take(_log.info)
        site = Path(config.site_dir)
        own = cache / "builds" / hashlib.sha256(str(site).encode(errors="surrogateescape")).hexdigest()[:16]
        if self._serving:
            own = cache / "preview" / str(config.dev_addr.port)
            self._preview = site = own / "site"
        for folder in (own, site):
            sweep(folder, deep=False)
        self._present = present = Aside(lambda: standing(site))
        try:
            archive = settings.of(
                path,
                extra=dict(config.extra),
                options=dict(self.config),
                site_url=config.site_url or "",
                docs=config.docs_dir,
                author=config.site_author,
            )
            part = None if self._serving else parts.read(self.config.part, path.name)
            self._readings = self._readings or KeptReadings(cache)
            if self._serving:
                self._related = self._related or Kept(cache)
            with without_collection():
                staged = write_part(archive, cache / "stage", part, self._readings, self._related)
        except BunkoError as error:
            raise PluginError(error.text) from error
        spare_what_is_there()
        _log.info("Staged %d files%s.", len(staged.files), f" of the part {part.name} alone" if part else "")
        self._build = build = Build(config, stage=cache / "stage", staged=staged, site=site, cache=own)
        if part is not None and build.hindrance:
            raise PluginError(f"Parts of the site cannot be built apart: {build.hindrance}.")
        if build.hindrance:
            _log.info("Every page is rendered: %s.", build.hindrance)
        build.begin(present.result)
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Choose what is rendered, and in how many processes."""
        if self._build is None:
            return files
        return self._build.choose(files, lambda: compile_all(self._ready(config.theme.get_env(), config), _THEME))

    def on_pre_page(self, page: Page, /, *, config: MkDocsConfig, files: Files) -> Page:
        """Note what the page looks up from here."""
        del config, files
        if self._build is not None:
            self._build.read(page)
        return page

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Note no more."""
        del page, config, files
        if self._build is not None:
            self._build.rendered()
        return html

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> Any:
        """Say again what was said of the pages that stay; do once what is the same on many pages."""
        del files
        if self._build is not None:
            self._build.repeat()
        return self._ready(env, config)

    def _ready(self, env: Any, config: MkDocsConfig) -> Any:
        """An environment of templates that renders in less time."""
        templates = self._build.environment if self._build is not None else ""
        if templates:
            env.bytecode_cache = self._compiled.of(templates)
        sites = config.extra.get("bunko", {}).get("languages", {}).values()
        make_ready(env, _THEME, [entry["url"] for site in sites for entry in site.get("nav") or ()])
        return env

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the rendered pages into the site."""
        if self._build is not None:
            _forget_the_time(Path(config.site_dir, "sitemap.xml.gz"))
            count = self._build.publish()
            self._leave()
            end = "The site is in %s." if self._build.published else "%s stays as it was, since there were warnings."
            _log.info(f"Rendered %d pages. {end}", count, self._preview or config.site_dir)
        self._tidy()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the last good site as it is.

        Raises:
            PluginError: a disk that is full, or a folder that cannot be written, as a person can act on it.
        """
        if self._build is not None:
            self._build.fail(error)
        self._leave()
        self._tidy()
        if isinstance(error, OSError):
            raise PluginError(f"{error.filename or 'The site'}: {error.strerror or error}.") from error

    def _leave(self) -> None:
        if self._present is not None:
            self._present.abandon()
        if self._lock is not None:
            self._lock.leave()

    def _tidy(self) -> None:
        if self._serving:
            collect_what_is_new()

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Show the preview that is kept from run to run; watch what people edit, the stage follows from it."""
        del builder
        preview = self._preview
        if preview is not None:
            server.root = str(preview)
            server.error_handler = lambda code: _error_page(preview, code)
        server.set_app(under_policy(server.serve_request))
        server.unwatch(config.docs_dir)
        watched = tuple(server._watched_paths)  # noqa: SLF001 - what MkDocs watches already; it tells nowhere else
        for path in watched:
            while path in server._watched_paths:  # noqa: SLF001 - as often as it was asked for
                server.unwatch(path)
        server.observer = Watcher()  # type: ignore[assignment]
        for path in (*watched, *(folder for folder in self._watched if Path(folder).is_dir())):
            server.watch(path)
        return server


def _forget_the_time(packed: Path) -> None:
    """Take the time of the build from the head of a gzip file (RFC 1952): the same site is the same bytes."""
    if packed.is_file():
        head, rest = packed.read_bytes()[:4], packed.read_bytes()[8:]
        packed.write_bytes(head + bytes(4) + rest)


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
