"""Where people work is for everybody too: axe in three looks, 320 px, twice the text, HTML.

One walk for each check, so that the small world is made once; every page that fails is named.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import html5lib
import pytest
from django.conf import settings
from django.test import Client

from tests import workplaces, workplaces_world
from tests.test_accessibility import AXE, LOOKS, TAGS, WIDTHS, violations


def signed_in(world, who: str) -> Client:
    client = Client(headers={"accept-language": "fi"})
    if who:
        client.force_login(world.people[who])
    return client


def forms_that_would_be_refused(page: str) -> list[str]:
    """The forms that post without the token against forgery: a test's client would not notice."""
    forms = re.findall(r"<form\b[^>]*\bmethod=\"post\"[^>]*>.*?</form>", page, re.S | re.I)
    return [form[:120] for form in forms if "csrfmiddlewaretoken" not in form]


@pytest.mark.django_db
@pytest.mark.parametrize("place", workplaces.PLACES, ids=lambda place: place.name)
def test_every_place_answers_with_whole_html(place, tmp_path):
    world = workplaces_world.world()
    answer = signed_in(world, place.who).get(place.address(world))
    assert answer.status_code == 200
    html5lib.HTMLParser(strict=True).parse(answer.content.decode())
    assert answer.content.decode().count("<h1") == 1
    assert forms_that_would_be_refused(answer.content.decode()) == []
    if os.environ.get("VNU_JAR") and shutil.which("java"):
        (tmp_path / "page.html").write_bytes(answer.content)
        jar = ["java", "-jar", os.environ["VNU_JAR"], "--errors-only", "--format", "json"]
        done = subprocess.run([*jar, tmp_path / "page.html"], capture_output=True, text=True)
        assert [each["message"] for each in json.loads(done.stderr)["messages"]] == []


@pytest.fixture
def walk(live_server, browser, transactional_db):
    """Open each place in a browser as the one who works there: yields (name, page)."""
    world = workplaces_world.world()
    opened = {}

    def context_of(who):
        if who not in opened:
            context = browser.new_context(locale="fi-FI", bypass_csp=True, reduced_motion="reduce")
            cookie = signed_in(world, who).cookies.get(settings.SESSION_COOKIE_NAME)
            if cookie:
                name = settings.SESSION_COOKIE_NAME
                context.add_cookies([{"name": name, "value": cookie.value, "url": live_server.url}])
            opened[who] = context
        return opened[who]

    def pages():
        for place in workplaces.PLACES:
            page = context_of(place.who).new_page()
            page.goto(live_server.url + place.address(world))
            yield place.name, page
            page.close()

    yield pages
    for context in opened.values():
        context.close()


@pytest.mark.browser
def test_nobody_is_shut_out(walk):
    wrong = {}
    for name, page in walk():
        page.evaluate(AXE.read_text())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for look in LOOKS:
                page.emulate_media(**look)
                forced = look["forced_colors"] == "active"
                tags = TAGS if look is LOOKS[0] else ["cat.color", "cat.sensory-and-visual-cues"]
                rules = {"color-contrast": {"enabled": not forced}}
                if found := violations(page, tags, rules=rules):
                    wrong[name, width, *look.values()] = found
    assert wrong == {}


@pytest.mark.browser
def test_nothing_runs_over_the_edge_of_a_narrow_screen(walk):
    wrong = {}
    for name, page in walk():
        page.set_viewport_size({"width": 320, "height": 700})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > 320:
            wrong[name] = wide
        page.set_viewport_size({"width": 640, "height": 700})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > 640:
            wrong[name, "large text"] = wide
    assert wrong == {}
