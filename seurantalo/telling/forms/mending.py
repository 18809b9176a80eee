"""What has to be mended in a report before it can be sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from seurantalo.telling.answers import from_content
from seurantalo.telling.forms import FORMS, StepForm, WhoForm
from seurantalo.telling.models import Report
from seurantalo.telling.parts import Answers, same


def problems(report: Report, user: Any) -> dict[str, list[str]]:
    """What has to be mended before it can be sent, by the question.

    One who corrects the time of a public notice need not first tell what was never told of it.
    """
    found: dict[str, list[str]] = {}
    before = from_content(report.content, report.language) if report.content else {}
    for name, form_class in FORMS.items():
        if report.activity is not None and (
            name == "kuka" or _untouched(form_class, before, report.answers)
        ):
            continue
        data = {**form_class(report).answers}
        form = WhoForm(report, data, by=user) if name == "kuka" else form_class(report, data)
        if not form.is_valid():
            found[name] = list(_said(form))
    return found


def _said(form: StepForm) -> Iterator[str]:
    """What is wrong on a screen, in words that stand without their field."""
    for name, errors in form.errors.as_data().items():
        for error in errors:
            if error.code == "required" and name in form.fields:
                yield _("Missing: %(what)s") % {"what": form.fields[name].label}
            else:
                yield from error.messages


def _untouched(form_class: type[StepForm], before: Answers, now: Answers) -> bool:
    """Whether the answers of a screen are what the notice told before."""
    names = tuple(name for name in form_class.base_fields if name in before)
    return same(names, before, now)
