"""Tags that the importer proposes for an article that came without: the register's names in its text, then keywords.

A publisher's tag is evidence and stands in `tags`; what is proposed stands in `proposed_tags`, so that
nobody takes the one for the other, until an editor moves it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bunko.folding import fold
from bunko.language_of_text import primary
from bunko.nouns import Article, Block, Heading, ItemList, Paragraph, Quote
from bunko.proposals import chinese, japanese
from bunko.proposals.known_names import known_names
from bunko.prose import plain
from bunko.registers import Registers, name_in

MOST = 5
"""Tags that are proposed for one article."""
_SHORTEST = 100
"""Letters of a text that tells what it is about."""

_KEYWORDS: Mapping[str, Callable[[str, str, int], list[str]]] = {"ja": japanese.keywords, "zh": chinese.keywords}


def propose(article: Article, registers: Registers) -> tuple[str, ...]:
    """Proposed tags, best first; none for an article that has tags, or too little text."""
    if article.tags:
        return ()
    lead, body = article.description or "", "\n".join(_text(block) for block in article.body)
    title = "" if article.title.startswith("[") else article.title
    known = known_names(title, lead, body, registers)[:MOST]
    labels = [name_in(concept.names, article.folder)[0] for concept in known]
    keywords = _KEYWORDS.get(primary(article.language))
    if keywords is None or len(title) + len(lead) + len(body) < _SHORTEST:
        return tuple(labels)
    held = [fold(label) for label in labels]
    for word in keywords(title, f"{lead}\n{body}", MOST):
        folded = fold(word)
        if len(labels) < MOST and not any(folded in one or one in folded for one in held):
            labels.append(word)
            held.append(folded)
    return tuple(labels)


def _text(block: Block) -> str:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return plain(text)
        case Quote(paragraphs=paragraphs):
            return "\n".join(map(plain, paragraphs))
        case ItemList(items=items):
            return "\n".join(map(plain, items))
        case _:
            return ""
