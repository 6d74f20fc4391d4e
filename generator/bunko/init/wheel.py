"""The Bunko that runs, as the wheel that a new archive pins.

No index may be asked for it: Bunko's name there could be anybody's, and an archive must build as long as its own files
are there. It is packed from what is installed, so that a clone and an installed Bunko give the same.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution

from bunko import __version__
from bunko.init.project import PACKAGE, PLACE, shared

NAME = f"bunko-{__version__}-py3-none-any.whl"

_ABOUT = f"bunko-{__version__}.dist-info"
_WHEEL = "Wheel-Version: 1.0\nGenerator: bunko init\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a ZIP file can hold; the same content gives the same bytes."""


def wheel() -> bytes:
    """The bytes of the wheel, the same in every run.

    Raises:
        importlib.metadata.PackageNotFoundError: Bunko is not installed.
    """
    told = io.BytesIO()
    record = ""
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, content in _files():
            _put(packed, place, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record += f"{place},sha256={digest},{len(content)}\n"
        _put(packed, f"{_ABOUT}/RECORD", f"{record}{_ABOUT}/RECORD,,\n".encode())
    return told.getvalue()


def _files() -> Iterator[tuple[str, bytes]]:
    for file in sorted(PACKAGE.rglob("*")):
        place = file.relative_to(PACKAGE)
        if file.is_file() and "__pycache__" not in place.parts and not place.as_posix().startswith(f"{PLACE}/"):
            yield f"bunko/{place.as_posix()}", file.read_bytes()
    for name, content in shared().items():
        yield f"bunko/{PLACE}/{name}", content
    installed = distribution("bunko")
    headers, _, _ = (installed.read_text("METADATA") or "").partition("\n\n")  # below them stands the README
    yield f"{_ABOUT}/METADATA", f"{headers}\n".encode()
    for name in ("entry_points.txt", "licenses/LICENSE"):
        yield f"{_ABOUT}/{name}", (installed.read_text(name) or "").encode()
    yield f"{_ABOUT}/WHEEL", _WHEEL.encode()


def _put(packed: zipfile.ZipFile, place: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(place, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100644 << 16
    packed.writestr(entry, content)
