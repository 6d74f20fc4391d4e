"""What mkdocs.yml says to Bunko, read without MkDocs, so that every engine is staged alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from bunko.errors import SettingsError


@dataclass(frozen=True, slots=True)
class SiteLanguage:
    """One language of the site's interface.

    Attributes:
        folder: `ja`: the folder below docs/, and the first part of addresses.
        name: the language's name in itself.
        title: the site's title in this language.
        description: one sentence on the site, or empty.
    """

    folder: str
    name: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Settings:
    """An archive's settings.

    Attributes:
        root: the folder of mkdocs.yml.
        interface: the site's languages in their order, the default one first.
        site_url: the site's absolute address with a trailing slash, or empty.
        docs: the folder of the pages.
        organization: who publishes the archive: `site_author`, else its title in its first language.
        related_limit: neighbours shown in the page's language.
        related_other_limit: neighbours shown in the other languages together.
        page_size: entries on one page of a long list.
    """

    root: Path
    interface: Mapping[str, SiteLanguage]
    site_url: str = ""
    organization: str = ""
    docs: Path = field(default=Path("docs"))
    related_limit: int = 6
    related_other_limit: int = 3
    page_size: int = 50

    @property
    def languages(self) -> tuple[str, ...]:
        """The folders of the site's languages, in their order."""
        return tuple(self.interface)

    @property
    def archive(self) -> Path:
        """The folder of captures and registers."""
        return self.root / "archive"


_EXAMPLE = "extra: {bunko: {languages: {ja: {name: 日本語, title: 文庫}}}}"
_DEPTH = 8
"""How many files INHERIT may chain; a circle ends there."""


class _Loader(yaml.CSafeLoader):
    """mkdocs.yml's YAML: `!ENV` as MkDocs has it; `!!python/…` names stay unread."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
_Loader.add_constructor("!relative", lambda *_: None)


def load(path: Path) -> Settings:
    """Read an archive's mkdocs.yml (with `INHERIT`).

    Raises:
        SettingsError: the file is missing, is no YAML mapping, or has a wrong value.
    """
    config = _read(path, depth=0)
    plugins = config.get("plugins") or []
    entries = plugins.items() if isinstance(plugins, dict) else (_plugin(entry) for entry in plugins)
    options = next((options for name, options in entries if name == "bunko"), None)
    return of(
        path.resolve(),
        extra=config.get("extra") or {},
        options=options or {},
        site_url=config.get("site_url") or "",
        author=config.get("site_author"),
        docs=config.get("docs_dir") or "docs",
    )


def of(  # noqa: PLR0913 - each is a value of mkdocs.yml
    path: Path, *, extra: Any, options: Any, site_url: Any, docs: Any, author: Any = None
) -> Settings:
    """Settings from the values of a mkdocs.yml at `path`.

    Raises:
        SettingsError: a value is missing or of a wrong kind.
    """
    for name, value in (("site_url", site_url), ("docs_dir", docs)):
        if not isinstance(value, str):
            raise SettingsError(
                path.name, f"{name} is no text", expected="an address or a path", found=repr(value)[:80]
            )
    related = _mapping(path, "plugins: bunko: related", _mapping(path, "plugins: bunko", options).get("related"))
    root, interface = path.parent, _interface(path, extra)
    return Settings(
        root=root,
        interface=interface,
        organization=str(author or next(iter(interface.values())).title),
        site_url=site_url if not site_url or site_url.endswith("/") else site_url + "/",
        docs=root / docs,
        related_limit=_count(path, "related: limit", related.get("limit"), 6),
        related_other_limit=_count(path, "related: other_language_limit", related.get("other_language_limit"), 3),
        page_size=_count(path, "page_size", options.get("page_size"), 50) or 50,
    )


def _interface(path: Path, extra: Any) -> dict[str, SiteLanguage]:
    site = _mapping(path, "extra: bunko", _mapping(path, "extra", extra).get("bunko"))
    languages, default = site.get("languages"), site.get("default")
    if not isinstance(languages, dict) or not languages:
        raise SettingsError(
            path.name, "no languages are configured", expected=_EXAMPLE, cure="List the site's languages there."
        )
    interface = {folder: _language(path, folder, value) for folder, value in languages.items()}
    if default is None:
        return interface
    if not isinstance(default, str) or default not in interface:
        problem = "extra: bunko: default is no language of the site"
        raise SettingsError(path.name, problem, expected=", ".join(interface), found=str(default))
    return {default: interface[default]} | interface


def _language(path: Path, folder: Any, value: Any) -> SiteLanguage:
    about = value if isinstance(value, dict) else {}
    name, title = about.get("name"), about.get("title")
    if not isinstance(folder, str) or not folder.replace("-", "").isalnum() or not name or not title:
        raise SettingsError(
            path.name,
            f"the language {folder!r} is not described",
            expected=f"a language tag with name and title, as in {_EXAMPLE}",
            found=repr(value)[:80],
            cure="A tag that YAML takes for something else (no: Norwegian) wants quotes.",
        )
    for entry in about.get("nav") or ():
        if (
            not isinstance(entry, dict)
            or not isinstance(entry.get("title"), str)
            or not isinstance(entry.get("url"), str)
        ):
            raise SettingsError(
                path.name,
                f"an entry of the navigation of {folder!r} cannot be read",
                expected="{title: …, url: ja/about/}",
                found=repr(entry)[:80],
            )
    return SiteLanguage(folder, str(name), str(title), str(about.get("description") or ""))


def _read(path: Path, depth: int) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        config = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(
            str(path), "the settings cannot be read", found=str(error), cure="Name the file with -f mkdocs.yml."
        ) from error
    if not isinstance(config, dict):
        raise SettingsError(str(path), "the settings are no mapping", cure="See mkdocs.yml in Bunko's own repository.")
    parent = config.pop("INHERIT", None)
    if parent and depth < _DEPTH:
        return _merged(_read(path.parent / str(parent), depth + 1), config)
    return config


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        merged[key] = _merged(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return merged


def _plugin(entry: Any) -> tuple[Any, Any]:
    return next(iter(entry.items())) if isinstance(entry, dict) and entry else (entry, {})


def _mapping(path: Path, name: str, value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise SettingsError(path.name, f"{name} is no mapping", found=repr(value)[:80], cure="See README.md, Options.")
    return value


def _count(path: Path, name: str, value: Any, default: int) -> int:
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise SettingsError(
            path.name, f"plugins: bunko: {name} is no count", expected="a number from 0", found=repr(value)[:80]
        )
    return value
