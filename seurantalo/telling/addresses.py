"""Where a report is looked at and answered, whether it is kept already or only looked at."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from seurantalo.telling.models import Report

BACK_TO_ALL = {"to": "lista"}


def all_told(report: Report) -> str:
    """The list of everything told, "" for something new of which nothing is."""
    if report.begun:
        return reverse("report-summary", args=[report.pk])
    return reverse("edit-activity", args=[report.activity_id]) if report.activity_id else ""


def question(report: Report, step: str, *, back_to_all: bool = False) -> str:
    """The page of a question; `back_to_all` leads from it to the list, not to the next one."""
    tail = f"?{urlencode(BACK_TO_ALL)}" if back_to_all else ""
    if report.begun:
        return reverse("report-step", args=[report.pk, step]) + tail
    if report.activity_id:
        return reverse("edit-activity-step", args=[report.activity_id, step]) + tail
    return reverse("report") + tail
