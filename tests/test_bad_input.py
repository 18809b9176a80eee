"""No address, parameter, header or cookie breaks a page: 200, 400 or 404, and words that help."""

from __future__ import annotations

from urllib.parse import quote, quote_from_bytes

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from seurantalo.activities.tests.factories import activity
from seurantalo.search.query import ALIASES

pytestmark = pytest.mark.django_db

PAGES = (
    "/haku", "/kalenteri", "/ehdotukset", "/haku.ics", "/haku.atom", "/haku.geojson", "/api/v1/search",
    "/api/v1/search/suggestions", "/api/v1/activities", "/sv/sok", "/en/search", "/se/oza",
)  # fmt: skip
NAMES = (*sorted(ALIASES), "nakyma", "pvm", "kuu", "page", "per_page", "pk")
AWKWARD = (
    "", " ", "0", "-1", "1e309", "nan", "inf", "-inf", "99999999999999999999", "0001-01-01", "9999-12-31",
    "2026-02-30", "-0001-01-01", "2026-W01-1", "%", "%00", "\x00", "\ud800", "\U0010ffff", "﷽" * 20, "🧶",
    "a" * 3000, "' OR 1=1 --", "<script>", "{{7*7}}", "../../etc/passwd", "297", "kahvila", "kuukausi",
)  # fmt: skip
values = (
    st.sampled_from(AWKWARD) | st.text(max_size=40) | st.integers().map(str) | st.dates().map(str)
)
queries = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=5)
gently = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FINE = {200, 302, 304, 400, 404, 422}


def encoded(pairs) -> str:
    return "&".join(
        f"{quote(name)}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'))}"
        for name, value in pairs
    )


@pytest.fixture(scope="module")
def anybody():
    return Client()


@pytest.fixture
def cafe():
    return activity("Kahvila")


@gently
@given(page=st.sampled_from(PAGES), pairs=queries)
@example(page="/haku", pairs=[("alku", "0001-01-01"), ("loppu", "9999-12-31")])
@example(page="/haku", pairs=[("alku", "9999-12-31")])
@example(page="/haku", pairs=[("loppu", "0001-01-01"), ("nakyma", "kalenteri"), ("kuu", "0001-01")])
@example(
    page="/haku", pairs=[("lat", "90"), ("lon", "180"), ("km", "500"), ("jarjestys", "nearest")]
)
@example(page="/haku", pairs=[("jarjesto", "99999999999999999999"), ("ika", "120")])
@example(page="/kalenteri", pairs=[("pvm", "9999-12-31"), ("nakyma", "viikko")])
def test_no_parameter_breaks_a_page(cafe, anybody, page, pairs):
    response = anybody.get(f"{page}?{encoded(pairs)}")
    assert response.status_code in FINE
    assert response.content or response.status_code in {302, 304}


@gently
@given(raw=st.binary(max_size=60))
def test_no_bytes_in_an_address_break_a_page(cafe, anybody, raw):
    for address in (
        f"/haku?{quote_from_bytes(raw)}=1&q={quote_from_bytes(raw)}",
        f"/{quote_from_bytes(raw)}",
    ):
        assert anybody.get(address).status_code in {*FINE, 301}


@gently
@given(
    path=st.sampled_from(
        ["toiminta", "jarjestot", "kunnat", "teemat", "sv/verksamhet", "api/v1/activities"]
    ),
    which=st.sampled_from(AWKWARD) | st.integers().map(str) | st.text(max_size=20),
    tail=st.sampled_from(["", ".ics", ".json", "/", "?q=1"]),
)
@example(path="toiminta", which="99999999999999999999", tail="")
@example(path="toiminta", which="99999999999999999999", tail=".ics")
@example(path="jarjestot", which="99999999999999999999", tail=".json")
def test_no_path_breaks_a_page(cafe, anybody, path, which, tail):
    address = f"/{path}/{quote_from_bytes(which.encode('utf-8', 'surrogatepass'))}{tail}"
    assert anybody.get(address).status_code in {*FINE, 301}


@gently
@given(
    name=st.sampled_from(
        [
            "Accept-Language",
            "Cookie",
            "Referer",
            "User-Agent",
            "If-None-Match",
            "If-Modified-Since",
            "HX-Request",
            "Accept",
            "X-Forwarded-For",
            "Range",
        ]
    ),
    value=st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=60)
    | st.sampled_from(
        [
            "sessionid=" + "x" * 40,
            'sessionid="abc\\000defghij"',
            "django_language=xx; =; ;;=a",
            "fi;q=nan",
            "sv-" * 200,
            "*",
            "W/",
            '"',
            "Thu, 99 Foo 0000 99:99:99 GMT",
        ]
    ),
)
@example(name="Cookie", value='sessionid="abc\\000defghij"')
@example(name="Accept-Language", value="xx-YY,fi;q=2")
def test_no_header_breaks_a_page(cafe, name, value):
    for address in ("/tietoa", f"/toiminta/{cafe.pk}.ics"):
        assert Client().get(address, headers={name: value}).status_code in FINE


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::", "localhost:99999999", "", "\xff"])
def test_an_unknown_host_is_told_so(client, host):
    response = client.get("/haku", headers={"Host": host})
    assert response.status_code in {200, 400} and response.content


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "head", "patch", "trace"])
@pytest.mark.parametrize("address", ["/haku", "/toiminta/1", "/api/v1/search", "/nothing"])
def test_no_method_breaks_a_page(client, method, address):
    assert getattr(client, method)(address).status_code < 500


@pytest.mark.parametrize(
    ("address", "lang", "told"),
    [
        ("/ei/ole", "fi", "Tätä sivua ei ole"),
        ("/toiminta/99999999999999999999", "fi", "Tätä sivua ei ole"),
        ("/sv/verksamhet/99", "sv", "Den här sidan finns inte"),
        ("/en/themes/nothing", "en", "This page is not here"),
        ("/se/gielddat/000", "se", "Dát siidu ii leat dáppe"),
        ("/haku?q=%00", "fi", "Emme saaneet selvää pyynnöstä"),
    ],
)
def test_the_error_is_told_in_the_readers_language_and_leads_on(client, address, lang, told):
    response = client.get(address)
    text = response.content.decode()
    assert response.status_code in {400, 404}
    assert f'<html lang="{lang}"' in text and told in text
    assert "<form" in text or "href=" in text


def test_a_page_pasted_into_the_search_is_searched_by_its_beginning(client, cafe):
    assert "Kahvila" in client.get("/haku", {"q": "kahvila " * 200}).content.decode()
