"""How the tests answer: a typical weekly club, screen by screen."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from seurantalo.telling.models import Report

CLUB: dict[str, dict[str, Any]] = {
    "mita": {
        "title": "Tuolijumppa",
        "text": "Kevyttä jumppaa tuolilla istuen. Sopii kaikille, yksinkin voi tulla.",
        "kind": "hobby",
    },
    "milloin": {"times": "tiistaisin klo 18–19.30"},
    "missa": {"way": "place", "address": "Seuratie 3, Nilsiä", "place_name": "Seurantalo"},
    "kenelle": {
        "target_groups": ["everyone"],
        "price": "free",
        "themes": ["senior-exercise"],
        "languages": ["fi"],
    },
    "yhteys": {"phone": "040 123 4567", "joining": "come"},
    "lisaa": {},
    "kuka": {"org_name": "Nilsiän jumppaajat"},
}


def answer(client: Client, report: Report | None, step: str, **told: Any) -> Any:
    """The answer of the service to one screen; the club's answers unless others are `told`."""
    data = {**CLUB[step], **told}
    address = reverse("report-step", args=[report.pk, step]) if report else reverse("report")
    return client.post(address, data)


def tell(client: Client, *, until: str = "", **told: dict[str, Any]) -> Report:
    """Answer every screen (until one), and give the report."""
    answer(client, None, "mita", **told.get("mita", {}))
    report = Report.objects.latest("created")
    for step in list(CLUB)[1:]:
        if step == until:
            break
        answer(client, report, step, **told.get(step, {}))
    report.refresh_from_db()
    return report
