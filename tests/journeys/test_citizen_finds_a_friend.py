"""A daughter in Nilsiä looks for company for her mother: with and without JavaScript, and by keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FRIEND = "Ystävä ikäihmiselle"


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "fi-FI"}


@pytest.fixture
def plain_page(browser, browser_context_args):
    """A browser with JavaScript off."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_javascript(nilsia, plain_page):
    page = plain_page
    page.goto(nilsia)
    page.locator("#q").fill("ystävä yksinäiselle äidille")
    page.locator("#paikka").fill("Nilsiä")
    page.locator(".search-fields button[type=submit]").click()
    expect(page.locator(".card h3", has_text=FRIEND)).to_be_visible()
    page.locator("input[name=hinta][value=free]").locator(
        "xpath=ancestor::details[1]/summary"
    ).click()
    page.locator("input[name=hinta][value=free]").check()
    page.locator(".facets noscript button, .facets button[type=submit]").first.click()
    assert "hinta=free" in page.url
    page.locator(".card h3 a", has_text=FRIEND).click()
    expect(page.locator("h1")).to_have_text(FRIEND)
    expect(page.locator(".fact-sheet")).to_contain_text("Nilsiän seurantalo")
    assert (
        page.locator(".fact-sheet a[href^='tel:']").first.get_attribute("href") == "tel:0171234567"
    )
    expect(page.locator("[data-share]")).to_be_hidden()


def test_filters_take_effect_at_once_and_are_told(nilsia, page):
    page.goto(f"{nilsia}/haku")
    expect(page.locator(".card")).to_have_count(5)
    page.locator("input[name=laji][value=hobby]").check()
    expect(page.locator(".card")).to_have_count(2)
    expect(page.locator("#status")).to_contain_text("2")
    assert "laji=hobby" in page.url and "q=" not in page.url
    expect(page.locator("input[name=laji][value=hobby]")).to_be_focused()
    page.locator(".chip-remove").first.click()
    expect(page.locator(".card")).to_have_count(5)
    page.go_back()
    expect(page.locator(".card")).to_have_count(2)


def test_by_keyboard_alone(nilsia, page):
    page.goto(nilsia)
    page.locator("#q").focus()
    page.keyboard.type("kuoro")
    options = page.locator("#q ~ [role=listbox] [role=option]")
    expect(options.first).to_be_visible()
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#q").get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/haku?*")
    link = page.locator(".card h3 a", has_text="Kuoro Kultakurkut")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kuoro Kultakurkut")


def test_nothing_found_is_no_dead_end(nilsia, page):
    page.goto(f"{nilsia}/haku?q=xyzzyqwerty&kunta=890")
    expect(page.locator(".no-hits, .notice").first).to_be_visible()
    expect(page.locator(".person")).to_be_visible()


def test_the_page_can_be_read_in_another_language(nilsia, page):
    page.goto(f"{nilsia}/haku?q=kuoro")
    page.locator(".languages a[lang=sv]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    assert "q=kuoro" in page.url
    expect(page.locator(".card h3 span[lang=fi]").first).to_have_text("Kuoro Kultakurkut")
