"""Every public page, for everybody: axe (WCAG 2.2 A and AA), light, dark and forced colours, a
narrow phone and a wide screen, keyboard, valid HTML.

The pages are those of `tests/gallery`: the real templates with sample records.
"""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest

ROOT = Path(__file__).parents[1]
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
BUILT = ROOT / "seurantalo/ui/static/ui/build/app.css"
PAGES = {
    "front": "/",
    "results": "/haku?q=x",
    "nothing found": "/haku?q=vesipallo",
    "results on a map": "/haku?nakyma=kartta",
    "results in a calendar": "/haku?nakyma=kalenteri",
    "activity": "/toiminta/12",
    "organisation": "/jarjestot/7",
    "municipalities": "/kunnat",
    "municipality": "/kunnat/297",
    "themes": "/teemat",
    "theme": "/teemat/friends",
    "month": "/kalenteri",
    "week": "/kalenteri?nakyma=viikko",
    "day": "/kalenteri?nakyma=paiva",
    "agenda": "/kalenteri?nakyma=luettelo",
    "about": "/tietoa",
    "accessibility statement": "/saavutettavuus",
    "privacy": "/tietosuoja",
    "sign in": "/kirjaudu",
    "not found": "/olematon",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 1366)
LOOKS = (
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    # The colours are the system's own then, and axe cannot see them: everything else is checked.
    {"color_scheme": "light", "forced_colors": "active"},
)

pytestmark = [pytest.mark.urls("tests.gallery.urls"), pytest.mark.django_db]


@pytest.fixture
def pages(live_server, page):
    """The browser, and the address of a page by its name."""
    for needed in (AXE, BUILT):
        if not needed.exists():
            pytest.fail(f"{needed.relative_to(ROOT)} is missing: run ./dev test, it builds them")
    return page, lambda name: live_server.url + PAGES[name]


def violations(page, tags: list[str] = TAGS, **options) -> list[str]:
    """What axe finds wrong, one line each."""
    options["runOnly"] = {"type": "tag", "values": tags}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out(pages, name):
    page, address = pages
    page.emulate_media(reduced_motion="reduce")
    page.goto(address(name))
    page.evaluate(AXE.read_text())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for look in LOOKS:
            page.emulate_media(**look, reduced_motion="reduce")
            forced = look["forced_colors"] == "active"
            rules = {"color-contrast": {"enabled": not forced}}
            tags = TAGS if look is LOOKS[0] else ["cat.color", "cat.sensory-and-visual-cues"]
            assert violations(page, tags, rules=rules) == [], (width, look)


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_over_the_edge_of_a_narrow_screen(pages, name):
    """WCAG 1.4.10: at 320 CSS pixels one scrolls in one direction only; also with wide letters."""
    page, address = pages
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(address(name))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(  # 1.4.12 Text spacing
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
              word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
            document.adoptedStyleSheets.push(sheet);
        }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_text_twice_as_large_stays_on_the_screen_of_a_phone(pages, name):
    """WCAG 1.4.4: long Finnish words and addresses break rather than widen the page."""
    page, address = pages
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address(name))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate("document.fonts.ready.then(() => null)")  # a stand-in font may be wider
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_the_content_security_policy_is_never_broken(pages):
    page, address = pages
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name in PAGES:
        if name != "not found":
            page.goto(address(name))
            page.wait_for_load_state("networkidle")
    assert complaints == []


@pytest.mark.browser
def test_the_keyboard_reaches_everything_and_shows_where_it_is(pages):
    page, address = pages
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto(address("results"))
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, summary')]
            .filter(e => e.checkVisibility() && e.type !== 'hidden').length"""
    )
    seen, unseen = set(), []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                const e = document.activeElement, style = getComputedStyle(e);
                return [[...document.querySelectorAll('*')].indexOf(e), e.outerHTML.slice(0, 80),
                  e === document.body || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
            }"""
        )
        seen.add(here[0])
        if not here[2]:
            unseen.append(here[1])
    assert unseen == []
    assert len(seen) >= wanted


@pytest.mark.browser
def test_one_can_skip_to_the_content(pages):
    page, address = pages
    page.goto(address("activity"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("name", PAGES)
def test_the_html_is_valid(client, name):
    response = client.get(PAGES[name])
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document = parser.parse(response.content.decode())
    ids = [each.get("id") for each in document.iter() if each.get("id")]
    assert sorted(ids) == sorted(set(ids))
    assert not [e for e in document.iter() if e.get("style")], "the CSP forbids style attributes"
