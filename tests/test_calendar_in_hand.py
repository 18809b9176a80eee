"""The calendar by keyboard, by finger, by ear and on paper."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import expect

from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.time import helsinki
from seurantalo.organizations.tests.factories import NILSIA
from seurantalo.records.schemas import ScheduleRecord
from tests.test_calendar import DAY

pytestmark = pytest.mark.browser
FIRST = DAY.replace(day=1)
SWIPE = """([from, to]) => {
    const page = document.querySelector("[data-swipe]");
    const touch = (x) => new Touch({ identifier: 1, target: page, clientX: x, clientY: 300 });
    page.dispatchEvent(new TouchEvent("touchstart", { touches: [touch(from)], bubbles: true }));
    page.dispatchEvent(new TouchEvent("touchend", { changedTouches: [touch(to)], bubbles: true }));
}"""


@pytest.fixture
def town(live_server, transactional_db):
    """A concert on the fifteenth, and eight clubs on the day after it."""
    noon = helsinki(datetime.combine(DAY, time(12)))

    def happens(name, start):
        times = ScheduleRecord(dtstart=start, duration=timedelta(hours=2))
        activity(name, kind="event", channels=(at(NILSIA, times),))

    happens("Kevätkonsertti", noon)
    for n in range(8):
        happens(f"Kerho {n}", noon + timedelta(days=1, hours=n / 2))
    return live_server.url


def test_arrows_go_from_day_to_day_and_page_keys_from_month_to_month(town, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{town}/kalenteri?pvm={DAY}#d-{DAY}")

    def focused(day):
        expect(page.locator(f"#pv-{day} .month-day")).to_be_focused()

    focused(DAY)
    assert page.locator(".month-day[tabindex='0']").count() == 1, "one stop for the Tab key"
    for key, days in (("ArrowRight", 1), ("ArrowDown", 8), ("ArrowLeft", 7), ("ArrowUp", 0)):
        page.keyboard.press(key)
        focused(DAY + timedelta(days=days))
    page.keyboard.press("Home")
    focused(DAY - timedelta(days=DAY.weekday()))
    page.keyboard.press("PageDown")
    page.wait_for_url(re.compile(f"pvm={FIRST + timedelta(days=31):%Y-%m}"))


def test_past_the_edge_of_the_table_the_next_period_takes_over(town, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    sunday = DAY + timedelta(days=6 - DAY.weekday())
    page.goto(f"{town}/kalenteri?nakyma=viikko&pvm={DAY}#d-{sunday}")
    page.keyboard.press("ArrowRight")
    monday = sunday + timedelta(days=1)
    expect(page.locator(f"#pv-{monday} .month-day")).to_be_focused()


def test_a_swipe_goes_on_and_back_and_a_touch_does_not(town, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{town}/kalenteri?nakyma=paiva&pvm={DAY}")
    page.evaluate(SWIPE, [200, 190])
    page.evaluate(SWIPE, [5, 300])  # from the edge, where the phone's own gestures begin
    assert f"pvm={DAY}" in page.url
    page.evaluate(SWIPE, [300, 100])
    page.wait_for_url(re.compile(f"pvm={DAY + timedelta(days=1)}"))
    page.evaluate(SWIPE, [100, 300])
    page.wait_for_url(re.compile(f"pvm={DAY}$"))
    context.close()


def test_what_a_screen_reader_is_told_of_a_month(town, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{town}/kalenteri?pvm={DAY}")
    tree = page.locator("table.month").aria_snapshot()
    label = page.locator(".calendar-bar h2").inner_text()
    assert tree.startswith(f'- table "{label}"')
    assert tree.count("columnheader") == 7
    assert f'link "{DAY.day}.{DAY.month}."' in tree
    assert 'link "12 Kevätkonsertti"' in tree
    assert re.search(r'link "5 muuta ?, \w\w \d+\.\d+\."', tree), tree[tree.index("muuta") - 90 :][
        :300
    ]
    assert len(re.findall(r'link "[\d.]+ Kerho', tree)) == 3, "what only paper shows is not read"


def test_what_a_screen_reader_is_told_of_a_week_and_a_list(town, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{town}/kalenteri?nakyma=viikko&pvm={DAY}")
    tree = page.locator("table.week").aria_snapshot()
    assert [each for each in ("Aamu", "Iltapäivä", "Ilta") if f'columnheader "{each}"' in tree]
    assert tree.count("rowheader") == 7 and "Kevätkonsertti" in tree
    page.goto(f"{town}/kalenteri?nakyma=luettelo&pvm={DAY}")
    tree = page.locator("main").aria_snapshot()
    assert re.search(r'heading "\w\w \d+\.\d+\." \[level=3\]', tree)
    assert 'link "Kevätkonsertti"' in tree and "Nilsiän seurantalo · Nilsiän ystävät ry" in tree


def test_a_month_is_one_lying_sheet_with_all_of_a_full_day(town, page):
    page.goto(f"{town}/kalenteri?pvm={DAY}")
    page.emulate_media(media="print", color_scheme="dark")
    full = page.locator(f"#pv-{DAY + timedelta(days=1)}")
    assert all(full.get_by_text(f"Kerho {n}").is_visible() for n in range(8))
    assert not full.get_by_text("muuta").is_visible()
    assert not page.locator(".calendar-form").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    sheet = page.pdf(prefer_css_page_size=True)
    assert sheet.count(b"/Type /Page\n") == 1
    assert re.search(rb"/MediaBox \[0 0 84[12][.\d]* 59[45][.\d]*\]", sheet)


def test_a_list_is_standing_sheets(town, page):
    page.goto(f"{town}/kalenteri?nakyma=luettelo&pvm={DAY}")
    sheet = page.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", sheet)
    assert sheet.count(b"/Type /Page\n") == 1
