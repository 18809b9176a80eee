"""What no view can read is refused with a page that says what to do, never with a 500."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.common.http import (
    RefuseBrokenRequests,
    conditional,
    page_not_found,
    problem,
    readable,
    server_error,
)

RECORD = SimpleNamespace(id="a-1", version=7, modified=datetime(2026, 5, 4, 9, 30, tzinfo=UTC))


def answer(**environ):
    """The response of the middleware over a view that reads everything a view may read."""

    def view(request):
        return HttpResponse(f"{request.path} {dict(request.GET)} {request.get_host()}")

    request = RequestFactory().get("/haku")
    return RefuseBrokenRequests(view)(type(request)({**request.environ, **environ}))


@pytest.mark.parametrize(
    "environ",
    [
        {"PATH_INFO": "/kunta/\xff\xfe"},
        {"PATH_INFO": "/kunta/\x00"},
        {"PATH_INFO": "/" + "a" * 3_000},
        {"QUERY_STRING": "q=%FF%FE"},
        {"QUERY_STRING": "q=\xff"},
        {"QUERY_STRING": "q=kuoro%00"},
        {"QUERY_STRING": "q=\u20ac"},
        {"QUERY_STRING": "q=" + "a" * 9_000},
        {"QUERY_STRING": "q=1&" * 500},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": "[bad"},
        {"CONTENT_TYPE": "text/html; charset=utf-16"},
        {"CONTENT_TYPE": "text/html; charset=base64"},
        {"CONTENT_TYPE": "text/html; charset=no-such-thing"},
    ],
)
def test_a_broken_request_gets_a_page_that_says_what_to_do(environ):
    response = answer(**environ)
    assert response.status_code == 400
    assert "<h1" in response.text and 'href="/' in response.text


@pytest.mark.parametrize(
    "query", ["q=yst%C3%A4v%C3%A4", "q=100%", "q=%EF%BF%BD", "q=a%20b&q=c", "", "q=%25FF"]
)
def test_an_honest_query_passes(query):
    assert answer(QUERY_STRING=query).status_code == 200


@given(st.binary(max_size=40))
def test_no_query_crashes(raw):
    assert answer(QUERY_STRING=raw.decode("latin-1")).status_code in {200, 400}


@given(st.text())
def test_what_is_readable_survives_percent_encoding(text):
    assert readable(text, "utf-8") or "\x00" in text or "%" in text or not text.isprintable()


def test_the_api_answers_a_broken_request_with_a_problem():
    response = answer(PATH_INFO="/api/v1/search", QUERY_STRING="q=%FF")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["detail"]


@pytest.mark.django_db
def test_the_whole_service_answers_400(client: Client):
    assert client.get("/", QUERY_STRING="q=%FF").status_code == 400
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400
    assert client.get("/%00").status_code == 400


def test_the_reader_is_told_in_her_language():
    told = answer(QUERY_STRING="q=%FF", HTTP_ACCEPT_LANGUAGE="en").text
    assert "characters that cannot be read" in told


def test_people_get_pages_and_programs_get_problems():
    factory = RequestFactory()
    assert "<h1" in page_not_found(factory.get("/ei-ole"), Exception()).text
    assert page_not_found(factory.get("/api/v1/ei-ole"), Exception()).status_code == 404
    assert json.loads(server_error(factory.get("/api/v1/x")).content)["status"] == 500


def test_a_problem_names_the_faulty_parts():
    body = json.loads(problem(422, "Mend these.", errors=[{"loc": "q", "msg": "too long"}]).content)
    assert body["title"] == "Unprocessable Content" or body["title"] == "Unprocessable Entity"
    assert body["errors"] == [{"loc": "q", "msg": "too long"}]


def test_what_the_reader_has_is_not_sent_again():
    factory = RequestFactory()
    first = conditional(factory.get("/a/1"), RECORD, lambda: HttpResponse("sivu"))
    assert first["Last-Modified"] == "Mon, 04 May 2026 09:30:00 GMT"
    again = factory.get("/a/1", headers={"If-None-Match": first["ETag"]})
    unwanted = []
    second = conditional(again, RECORD, lambda: unwanted.append(1) or HttpResponse("sivu"))
    assert second.status_code == 304
    assert not unwanted


def test_another_version_day_or_person_is_another_answer():
    factory = RequestFactory()
    newer = SimpleNamespace(id="a-1", version=8, modified=RECORD.modified)
    tags = {
        conditional(factory.get("/"), record, HttpResponse, *varies)["ETag"]
        for record, varies in [(RECORD, ()), (newer, ()), (RECORD, ("2026-05-05",)), (RECORD, (3,))]
    }
    assert len(tags) == 4
