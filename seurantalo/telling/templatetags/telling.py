"""Addresses of a report's pages, for templates."""

from __future__ import annotations

from django import template

from seurantalo.telling import addresses
from seurantalo.telling.models import Report

register = template.Library()


@register.simple_tag
def question_of(report: Report, step: str, *, back_to_all: bool = False) -> str:
    """The address of a question of the report."""
    return addresses.question(report, step, back_to_all=back_to_all)
