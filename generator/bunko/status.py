"""How an archive stands: what is translated, which labels wait for a name, which captures have no page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from bunko import registers
from bunko.coverage import Coverage, as_lines, coverage
from bunko.frontmatter import write
from bunko.library import Library, load
from bunko.nouns import Article, Concept
from bunko.settings import Settings

_MOST = 10
"""Entries of a list that a person is shown."""
_SHARES = ("years", "tags")
_LISTS = ("lagging", "machine", "drafts")
_SURE = 0.3
"""How alike in use two labels must be (0 to 1) to be guessed to be one name in two languages."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A label outside the register, or a concept without a name in some language of the site.

    Attributes:
        id: the id that its pages have.
        names: by language, as articles or the register write them.
        lacks: the languages that it has no name in.
        articles: how many have it.
        registered: it is an entry of archive/tags.yml.
        guessed: languages whose name is taken from translations of the same articles.
        former: addresses that it has beside its id, which a register entry must keep.
    """

    id: str
    names: Mapping[str, str]
    lacks: tuple[str, ...]
    articles: int
    registered: bool
    guessed: tuple[str, ...] = ()
    former: tuple[str, ...] = ()

    def as_yaml(self) -> str:
        """An entry for archive/tags.yml; what was guessed is marked."""
        entry = {"names": dict(self.names)} | ({"former": list(self.former)} if self.former else {})
        mark = f"# guessed from translations: {', '.join(self.guessed)}\n" if self.guessed else ""
        return mark + write({self.id: entry})


@dataclass(frozen=True, slots=True)
class Status:
    """An archive's status; `captures` are the files of captures that no page names."""

    coverage: tuple[Coverage, ...]
    unnamed: tuple[Unnamed, ...]
    captures: tuple[str, ...]

    def as_objects(self) -> Iterator[Mapping[str, object]]:
        """For JSON: an object with its `kind` for each fact."""
        for one in self.coverage:
            missing = one.all.articles - one.all.standing
            counts = {"articles": one.all.standing, "translations": one.translations, "missing": missing}
            shares = {name: {key: asdict(share) for key, share in getattr(one, name).items()} for name in _SHARES}
            lists = {name: [str(article.path) for article in getattr(one, name)] for name in _LISTS}
            wanted = [{"page": str(wish.article.path), "company": wish.company} for wish in one.wanted]
            yield {"kind": "language", "language": one.language, **counts, **shares, "wanted": wanted, **lists}
        yield from ({"kind": "tag", **asdict(one), "entry": one.as_yaml()} for one in self.unnamed)
        yield from ({"kind": "capture", "file": file} for file in self.captures)

    def as_text(self) -> str:
        """For a person; the labels as entries to paste into archive/tags.yml."""
        lines = [line for one in self.coverage for line in as_lines(one, _MOST)]
        new = [one for one in self.unnamed if not one.registered]
        if new:
            lines += ["", f"Tags without an entry in archive/tags.yml ({len(new)}); entries to check, then paste:", ""]
            lines += [one.as_yaml().rstrip("\n") + f"  # articles: {one.articles}" for one in new]
        for one in self.unnamed:
            if one.registered:
                lines.append(f"archive/tags.yml: {one.id} has no name in {', '.join(one.lacks)}")
        lines += [f"{file}: no page names this capture" for file in self.captures]
        return "\n".join(lines) + "\n"


def status(settings: Settings) -> Status:
    """How the archive of `settings` stands.

    Raises:
        RegistersError: a register cannot be read.
        LibraryError: pages cannot be read.
    """
    library = load(settings, registers.load(settings.archive))
    held = {record.sha256 for article in library.articles for record in article.captures}
    records = sorted((settings.archive / "captures").glob("*.json"))
    lost = (file for file in records if not file.name.startswith(".") and file.stem not in held)
    return Status(
        tuple(coverage(library, language) for language in library.languages),
        tuple(_unnamed(library)),
        tuple(f"archive/captures/{file.name}" for file in lost),
    )


def _unnamed(library: Library) -> Iterator[Unnamed]:
    """Labels without an entry, the frequent ones first; then entries without a name."""
    uses: dict[str, set[str]] = defaultdict(set)
    concepts: dict[str, Concept] = {}
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for article in library.published:
        for concept in library.concepts(article):
            concepts.setdefault(concept.id, concept)
            uses[concept.id].add(article.key)
            names[concept.id] |= {lang: name for lang, name in concept.names.items() if lang not in names[concept.id]}
    known = library.registers.concepts
    new = [id_ for id_ in concepts if id_ not in known]
    pairs = _pairs(library, {id_ for id_ in new if len(names[id_]) == 1}, names)
    told: set[str] = set()
    forms = {ids[0]: tuple(ids[1:]) for ids in library.forms.values()}
    for id_ in sorted(new, key=lambda one: (-len(uses[one]), one)):
        if id_ not in told:
            other = pairs.get(id_)
            both = names[id_] | (names[other] if other else {})
            told |= {id_, other or id_}
            lacks = tuple(lang for lang in library.languages if lang not in both)
            count = len(uses[id_] | (uses[other] if other else set()))
            former = (*forms.get(id_, ()), *([other, *forms.get(other, ())] if other else ()))
            yield Unnamed(id_, both, lacks, count, False, tuple(names[other]) if other else (), former)
    for id_, concept in known.items():
        lacks = tuple(lang for lang in library.languages if lang not in concept.names)
        if lacks and id_ in uses:
            yield Unnamed(id_, concept.names, lacks, len(uses[id_]), True)


def _pairs(library: Library, new: set[str], names: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Labels of two languages that translations of the same articles use in one another's place.

    Two labels are alike by the Dice coefficient of their uses in such articles, where each use counts the less the
    further apart the two stand in the lists of tags; the best pairs are taken first, each label once.
    """
    together: dict[tuple[str, str], float] = defaultdict(float)
    uses: Counter[str] = Counter()
    for group in library.groups.values():
        told = [_new_labels(library, article, new) for article in group.values() if article.tags]
        uses.update(id_ for ids in told for id_ in ids)
        for at, one in enumerate(told):
            for other in told[at + 1 :]:
                for n, first in enumerate(one):
                    for m, second in enumerate(other):
                        if names[first].keys().isdisjoint(names[second]):
                            together[first, second] += 1 / (1 + abs(n - m))
    alike = {pair: 2 * weight / (uses[pair[0]] + uses[pair[1]]) for pair, weight in together.items()}
    found: dict[str, str] = {}
    for (first, second), share in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        if share >= _SURE and first not in found and second not in found:
            found |= {first: second, second: first}
    return found


def _new_labels(library: Library, article: Article, new: set[str]) -> Sequence[str]:
    return [concept.id for concept in library.concepts(article) if concept.id in new][:50]
