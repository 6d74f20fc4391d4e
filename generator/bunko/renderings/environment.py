"""The fingerprint of what shows on every page: options, templates, and the versions of all that renders."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from types import FunctionType, MethodType
from typing import Any

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_ICONS = ".icons"
_CODE = Path(__file__).parents[1]


def fingerprint(options: Mapping[str, Any], folders: Iterable[Path], said: Iterable[object] = ()) -> str:
    """SHA-256 of all that may show on any page, as 64 hexadecimal digits.

    Args:
        options: the engine's options, resolved.
        folders: where templates are looked for.
        said: whatever else counts, as values that `plain` takes.
    """
    digest = hashlib.sha256()
    values = [sys.version, sorted(_distributions()), plain(options), plain(list(said))]
    digest.update(json.dumps(values, ensure_ascii=False, sort_keys=True).encode(errors="surrogatepass"))
    for path in (*_files([_CODE], {".py", ".txt"}), *_files(folders, None)):
        digest.update(f"\0{path.name}\0".encode(errors="surrogatepass"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def plain(value: object) -> Any:
    """A value as JSON has it, the same in every run: no address in memory, no order of a set.

    An object of an unknown kind is told by its type and what it holds.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(one) for one in value), key=repr)
    return _object(value)


def _object(value: object) -> Any:
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, functools.partial):
        return [plain(value.func), plain(value.args), plain(value.keywords)]
    if isinstance(value, type | FunctionType | MethodType) or type(value).__name__ == "builtin_function_or_method":
        one: Any = value
        return f"{one.__module__}.{one.__qualname__}"
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    held = getattr(value, "__dict__", None)
    return [kind, plain(held) if isinstance(held, dict) else _ADDRESS.sub("", repr(value))]


def _distributions() -> Iterator[str]:
    """Names and versions of everything installed, as the names of their folders tell them."""
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112 - as often as there are entries
            yield from (entry.name for entry in os.scandir(folder) if entry.name.endswith((".dist-info", ".egg-info")))


def _files(folders: Iterable[Path], endings: set[str] | None) -> Iterator[Path]:
    """Files below folders, in order; of templates' folders without what pages name by address only.

    Material's thousands of icons change with its version alone, and are passed over.
    """
    for folder in folders:
        apart = {_ICONS} if (folder / "mkdocs_theme.yml").is_file() else set()
        for directory, below, names in os.walk(folder):
            top = directory == str(folder)
            below[:] = sorted(
                name for name in below if name not in {"__pycache__", *apart} and not (top and name == "assets")
            )
            yield from (
                Path(directory, name) for name in sorted(names) if endings is None or Path(name).suffix in endings
            )
