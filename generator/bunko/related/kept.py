"""The terms of texts, kept between builds: only a text that is new is read.

One file: a line of ASCII (what it is, of which version, a digest of the rest), then arrays. What does not fit in any
way (cut, changed, of another version, of other code) is as if it were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from bunko.filesystem import write_whole
from bunko.related.terms import Text, terms_of
from bunko.related.vectors import Bag, bag

_NAME = "terms"
_FORM = 1
_DIGEST = 16
_CODE = ("terms.py", "transliteration.py", "names.py", "names.txt", "vectors.py")


@dataclass(frozen=True)
class Kept:
    """Terms below a folder (`.cache/bunko/`); without a folder nothing is kept."""

    folder: Path | None = None

    def bags(self, texts: Sequence[Text]) -> list[Bag]:
        """The terms of each text; those of just these texts are kept."""
        known = self._known()
        digests = [_digest(text) for text in texts]
        found = {
            digest: known[digest] if digest in known else bag(terms_of(text))
            for digest, text in zip(digests, texts, strict=True)
        }
        if self.folder is not None and found.keys() != known.keys():
            with contextlib.suppress(OSError):  # a folder that cannot be written costs time, nothing else
                write_whole(self.folder / _NAME, _packed(found), durable=False)
        return [found[digest] for digest in digests]

    def _known(self) -> Mapping[bytes, Bag]:
        if self.folder is None:
            return {}
        try:
            return _unpacked((self.folder / _NAME).read_bytes())
        except OSError:
            return {}


def _digest(text: Text) -> bytes:
    content = f"{len(text.title)}\n{text.title}{text.body}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()


@cache
def _version() -> str:
    """Of all that the terms follow from: this form, the code, the tables, Unicode."""
    parts = [(files("bunko.related") / name).read_bytes() for name in _CODE]
    parts.append((files("bunko") / "han_variants.txt").read_bytes())
    every = b"".join(hashlib.blake2b(part).digest() for part in parts)
    return f"{_FORM}-{unicodedata.unidata_version}-{hashlib.blake2b(every, digest_size=8).hexdigest()}"


def _packed(found: Mapping[bytes, Bag]) -> bytes:
    digests = sorted(found)
    bags = [found[digest] for digest in digests]
    sizes = np.fromiter((len(one.codes) for one in bags), "<u4", len(bags))
    codes = np.concatenate([one.codes for one in bags]) if bags else np.empty(0)
    counts = np.concatenate([one.counts for one in bags]) if bags else np.empty(0)
    rest = b"".join([b"".join(digests), sizes.tobytes(), codes.astype("<u4").tobytes(), counts.astype("u1").tobytes()])
    return f"bunko terms {_version()} {len(bags)} {_checksum(rest)}\n".encode("ascii") + rest


def _unpacked(content: bytes) -> Mapping[bytes, Bag]:
    head, _, rest = content.partition(b"\n")
    words = head.decode("ascii", "replace").split(" ")
    if words[:3] != ["bunko", "terms", _version()] or words[4:] != [_checksum(rest)]:
        return {}
    many = int(words[3])  # a file with the right digest was written by the code above
    digests = [rest[at : at + _DIGEST] for at in range(0, many * _DIGEST, _DIGEST)]
    sizes = np.frombuffer(rest, "<u4", many, many * _DIGEST)
    after = many * (_DIGEST + 4)
    total = int(sizes.sum())
    codes = np.frombuffer(rest, "<u4", total, after)
    counts = np.frombuffer(rest, "u1", total, after + 4 * total)
    ends = np.cumsum(sizes).tolist()
    begins = [0, *ends[:-1]]
    return {
        digest: Bag(codes[begin:end], counts[begin:end])
        for digest, begin, end in zip(digests, begins, ends, strict=True)
    }


def _checksum(rest: bytes) -> str:
    return hashlib.blake2b(rest, digest_size=16).hexdigest()
