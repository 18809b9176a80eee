"""Editing the words in the administration; what is edited here outlives the next load."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from seurantalo.taxonomy.forms import TermForm
from seurantalo.taxonomy.models import Taxonomy, Term, TermMapping


@admin.register(Taxonomy)
class TaxonomyAdmin(admin.ModelAdmin[Taxonomy]):
    """A list of terms."""

    list_display = ["code", "name"]


class Mappings(admin.TabularInline[TermMapping, Term]):
    """The codes of others that mean the same, on the page of the term."""

    model = TermMapping
    extra = 0


@admin.register(Term)
class TermAdmin(admin.ModelAdmin[Term]):
    """A term with its labels, everyday words and mappings."""

    form = TermForm
    list_display = ["label", "taxonomy", "code", "parent", "deprecated"]
    list_filter = ["taxonomy", "deprecated"]
    search_fields = ["code", "label", "words"]
    ordering = ["taxonomy", "order", "code"]
    autocomplete_fields = ["parent", "replaced_by", "leads_to"]
    inlines = [Mappings]
    fieldsets = [
        (None, {"fields": ["taxonomy", "code", "parent", "order", "icon"]}),
        (_("words"), {"fields": ["label", "plain", "words"]}),
        (_("connections"), {"fields": ["leads_to", "uri", "minimum_age", "maximum_age"]}),
        (_("out of use"), {"fields": ["deprecated", "replaced_by"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        """The terms with their lists and parents in the same query."""
        return super().get_queryset(request).select_related("taxonomy", "parent")
