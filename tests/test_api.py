"""The open API: the records themselves, page by page, and a clear problem when something is wrong."""

from __future__ import annotations

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from seurantalo.activities.tests.factories import activity
from seurantalo.config.wsgi import application

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def club():
    return activity("Ystäväkahvila", themes=("loneliness",))


def test_one_record_is_the_same_by_the_api_and_beside_its_page(client, club):
    told = client.get(f"/api/v1/activities/{club.pk}").json()
    assert told["name"] == {"fi": "Ystäväkahvila"} and told["url"] == f"/toiminta/{club.pk}"
    assert told == client.get(f"/toiminta/{club.pk}.json").json()
    house = client.get(f"/api/v1/organizations/{club.organization_id}").json()
    assert house == client.get(f"/jarjestot/{club.organization_id}.json").json()


def test_the_page_of_the_api_needs_nobody_elses_server_and_no_script_in_the_page(client):
    """The Content-Security-Policy would leave it empty."""
    page = client.get("/api/v1/docs").content.decode()
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert address.startswith("/static/"), address
        assert client.get(address).status_code == 200, address
    scripts = re.findall(r"<script([^>]*)>", page)
    assert scripts and all("src=" in each or "application/json" in each for each in scripts)


def test_lists_come_page_by_page_in_a_stable_order(client, club):
    for n in range(4):
        activity(f"Kerho {n}", of=club.organization)
    pages = [client.get(f"/api/v1/activities?page={n}&per_page=2").json() for n in (1, 2, 3, 4)]
    assert [len(page["contents"]) for page in pages] == [2, 2, 1, 0]
    ids = [int(each["id"]) for page in pages for each in page["contents"]]
    assert ids == sorted(set(ids))
    assert pages[0]["total_items"] == 5 and pages[0]["total_pages"] == 3
    assert pages[2]["last_page"] and pages[3]["empty"]


def test_the_search_takes_the_parameters_of_the_page(client, club):
    asked = "q=kahvila&teema=loneliness&laji=support&laji=hobby&kunta=297&hinta=free"
    answer = client.get(f"/api/v1/search?{asked}").json()
    assert answer["widened"] and answer["total"] == 1
    answer = client.get(f"/api/v1/search?{asked.removesuffix('&hinta=free')}").json()
    assert [each["card"]["name"]["fi"] for each in answer["results"]] == ["Ystäväkahvila"]
    assert answer["results"][0]["start"] and not answer["widened"]
    assert answer["facets"]["kind"] == {"support": 1}


def test_suggestions_areas_and_terms(client, club):
    kinds = [each["type"] for each in client.get("/api/v1/search/suggestions?q=yst").json()]
    assert "support" in kinds
    areas = client.get("/api/v1/areas").json()
    assert sum(area["kind"] == "municipality" for area in areas) == 308
    assert {"taxonomy": "theme", "code": "sport"}.items() <= next(
        term for term in client.get("/api/v1/terms").json() if term["code"] == "sport"
    ).items()


@pytest.mark.parametrize(
    "address",
    ["activities/999999", "activities/99999999999999999999", "organizations/0", "nothing", ""],
)
def test_what_is_not_there_is_a_problem_in_json(client, address):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 404 and response.json()["detail"]


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("activities?page=0", "query/page"),
        ("activities?per_page=1000", "query/per_page"),
        ("activities/abc", "path/pk"),
        ("search?ika=vanha", "query/ika"),
        ("search?teema=%27%3B--", "query/teema"),
        ("search?lat=nan&lon=1", "query/lat"),
        ("search?sivu=501", "query/sivu"),
    ],
)
def test_a_wrong_parameter_is_named(client, address, wrong):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert any(wrong in error["pointer"] for error in response.json()["errors"]), response.json()


config = SchemathesisConfig()
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)


@schema.parametrize()
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.usefixtures("kept_connection")
def test_no_request_breaks_the_api(case):
    case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})
