"""An article as something that can be cited: BibTeX, RIS, CSL-JSON, a line of text, and meta elements."""

from bunko.citations.bibtex import bibtex
from bunko.citations.csl import csl_json
from bunko.citations.meta import meta_elements
from bunko.citations.ris import ris
from bunko.citations.styles import STYLES, Reference, reference
from bunko.citations.work import Work

__all__ = ["STYLES", "Reference", "Work", "bibtex", "csl_json", "meta_elements", "reference", "ris"]
