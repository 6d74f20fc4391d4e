"""Plain text to inline Markdown and back; a body's blocks to Markdown and back."""

from bunko.prose.attribution import read_attribution, write_attribution
from bunko.prose.escaping import escape
from bunko.prose.lines import join_lines
from bunko.prose.reading_blocks import read_blocks
from bunko.prose.reading_inline import plain
from bunko.prose.writing_blocks import write_blocks

__all__ = [
    "escape",
    "join_lines",
    "plain",
    "read_attribution",
    "read_blocks",
    "write_attribution",
    "write_blocks",
]
