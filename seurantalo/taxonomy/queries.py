"""Every read of terms: their public shape, their trees, and the words that lead to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from seurantalo.common.text import Text
from seurantalo.records.schemas import TermRecord
from seurantalo.taxonomy.models import Scheme, Term, TermMapping


@dataclass(frozen=True)
class VocabularyEntry:
    """A term in use with all that leads a reader to it.

    `words` are everyday words by language; `leads_to` the codes of the themes that a life
    situation leads to; ages are whole years, None when all are welcome.
    """

    taxonomy: str
    code: str
    parent: str | None
    label: Text
    plain: Text
    words: Mapping[str, tuple[str, ...]]
    leads_to: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    icon: str = ""


def in_use(taxonomy: str = "") -> QuerySet[Term]:
    """The terms that are offered, in order; all taxonomies or one."""
    terms = Term.objects.filter(deprecated=False).select_related("taxonomy", "parent")
    return terms.filter(taxonomy__code=taxonomy) if taxonomy else terms


def for_records() -> QuerySet[Term]:
    """Terms with what `record` needs, in one query: for the prefetches of other rooms."""
    return Term.objects.select_related(
        "taxonomy", "parent", "replaced_by__taxonomy", "replaced_by__parent"
    )


def record(term: Term) -> TermRecord:
    """The public shape of a term; a replaced one is shown as its replacement."""
    shown = term.replaced_by or term
    return TermRecord(
        taxonomy=shown.taxonomy.code,
        code=shown.code,
        label=shown.label,
        parent=shown.parent.code if shown.parent else None,
    )


def vocabulary() -> tuple[VocabularyEntry, ...]:
    """Every term in use with its words, in order, in two queries."""
    links = Term.leads_to.through.objects.values_list("from_term_id", "to_term__code")
    leads: dict[int, list[str]] = {}
    for term_id, code in links.order_by("to_term__order", "to_term__code"):
        leads.setdefault(term_id, []).append(code)
    return tuple(
        VocabularyEntry(
            taxonomy=term.taxonomy.code,
            code=term.code,
            parent=term.parent.code if term.parent else None,
            label=term.label,
            plain=term.plain,
            words={lang: tuple(words) for lang, words in term.words.items()},
            leads_to=tuple(leads.get(term.pk, ())),
            minimum_age=term.minimum_age,
            maximum_age=term.maximum_age,
            icon=term.icon,
        )
        for term in in_use().order_by("taxonomy__code", "order", "code")
    )


def replacements() -> dict[tuple[str, str], str]:
    """(taxonomy, code) of a term no longer used → the code of the one that took its place."""
    replaced = Term.objects.filter(replaced_by__isnull=False)
    codes = replaced.values_list("taxonomy__code", "code", "replaced_by__code")
    return {(taxonomy, code): new for taxonomy, code, new in codes}


def resolve(text: str, taxonomy: str) -> Term | None:
    """The term that a person means by its code, a label or an everyday word in any language."""
    wanted = " ".join(text.casefold().split())
    by_word = None
    for term in in_use(taxonomy):
        names = {term.code, *(label.casefold() for label in term.label.values())}
        if wanted in names:
            return term
        if any(wanted == word.casefold() for words in term.words.values() for word in words):
            by_word = by_word or term
    return by_word


def themes_for_ptv(service_classes: Collection[str]) -> tuple[str, ...]:
    """The codes of our themes for PTV service classes ("P25.1"), the best mapped first.

    A class that no theme knows counts as its main class ("P25").
    """
    themes = TermMapping.objects.filter(
        scheme=Scheme.PTV_SERVICE_CLASS, term__taxonomy__code="theme", term__deprecated=False
    ).order_by("term__order", "term__code")
    known: dict[str, list[str]] = {}
    for code, theme in themes.values_list("code", "term__code"):
        known.setdefault(code, []).append(theme)
    found = [
        theme
        for code in service_classes
        for theme in known.get(code) or known.get(code.split(".")[0]) or ()
    ]
    return tuple(dict.fromkeys(found))
