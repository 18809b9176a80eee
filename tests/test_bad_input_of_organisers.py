"""Whatever is typed or sent to a page of those who sign in, it answers in words and loses nothing.

Every form of every page in `workplaces` is sent with awkward words in all its fields, as a browser
would send it and as somebody would who wrote the request by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from seurantalo.publishing.tests.test_pictures import bomb
from seurantalo.telling.models import Report
from seurantalo.telling.tests.answering import answer
from tests.workplaces import PLACES
from tests.workplaces_world import world

pytestmark = pytest.mark.django_db
MIXTURE = "🧶👩‍👩‍👧 {{ 7*7 }}%(name)s{0} <script>alert(1)</script><img src=x onerror=alert(1)>"
AWKWARD = {
    "emoji, right to left, scripts and templates": f"\u202eohrek elueN נולדה \u2066{MIXTURE}",
    "control characters": "Neule\x00kerho\x1b[31m\x7f\ufffe",
    "ten thousand letters": "Å" * 10_000,
    "a number that is none": "99999999999999999999999999999999",
}
EVERYWHERE = ("control characters", "a number that is none")
FINE = {200, 302, 400, 403, 404, 409, 410, 422, 429}
TYPED = {None, "text", "search", "email", "url", "tel", "number", "date", "time", "password"}


class Form(NamedTuple):
    """A form of a page: where it goes, what it would send untouched, and what is typed into it."""

    action: str
    untouched: dict[str, list[str]]
    typed: frozenset[str]
    files: frozenset[str]
    buttons: tuple[tuple[str, str], ...]

    def filled(self, words: str, *, everywhere: bool = False) -> dict[str, object]:
        """With the words in what is typed, or in everything."""
        names = self.untouched.keys() | self.typed if everywhere else self.typed
        told: dict[str, object] = {**self.untouched, **dict.fromkeys(names, words)}
        picture = b"<svg onload=alert(1)>" + words.encode()
        return told | {
            name: SimpleUploadedFile("kuva.jpg", picture, "image/jpeg") for name in self.files
        }


def forms_of(page: str, address: str) -> Iterator[Form]:
    """The forms of a page that change something, except the one that signs out."""
    for form in BeautifulSoup(page, "html.parser").find_all("form", method="post"):
        action = urljoin(address, form.get("action") or address)
        if "kirjaudu-ulos" not in action:
            yield read(form, action)


def read(form: Tag, action: str) -> Form:
    untouched: dict[str, list[str]] = {}
    typed, files, buttons = set(), set(), []
    for each in form.find_all(["input", "textarea", "select", "button"]):
        name, kind = each.get("name"), each.get("type")
        if each.name == "button":
            buttons.append((name, each.get("value", "")))
        elif not name or name == "csrfmiddlewaretoken":
            continue
        elif each.name == "textarea" or (each.name == "input" and kind in TYPED):
            typed.add(name)
        elif kind == "file":
            files.add(name)
        elif value := sent(each):
            untouched.setdefault(name, []).append(value)
    return Form(action, untouched, frozenset(typed), frozenset(files), tuple(buttons))


def sent(field: Tag) -> str:
    """What a choice or a hidden field sends; of a group of choices, each."""
    if field.name == "select":
        options = field.find_all("option")
        chosen = [each for each in options if each.has_attr("selected")] or options[-1:]
        return chosen[0].get("value", "") if chosen else ""
    return field.get("value", "on")


def answers(client, form: Form, told: dict[str, object]) -> None:
    """Send it, see that it is answered, and undo whatever it did."""
    cache.clear()
    with transaction.atomic():
        answer = client.post(form.action, told)
        transaction.set_rollback(True)
    said = answer.content.decode()
    assert answer.status_code in FINE, (form.action, answer.status_code)
    assert "<script>alert(1)" not in said and "<img src=x" not in said
    if answer.status_code not in {302, 204} and "html" in answer["Content-Type"]:
        assert "<h1" in said or "data-action" in said, f"{form.action} says nothing"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_no_form_breaks(client, place):
    small = world()
    address = place.address(small)
    if place.who:
        client.force_login(small.people[place.who])
    page = client.get(address).content.decode()
    for form in forms_of(page, address):
        first = dict(form.buttons[:1]) if form.buttons and form.buttons[0][0] else {}
        for words in AWKWARD.values():
            answers(client, form, form.filled(words) | first)
        for name in EVERYWHERE:
            answers(client, form, form.filled(AWKWARD[name], everywhere=True))
        for name, value in form.buttons[1:]:
            if name:
                answers(client, form, form.filled(MIXTURE) | {name: value})
        answers(client, form, {})


def test_an_image_bomb_is_refused_in_words_and_the_rest_is_kept(client):
    answer(client, None, "mita")
    report = Report.objects.get()
    sent = SimpleUploadedFile("kuva.png", bomb(), "image/png")
    told = {"upload": sent, "picture_alt": "Ihmisiä", "accessibility": ["wheelchair"]}
    refused = answer(client, report, "lisaa", **told)
    assert refused.status_code == 422
    assert (
        "liikaa kuvapisteitä" in refused.content.decode() and "Ihmisiä" in refused.content.decode()
    )
    report.refresh_from_db()
    assert report.answers["picture_alt"] == "Ihmisiä" and not report.answers.get("picture")
