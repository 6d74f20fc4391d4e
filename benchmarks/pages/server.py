"""A server that packs what it sends, as every host of static pages does."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

PREFIX = "/repo/"
_PACKED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")


@cache
def packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


def is_packed(kind: str) -> bool:
    return kind.startswith(_PACKED)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of the site's start page, below `/repo/`, while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            place = unquote(urlsplit(self.path).path)
            path = folder / place.removeprefix(PREFIX)
            path = path / "index.html" if path.is_dir() else path
            found = place.startswith(PREFIX) and path.is_file()
            path = path if found else folder / "404.html"
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            pack = is_packed(kind) and "gzip" in self.headers.get("Accept-Encoding", "")
            body = packed(path) if pack else path.read_bytes()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            if pack:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        finally:
            server.shutdown()
