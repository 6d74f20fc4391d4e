"""Bunko turns archived news articles into a bilingual static site."""

__version__ = "0.1.0"
