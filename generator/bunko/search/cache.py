"""The index as it was made last, so that an unchanged archive is not indexed again."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath

from bunko.filesystem import write_whole
from bunko.search.assembly import Files, assemble
from bunko.search.document import Document, Names

_SHA256 = 32


def assembled(documents: Sequence[Document], names: Names, kept: Path) -> Files:
    """The index, from the file `kept` where that holds the index of just these documents, else made and kept there.

    A file that was cut, changed or made by another version is made anew; one that cannot be written is done without.
    """
    key = _key(documents, names)
    try:
        found = _unpacked(kept.read_bytes(), key)
    except OSError:
        found = None
    if found is None:
        found = assemble(documents, names)
        try:
            write_whole(kept, _packed(found, key), durable=False)
        except OSError:
            return found
    return found


def _key(documents: Sequence[Document], names: Names) -> bytes:
    digest = hashlib.sha256(_program())
    for document in documents:
        digest.update(repr(document).encode(errors="surrogatepass"))
    digest.update(repr(names).encode(errors="surrogatepass"))
    return digest.digest()


@cache
def _program() -> bytes:
    """What the index follows from besides the documents: this package, the table of folding, Unicode."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    sources = [file for file in files("bunko.search").iterdir() if file.name.endswith(".py")]
    tables = [files("bunko") / name for name in ("folding.py", "han_variants.txt")]
    for file in sorted(sources, key=lambda file: file.name) + tables:
        digest.update(file.read_bytes())
    return digest.digest()


def _packed(index: Files, key: bytes) -> bytes:
    parts = []
    for path, content in index.items():
        data = content.encode() if isinstance(content, str) else content
        kind = b"s" if isinstance(content, str) else b"b"
        parts.append(kind + b"%s %d\n" % (str(path).encode(), len(data)) + data)
    body = key + b"".join(parts)
    return hashlib.sha256(body).digest() + body


def _unpacked(data: bytes, key: bytes) -> Files | None:
    if data[:_SHA256] != hashlib.sha256(data[_SHA256:]).digest() or data[_SHA256 : 2 * _SHA256] != key:
        return None
    index: Files = {}
    at = 2 * _SHA256
    while at < len(data):
        end = data.index(b"\n", at)
        path, length = data[at + 1 : end].rsplit(b" ", 1)
        content = data[end + 1 : end + 1 + int(length)]
        index[PurePosixPath(path.decode())] = content.decode() if data[at : at + 1] == b"s" else content
        at = end + 1 + int(length)
    return index
