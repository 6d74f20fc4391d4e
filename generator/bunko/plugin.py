"""The MkDocs adapter: stages before a build, and watches docs/ and archive/ instead of the stage.

The only module that imports mkdocs. Nothing that a reader sees depends on it: any engine
builds the same site from what `bunko stage` writes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger

from bunko import settings
from bunko.errors import BunkoError
from bunko.stage import write_stage

_log = get_plugin_logger("bunko")
logging.getLogger("jieba").setLevel(logging.WARNING)  # else Material's search tells of its dictionary in each build


class BunkoConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml; `bunko.settings` reads and explains them."""

    related = config_options.Type(dict, default={})
    page_size = config_options.Optional(config_options.Type(int))


class BunkoPlugin(BasePlugin[BunkoConfig]):  # type: ignore[no-untyped-call]
    """Stages the archive below .cache/bunko/ and lets MkDocs render the stage."""

    def __init__(self) -> None:
        self._watched: tuple[str, ...] = ()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Stage, and point MkDocs at the stage."""
        if config.config_file_path is None:
            raise PluginError("bunko needs a mkdocs.yml: it names the archive's root. Run MkDocs with -f.")
        path = Path(config.config_file_path)
        stage = path.parent / ".cache" / "bunko" / "stage"
        self._watched = (config.docs_dir, str(path.parent / "archive"))
        try:
            archive = settings.of(
                path,
                extra=dict(config.extra),
                options=dict(self.config),
                site_url=config.site_url or "",
                docs=config.docs_dir,
            )
            count = write_stage(archive, stage)
        except BunkoError as error:
            raise PluginError(error.text) from error
        _log.info("Staged %d files.", count)
        config.docs_dir = str(stage)
        return config

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Watch what people edit; the stage follows from it."""
        del builder
        server.unwatch(config.docs_dir)
        for folder in self._watched:
            if Path(folder).is_dir():
                server.watch(folder)
        return server
