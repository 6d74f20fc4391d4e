"""A dump in UTF-8 that was cut by bytes."""

from __future__ import annotations

import codecs

import pytest

from bunko.captures.encoding import decode

TEXT = "はやぶさ2のカプセルは、オーストラリアの砂漠に着地した。"


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("bytes_left", [1, 2])
def test_a_dump_cut_in_the_midst_of_a_character_is_read_as_far_as_it_is_whole(bytes_left: int, mark: bytes) -> None:
    content = mark + TEXT.encode() + "月".encode()[:bytes_left]
    decoded = decode(content, "cut.txt")
    assert (decoded.text, decoded.encoding) == (TEXT, "utf-8")
    assert decoded.warning == f"the dump ends in the midst of a character; its last {bytes_left} bytes are left out"


def test_a_wrong_byte_elsewhere_is_no_cut() -> None:
    assert decode(TEXT.encode("shift_jis"), "sjis.txt").encoding == "cp932"
