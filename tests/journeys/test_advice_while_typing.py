"""While a date is chosen the page says by itself what it falls on, and what is typed stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from seurantalo.accounts.tests import factories as people
from seurantalo.activities.tests.factories import activity, activity_content, at
from seurantalo.common.text import Text
from seurantalo.common.time import helsinki, wall_clock
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.planning.models import Plan
from seurantalo.records.content import PlaceContent
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.telling import commands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVENING = helsinki(
    (datetime.now() + timedelta(days=30)).replace(hour=18, minute=0, second=0, microsecond=0)
)
WEEK, HOURS = timedelta(days=7), timedelta(hours=2)
HALL = PlaceContent(name=Text(fi="Talo"), municipality="740", latitude=61.868, longitude=28.886)
DANCE = "Eläkeläisten tanssit"


@pytest.fixture
def aino(facts):
    """Aino of Nilsiän ystävät; another association dances in Savonlinna in a month."""
    found = people.person("Aino")
    member(organization(), found)
    Organization.objects.update(trusted=True)
    activity(
        DANCE,
        of=organization("Savonlinnan eläkeläiset ry"),
        kind="event",
        themes=("dance",),
        target_groups=("older-people",),
        channels=(at(HALL, ScheduleRecord(dtstart=EVENING, duration=HOURS)),),
    )
    return found


@pytest.fixture
def page(browser, live_server, aino):
    client = Client()
    client.force_login(aino)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(locale="fi-FI", viewport={"width": 390, "height": 844})
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    yield context.new_page()
    context.close()


def test_nothing_is_pressed_and_nothing_is_lost(live_server, page):
    page.goto(f"{live_server.url}/suunnitelmat/uusi")
    page.get_by_label("Mitä suunnittelette?").fill("Lauluilta")
    page.get_by_label("Ikäihmiset", exact=True).check()
    page.get_by_label("Missä kunnassa?").fill("Savonlinna")
    page.locator("#id_dates-0-day").fill(wall_clock(EVENING).date().isoformat())
    page.locator("#id_dates-0-start").fill("18:00")
    page.locator("#id_dates-0-end").focus()
    advice = page.locator("#plan-advice")
    expect(advice).to_contain_text(DANCE)
    expect(page.locator("#status")).to_have_text("Yksi asia voi törmätä")
    expect(page.locator("#id_dates-0-end")).to_be_focused()
    expect(advice.locator("#plan-free button[name=slot]").first).to_be_visible()

    page.locator("#id_dates-0-end").fill("20:00")
    page.locator("#id_dates-0-start").fill("20:30")  # an hour later than the dance is over
    page.locator("#id_dates-0-end").fill("22:00")
    expect(advice).to_contain_text("sama ilta")
    page.get_by_label("Kuinka läheltä katsotaan?").select_option("Vain samaan aikaan")
    expect(advice).not_to_contain_text(DANCE)
    page.get_by_label("Kuinka läheltä katsotaan?").select_option("Samana päivänä")
    expect(advice).to_contain_text(DANCE)

    advice.locator("button[name=slot]").first.click()
    expect(page.locator("#plan-advice")).not_to_contain_text(DANCE)
    assert page.get_by_label("Mitä suunnittelette?").input_value() == "Lauluilta"
    assert page.get_by_label("Kuinka läheltä katsotaan?").input_value() == "24"
    assert not Plan.objects.exists()


def test_when_no_answer_comes_old_advice_does_not_stay(live_server, page):
    page.goto(f"{live_server.url}/suunnitelmat/uusi?pvm={wall_clock(EVENING).date()}")
    page.get_by_label("Ikäihmiset", exact=True).check()
    page.get_by_label("Missä kunnassa?").fill("Savonlinna")
    page.get_by_label("Mitä suunnittelette?").fill("Lauluilta")
    advice = page.locator("#plan-advice")
    expect(advice).to_contain_text(DANCE)
    page.context.clear_cookies()
    page.locator("#id_dates-0-start").fill("11:00")
    page.locator("#id_dates-0-end").focus()
    expect(advice).to_have_text("Päivää ei voitu tarkistaa. Paina ”Tarkista päivä”.")
    assert page.get_by_label("Mitä suunnittelette?").input_value() == "Lauluilta"


def test_a_notice_gets_free_dates_after_the_rest(live_server, page, aino):
    told = activity_content(
        "Lauluilta",
        kind="event",
        target_groups=("older-people",),
        channels=(at(HALL, ScheduleRecord(dtstart=EVENING + WEEK, duration=HOURS)),),
    )
    report = commands.start(aino, content=told)
    page.goto(f"{live_server.url}/ilmoita/{report.pk}/milloin")
    day = wall_clock(EVENING).date()
    page.get_by_label("Päivät ja kellonajat").first.fill(f"{day:%d.%m.%Y} klo 18–20")
    understood = page.locator("#read-times")
    expect(understood).to_contain_text(DANCE)
    expect(understood).to_contain_text("Lähellä vapaana:")
