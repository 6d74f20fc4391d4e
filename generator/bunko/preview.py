"""The preview under the policy of the published pages, so that what that refuses shows before it is published."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application (PEP 3333)."""

_OWN = b"script-src 'self'"
_START, _END = b"<script>", b"</script>"
_RELOADS = b"livereload("


def under_policy(serve: Application) -> Application:
    """What MkDocs' server answers, such that the script by which a page reloads itself may run.

    MkDocs writes it into each page as it answers, at the end, and inline
    (https://github.com/mkdocs/mkdocs/blob/1.6.1/mkdocs/livereload/__init__.py#L325-L338); our pages name its hash.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        said: tuple[Any, ...] = ()

        def hear(*told: Any) -> None:
            nonlocal said
            said = told

        body = serve(environ, hear)
        status, headers, *rest = said
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            page = with_reload_script(b"".join(body))
            headers = [(name, str(len(page)) if name == "Content-Length" else value) for name, value in headers]
            body = [page]
        start_response(status, headers, *rest)
        return body

    return answer


def with_reload_script(page: bytes) -> bytes:
    """The page, whose policy allows by its hash the last inline script, where that is MkDocs' own."""
    start = page.rfind(_START) + len(_START)
    script = page[start : page.find(_END, start)]
    if start < len(_START) or _RELOADS not in script:
        return page
    digest = base64.b64encode(hashlib.sha256(script).digest())
    return page.replace(_OWN, b"%b 'sha256-%b'" % (_OWN, digest), 1)
