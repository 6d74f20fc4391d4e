"""The body of a stored HTTP response: its chunks put together, and unpacked within a bound."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import brotli
from warcio.bufferedreaders import ChunkedDataReader

from bunko.captures.found import LIMIT

_GZIP = b"\x1f\x8b"
_STEP = 64 * 1024


class BodyError(Exception):
    """A body cannot be decoded; the message is what was found."""


class UnknownPackingError(BodyError):
    """A body is packed in a way that is not read."""


class TooLargeError(BodyError):
    """A body unpacks to more than a capture may have."""


def decode_body(raw: bytes, *, transfer: str, encoding: str) -> bytes:
    """The document of a response.

    Crawlers store bodies as they were sent, or decoded with the headers left as they were; both are read.

    Args:
        raw: the bytes behind the headers.
        transfer: the value of Transfer-Encoding.
        encoding: the value of Content-Encoding.

    Raises:
        BodyError: damaged, too large, or packed in an unknown way.
    """
    if "chunked" in transfer.lower():
        raw = ChunkedDataReader(io.BytesIO(raw)).read()
    for name in reversed([word.strip().lower() for word in encoding.split(",")]):
        if name in {"", "identity", "utf-8", "none"}:
            continue
        unpack = _UNPACKERS.get(name)
        if unpack is None:
            raise UnknownPackingError(f"Content-Encoding: {name[:40]}")
        raw = unpack(raw)
    return raw


def _gunzip(raw: bytes) -> bytes:
    if not raw.startswith(_GZIP):
        return raw
    out, rest = b"", raw
    while rest.startswith(_GZIP):
        unpacker = zlib.decompressobj(wbits=31)
        out += _inflate(unpacker, rest, LIMIT - len(out))
        rest = unpacker.unused_data
    return out


def _deflate(raw: bytes) -> bytes:
    """RFC 9110 means zlib's format; some servers send the bare one."""
    try:
        return _inflate(zlib.decompressobj(), raw, LIMIT)
    except TooLargeError:
        raise
    except BodyError:
        pass
    try:
        return _inflate(zlib.decompressobj(wbits=-15), raw, LIMIT)
    except TooLargeError:
        raise
    except BodyError:
        return _as_it_is(raw, "deflate data that cannot be unpacked")


def _inflate(unpacker: "zlib._Decompress", raw: bytes, limit: int) -> bytes:  # noqa: UP037 - known to type checkers alone
    try:
        out = unpacker.decompress(raw, limit + 1)
    except zlib.error as error:
        raise BodyError(f"packed data that cannot be unpacked ({error})") from error
    if len(out) > limit:
        raise TooLargeError(f"{len(raw)} packed bytes that unpack to more than {limit}")
    if not unpacker.eof:
        raise BodyError("packed data that is cut")
    return out


def _unbrotli(raw: bytes) -> bytes:
    unpacker, out = brotli.Decompressor(), list[bytes]()
    try:
        size, piece = 0, unpacker.process(raw, output_buffer_limit=_STEP)
        while piece or not unpacker.can_accept_more_data():
            size += len(piece)
            out.append(piece)
            if size > LIMIT:
                raise TooLargeError(f"{len(raw)} packed bytes that unpack to more than {LIMIT}")
            piece = unpacker.process(b"", output_buffer_limit=_STEP)
    except brotli.error:
        return _as_it_is(raw, "brotli data that cannot be unpacked")
    if not unpacker.is_finished():
        raise BodyError("brotli data that is cut")
    return b"".join(out)


def _as_it_is(raw: bytes, problem: str) -> bytes:
    """The body, where it is text already.

    Raises:
        BodyError: it is not.
    """
    if raw.lstrip()[:1] in {b"<", b"{", b"["}:
        return raw
    raise BodyError(problem)


_UNPACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _deflate,
    "br": _unbrotli,
}
