"""A server on this machine that answers as it is told to, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Host:
    """A host on loopback.

    Attributes:
        answers: by path, or by method and path (`HEAD /a`): a status, or a status and headers, or a body for 200.
        asked: methods and paths, in the order in which they came.
        agents: each User-Agent that came.
    """

    url: str = ""
    answers: dict[str, object] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def pages(self) -> list[str]:
        """What was asked for besides robots.txt."""
        return [one for one in self.asked if not one.endswith("/robots.txt")]


@contextmanager
def answering() -> Iterator[Host]:
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(f"{self.command} {self.path}")
            host.agents.add(str(self.headers["User-Agent"]))
            told = host.answers.get(f"{self.command} {self.path}", host.answers.get(self.path, 404))
            status, headers = told if isinstance(told, tuple) else (told if isinstance(told, int) else 200, {})
            body = told.encode() if isinstance(told, str) else b"x" * 10
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815 - as above

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
