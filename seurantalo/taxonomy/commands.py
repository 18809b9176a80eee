"""Every write of the room: terms from the data files, and a term that gives way to another."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from seurantalo.taxonomy import policies, term_files
from seurantalo.taxonomy.models import Taxonomy, Term, TermMapping
from seurantalo.taxonomy.term_files import FiledTaxonomy, FiledTerm

type Key = tuple[str, str]  # code of the taxonomy, code of the term
COLUMNS = (
    "label", "plain", "words", "uri", "order", "icon", "minimum_age", "maximum_age", "deprecated",
)  # fmt: skip
REFERENCES = ("parent", "replaced_by")


class Loaded(NamedTuple):
    """How many terms a load made, changed and found right, and where it kept a person's edits."""

    created: int
    changed: int
    unchanged: int
    edited: tuple[str, ...]


@transaction.atomic
def load_taxonomy(folder: Path = term_files.DATA) -> Loaded:
    """Bring the terms to what the data files say; run again, it changes nothing.

    What a person has edited stays, field by field, and so does a term that a person has made. A
    term that left the files is deprecated, because content points at it. Raises FaultyData, with
    every fault, before anything is written.
    """
    filed = term_files.read(folder)
    terms = _existing()
    new = _insert_missing(filed, terms)
    outcomes: Counter[str] = Counter()
    edited: list[str] = []
    for key, wanted in _wanted(filed, terms):
        if key not in new and not terms[key].loaded:
            edited.append("/".join(key))
            continue
        kept = set() if key in new else _edited_fields(terms[key])
        edited += ["/".join((*key, field)) for field in sorted(kept & set(wanted))]
        chosen = {field: value for field, value in wanted.items() if field not in kept}
        changed = _bring(terms[key], chosen, terms)
        outcomes["created" if key in new else "changed" if changed else "unchanged"] += 1
    return Loaded(
        outcomes["created"], outcomes["changed"], outcomes["unchanged"], tuple(sorted(edited))
    )


@transaction.atomic
def replace(*, term: Term, by_term: Term, by: AbstractBaseUser | AnonymousUser) -> Term:
    """Take a term out of use in favour of another of the same list.

    Content keeps pointing at the old term and is shown under the new one; terms that the old one
    had replaced now lead to the new one. Raises PermissionDenied and ValidationError.
    """
    if not policies.may_change_terms(by):
        raise PermissionDenied(_("You may not change terms."))
    if by_term.pk == term.pk or by_term.taxonomy_id != term.taxonomy_id:
        raise ValidationError(_("Choose another term of the same list."))
    if by_term.deprecated:
        raise ValidationError(_("Choose a term that is in use."))
    Term.objects.filter(replaced_by=term).update(replaced_by=by_term)
    Term.objects.filter(pk=by_term.pk, parent=term).update(parent=term.parent)
    Term.objects.filter(parent=term).update(parent=by_term)
    term.deprecated, term.replaced_by = True, by_term
    term.save(update_fields=["deprecated", "replaced_by"])
    return term


def _existing() -> dict[Key, Term]:
    terms = Term.objects.select_related("taxonomy", "parent", "replaced_by")
    found = terms.prefetch_related("leads_to", "mappings")
    return {(term.taxonomy.code, term.code): term for term in found}


def _insert_missing(filed: Iterable[FiledTaxonomy], terms: dict[Key, Term]) -> set[Key]:
    """Make the lists and the bare rows of their terms; answers which terms are new."""
    missing: dict[Key, Term] = {}
    for each in filed:
        taxonomy, _made = Taxonomy.objects.get_or_create(
            code=each.code, defaults={"name": each.name}
        )
        for term in each.terms:
            if (each.code, term.code) not in terms:
                missing[each.code, term.code] = Term(taxonomy=taxonomy, code=term.code)
    for key, row in zip(missing, Term.objects.bulk_create(missing.values()), strict=True):
        terms[key] = row
    return set(missing)


def _wanted(
    filed: Iterable[FiledTaxonomy], terms: dict[Key, Term]
) -> Iterator[tuple[Key, dict[str, Any]]]:
    """The values that the files want each term to have."""
    seen = set()
    for taxonomy in filed:
        for term in taxonomy.terms:
            seen.add((taxonomy.code, term.code))
            yield (taxonomy.code, term.code), _filed_values(term)
    for key, row in terms.items():
        if key not in seen and row.loaded:
            yield key, {"deprecated": True}


def _filed_values(term: FiledTerm) -> dict[str, Any]:
    values = term.model_dump(include={*COLUMNS, *REFERENCES})
    values["label"], values["plain"] = dict(term.label), dict(term.plain)
    values["words"] = {lang: list(words) for lang, words in term.words.items()}
    values["leads_to"] = sorted(set(term.leads_to))
    values["mappings"] = sorted([scheme.value, code] for scheme, code in term.ptv.pairs())
    return values


def _present_values(term: Term) -> dict[str, Any]:
    """The same shape as `_filed_values`, of a row."""
    values = {column: getattr(term, column) for column in COLUMNS}
    values["label"], values["plain"] = dict(term.label), dict(term.plain)
    for name in REFERENCES:
        other = getattr(term, name)
        values[name] = other.code if other else ""
    values["leads_to"] = sorted(theme.code for theme in term.leads_to.all())
    values["mappings"] = sorted([each.scheme, each.code] for each in term.mappings.all())
    return values


def _digest(value: Any) -> str:
    told = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _edited_fields(term: Term) -> set[str]:
    """The fields that are no longer what the files last put there."""
    present = _present_values(term)
    return {
        field
        for field, digest in term.loaded.items()
        if field in present and _digest(present[field]) != digest
    }


def _bring(term: Term, wanted: dict[str, Any], terms: dict[Key, Term]) -> bool:
    """Write the wanted values that differ; answers whether any did."""
    present = _present_values(term)
    loaded = {**term.loaded, **{field: _digest(value) for field, value in wanted.items()}}
    changes = {field: value for field, value in wanted.items() if present[field] != value}
    if not changes and loaded == term.loaded:
        return False
    for field in changes.keys() & set(COLUMNS):
        setattr(term, field, changes[field])
    for field in changes.keys() & set(REFERENCES):
        setattr(term, field, terms.get((term.taxonomy.code, changes[field])))
    term.loaded = loaded
    term.save()
    if "leads_to" in changes:
        term.leads_to.set([terms["theme", code] for code in changes["leads_to"]])
    if "mappings" in changes:
        term.mappings.all().delete()
        TermMapping.objects.bulk_create(
            TermMapping(term=term, scheme=scheme, code=code) for scheme, code in changes["mappings"]
        )
    return bool(changes)
