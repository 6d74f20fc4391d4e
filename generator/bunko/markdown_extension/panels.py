"""Content tabs (`=== "title"`, `/// tab`): their panels one below the other, each under its title.

A tab hides text from readers who search the page, print it or follow a link into it, and needs
radio buttons with ids that an author's text could forge. A folding box needs neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

SET, PANEL = "bunko-panels", "bunko-panel"

_TABS, _LABELS, _CONTENT = "tabbed-set", "tabbed-labels", "tabbed-content"


class Panels(Treeprocessor):
    """Make an open `<details>` of each tab, in both styles of `pymdownx.tabbed` and in `pymdownx.blocks.tab`."""

    def run(self, root: Element) -> None:
        """Change the tree in place; a set whose titles and panels do not pair is left as it is."""
        for tabs in list(root.iter("div")):
            if _TABS in _classes(tabs):
                labels, contents = list(_labels(tabs)), list(_contents(tabs))
                if labels and len(labels) == len(contents):
                    _rebuild(tabs, labels, contents)


def _rebuild(tabs: Element, labels: list[Element], contents: list[Element]) -> None:
    own = [word for word in _classes(tabs) if not word.startswith("tabbed-")]
    tabs[:] = []
    tabs.set("class", " ".join([SET, *own]))
    tabs.attrib.pop("data-tabs", None)
    for label, content in zip(labels, contents, strict=True):
        panel = SubElement(tabs, "details", {"class": PANEL, "open": ""})
        title = SubElement(panel, "summary")
        title.text = label.text
        title.extend(label)
        title.tail = content.text
        panel.extend(content)


def _labels(tabs: Element) -> Iterator[Element]:
    for child in tabs:
        if child.tag == "label":
            yield child
        elif _LABELS in _classes(child):
            yield from child.iter("label")


def _contents(tabs: Element) -> Iterator[Element]:
    alternate = any(_LABELS in _classes(child) for child in tabs)
    for child in tabs:
        if _CONTENT in _classes(child):
            yield from child if alternate else [child]


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()
