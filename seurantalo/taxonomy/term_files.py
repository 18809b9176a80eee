"""The terms as they stand in `data/`: read, checked, nothing written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from seurantalo.common.text import Text
from seurantalo.taxonomy.models import Scheme
from seurantalo.taxonomy.ptv import code_list

DATA = Path(__file__).parent / "data"
LABELLED_IN = ("fi", "sv", "en")
CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class FaultyData(ValueError):
    """The data files are wrong; `problems` says every fault in one line each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def split_words(texts: Any) -> Any:
    """{"fi": "kuoro, laulu"} → {"fi": ("kuoro", "laulu")}."""
    if not isinstance(texts, Mapping):
        return texts
    return {
        lang: tuple(" ".join(word.split()) for word in text.split(",") if word.strip())
        for lang, text in texts.items()
    }


class _Filed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PtvMapping(_Filed):
    """Codes of PTV that mean the same or nearly."""

    service_classes: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[Scheme, str]]:
        """(code list, code) of each."""
        lists = {
            Scheme.PTV_SERVICE_CLASS: self.service_classes,
            Scheme.PTV_TARGET_GROUP: self.target_groups,
            Scheme.PTV_LIFE_EVENT: self.life_events,
        }
        return [(scheme, code) for scheme, codes in lists.items() for code in codes]


class FiledTerm(_Filed):
    """A `[[term]]` of a file; its fields are those of `models.Term`."""

    code: str = Field(pattern=CODE, max_length=60)
    label: Text
    parent: str = ""
    order: int = 0
    icon: str = ""
    plain: Text = Text()
    words: Annotated[dict[str, tuple[str, ...]], BeforeValidator(split_words)] = Field(
        default_factory=dict
    )
    uri: str = ""
    ptv: PtvMapping = PtvMapping()
    leads_to: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    deprecated: bool = False
    replaced_by: str = ""


class FiledTaxonomy(_Filed):
    """A list with its terms."""

    code: str
    name: Text
    terms: tuple[FiledTerm, ...]


def read(folder: Path = DATA) -> tuple[FiledTaxonomy, ...]:
    """Every taxonomy of the data files, checked.

    Raises FaultyData listing all that is wrong.
    """
    problems: list[str] = []
    taxonomies = tuple(
        FiledTaxonomy(
            code=code,
            name=Text(about["name"]),
            terms=tuple(_terms(folder, about.get("files", f"{code}.toml"), problems)),
        )
        for code, about in _load(folder / "taxonomies.toml", problems).items()
    )
    problems += _faults(taxonomies)
    if problems:
        raise FaultyData(problems)
    return taxonomies


def _load(path: Path, problems: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problems.append(f"{path.name}: {error}")
        return {}


def _terms(folder: Path, pattern: str, problems: list[str]) -> Iterator[FiledTerm]:
    order = 0
    for path in sorted(folder.glob(pattern)):
        for entry in _load(path, problems).get("term", ()):
            order += 10
            try:
                yield FiledTerm(**{"order": order, **entry})
            except ValidationError as error:
                for each in error.errors():
                    where = ".".join(map(str, each["loc"]))
                    problems.append(f"{path.name}: {entry.get('code')}: {where}: {each['msg']}")


def _faults(taxonomies: tuple[FiledTaxonomy, ...]) -> Iterator[str]:
    themes = {term.code for each in taxonomies if each.code == "theme" for term in each.terms}
    for taxonomy in taxonomies:
        codes = [term.code for term in taxonomy.terms]
        for term in taxonomy.terms:
            name = f"{taxonomy.code}: {term.code}"
            if codes.count(term.code) > 1:
                yield f"{name}: the code is there twice"
            yield from (f"{name}: {fault}" for fault in _term_faults(term, set(codes), themes))
        yield from (f"{taxonomy.code}: {fault}" for fault in _shared_words(taxonomy.terms))


def _term_faults(term: FiledTerm, codes: set[str], themes: set[str]) -> Iterator[str]:
    yield from (f"no label in {lang}" for lang in LABELLED_IN if lang not in term.label)
    if term.plain:
        yield from (f"no plain words in {lang}" for lang in LABELLED_IN if lang not in term.plain)
    for known in (term.parent, term.replaced_by):
        if known and (known not in codes or known == term.code):
            yield f"unknown term {known}"
    yield from (f"leads to an unknown theme {code}" for code in term.leads_to if code not in themes)
    for scheme, code in term.ptv.pairs():
        if code not in code_list(scheme):
            yield f"unknown code {code} of {scheme.label}"
    if (term.minimum_age or 0) > (term.maximum_age or 120):
        yield "the youngest is older than the oldest"


def _shared_words(terms: tuple[FiledTerm, ...]) -> Iterator[str]:
    """A word under two siblings leads nowhere in particular."""
    seen: dict[tuple[str, str, str], str] = {}
    for term in terms:
        for lang, words in term.words.items():
            for word in words:
                key = (term.parent or f"top of {term.code}", lang, word.casefold())
                if key in seen:
                    yield f"“{word}” ({lang}) is a word of both {seen[key]} and {term.code}"
                seen[key] = term.code
