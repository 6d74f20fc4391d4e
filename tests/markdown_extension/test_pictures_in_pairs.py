"""Images of the archive in texts side by side lead to our own copies, whichever text names them."""

from __future__ import annotations

import json

from markdown import Markdown

from bunko.markdown_extension.pairs import mark_of

FILE = "assets/images/" + "a" * 64 + ".png"


def test_an_image_that_a_text_names_by_its_place_in_the_archive_is_shown() -> None:
    mark = "bunko" + "0" * 32
    told = {
        "kind": "parallel",
        "lang": "ja",
        "mark": mark,
        "sides": [["ja", "../1.md"], ["zh-Hans", "../../../zh/1.md"]],
        "pictures": {FILE: {"file": f"../../{FILE}"}},
    }
    cells = "\n\n".join(f"{mark_of(mark, 1, side)}\n\n![月]({FILE})" for side in (0, 1))
    html = Markdown(extensions=["bunko"]).convert(f"<!-- bunko {json.dumps(told)} -->\n\n{cells}\n")
    assert html.count(f'src="../../{FILE}"') == 2
