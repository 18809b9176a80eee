"""An organisation's own system tells of its activities by the API, with the rights of its person."""

from __future__ import annotations

import json

import pytest
import schemathesis
from django.core.cache import cache
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig

from seurantalo.accounts.commands import make_key
from seurantalo.activities import queries
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, activity_content
from seurantalo.common import problems
from seurantalo.config.wsgi import application
from seurantalo.organizations.commands import edit
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing.models import Picture
from seurantalo.publishing.queries import latest
from seurantalo.records.content import OrganizationContent
from tests.test_api import CHECKS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


@pytest.fixture
def friends(aino):
    """Aino's organisation, trusted: its people publish at once."""
    found = organization()
    member(found, aino)
    Organization.objects.filter(pk=found.pk).update(trusted=True)
    found.refresh_from_db()
    return found


@pytest.fixture
def club(friends):
    return activity("Ystäväkahvila", of=friends, themes=("loneliness",))


def key_of(person):
    return {"HTTP_AUTHORIZATION": f"Bearer {make_key(by=person, name='kone')[1]}"}


@pytest.fixture
def key(aino):
    return key_of(aino)


def body(content, **more):
    told = json.loads(content.model_dump_json())
    return {"content": told, **more} if more else told


def ask(client, method, address, data=None, **headers):
    call = getattr(client, method)
    if data is None:
        return call(f"/api/v1/{address}", **headers)
    return call(f"/api/v1/{address}", data, content_type="application/json", **headers)


def told(client, club, key):
    return ask(client, "get", f"activities/{club.pk}/content", **key)


def test_a_trusted_organisation_tells_and_everybody_reads_it(client, friends, key):
    content = activity_content("Lukupiiri", themes=("loneliness",))
    answer = ask(client, "post", "activities", body(content, organization=friends.pk), **key)
    assert answer.status_code == 201, answer.content
    assert answer.json()["standing"] == "public" and answer.json()["public"]
    made = Activity.objects.get(pk=answer.json()["id"])
    assert queries.content(made).name == {"fi": "Lukupiiri"}
    assert client.get(f"/api/v1/activities/{made.pk}").status_code == 200


def test_others_wait_for_a_coordinator_and_a_draft_waits_for_nobody(client, friends, key):
    Organization.objects.update(trusted=False)
    asked = body(activity_content("Lukupiiri"), organization=friends.pk)
    answer = ask(client, "post", "activities", asked, **key).json()
    assert answer["standing"] == "waiting" and not answer["public"]
    assert client.get(f"/api/v1/activities/{answer['id']}").status_code == 404
    answer = ask(client, "post", "activities", asked | {"send": False}, **key).json()
    assert answer["standing"] == "draft"


def test_what_was_read_is_changed_and_put_back(client, club, key):
    read = told(client, club, key)
    assert read["ETag"] == f'"{read.json()["version"]}"'
    content = read.json()["content"]
    content["summary"] = {"fi": "Kahvia keskiviikkoisin."}
    answer = ask(client, "put", f"activities/{club.pk}", content, HTTP_IF_MATCH=read["ETag"], **key)
    assert answer.status_code == 200, answer.content
    assert client.get(f"/api/v1/activities/{club.pk}").json()["summary"] == content["summary"]
    assert answer.json()["version"] > read.json()["version"]


def test_the_second_of_two_writers_is_shown_the_difference_and_nothing_is_lost(client, club, key):
    first, second = told(client, club, key), told(client, club, key)
    mine = first.json()["content"] | {"summary": {"fi": "Ensimmäinen."}}
    ask(client, "put", f"activities/{club.pk}", mine, HTTP_IF_MATCH=first["ETag"], **key)
    yours = second.json()["content"] | {"summary": {"fi": "Toinen."}}
    answer = ask(client, "put", f"activities/{club.pk}", yours, HTTP_IF_MATCH=second["ETag"], **key)
    assert answer.status_code == 412
    differing = {each["pointer"]: each["current"] for each in answer.json()["errors"]}
    assert differing["#/summary"] == {"fi": "Ensimmäinen."}
    assert str(queries.content(Activity.objects.get(pk=club.pk)).summary) == "Ensimmäinen."
    version = f'"{answer.json()["version"]}"'
    again = ask(client, "put", f"activities/{club.pk}", yours, HTTP_IF_MATCH=version, **key)
    assert again.status_code == 200


def test_without_saying_what_was_read_nothing_is_replaced(client, club, key):
    content = told(client, club, key).json()["content"]
    assert ask(client, "put", f"activities/{club.pk}", content, **key).status_code == 428
    for strange in ("*", "12", '"x"', '"1", "2"'):
        answer = ask(client, "put", f"activities/{club.pk}", content, HTTP_IF_MATCH=strange, **key)
        assert answer.status_code == 400, strange


def test_confirming_and_withdrawing(client, club, key):
    Activity.objects.filter(pk=club.pk).update(assured_date=None)
    assert ask(client, "post", f"activities/{club.pk}/confirm", **key).status_code == 200
    assert client.get(f"/api/v1/activities/{club.pk}").json()["assured_date"]
    answer = ask(client, "post", f"activities/{club.pk}/withdraw", **key)
    assert answer.status_code == 200 and not answer.json()["public"]
    for deed in ("confirm", "withdraw"):
        assert ask(client, "post", f"activities/{club.pk}/{deed}", **key).status_code == 409


def test_an_organisation_keeps_its_own_information(client, friends, key):
    read = ask(client, "get", f"organizations/{friends.pk}/content", **key)
    content = read.json()["content"] | {"summary": {"fi": "Seuraa kaikille."}}
    answer = ask(
        client, "put", f"organizations/{friends.pk}", content, HTTP_IF_MATCH=read["ETag"], **key
    )
    assert answer.status_code == 200, answer.content
    public = client.get(f"/api/v1/organizations/{friends.pk}").json()
    assert public["summary"] == {"fi": "Seuraa kaikille."}
    assert ask(client, "post", f"organizations/{friends.pk}/confirm", **key).status_code == 200


def test_the_api_asks_what_the_form_asks(client, friends, key, aino):
    """A number of another is not taken, and a picture that waits in a draft stays in it."""
    organization("Nilsiän kuoro", registration_number="204.123")
    Organization.objects.update(trusted=False)
    picture = Picture.objects.create(file="logo.png", width=1, height=1, alt={"fi": "Kädet"})
    read = ask(client, "get", f"organizations/{friends.pk}/content", **key)
    edit(friends, OrganizationContent(**read.json()["content"]), by=aino, logo=picture)
    read = ask(client, "get", f"organizations/{friends.pk}/content", **key)

    def put(**changed):
        told = read.json()["content"] | changed
        address = f"organizations/{friends.pk}"
        return ask(client, "put", address, told, HTTP_IF_MATCH=read["ETag"], **key)

    answer = put(registration_number="204.123")
    assert answer.status_code == 422 and "Nilsiän kuoro" in answer.json()["errors"][0]["detail"]
    assert put(summary={"fi": "Seuraa kaikille."}).json()["standing"] == "waiting"
    assert latest(Organization.objects.get(pk=friends.pk)).logo == picture


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"themes": ["nonsense"]}, "#/content/themes"),
        ({"kind": "party"}, "#/content/kind"),
        ({"name": {"fi": 3}}, "#/content/name/fi"),
        ({"minimum_age": 40, "maximum_age": 8}, "#/content"),
        ({"links": [{"url": "javascript:alert(1)"}]}, "#/content/links/0/url"),
        ({"channels": [{"kind": "place", "place": {"municipality": "9999"}}]}, "#/content"),
        ({"source": "ptv"}, "#/content/source"),
        ({"public_service": True}, "#/content/public_service"),
        ({"colour": "red"}, "#/content/colour"),
    ],
)
def test_what_is_wrong_is_pointed_at(client, friends, key, wrong, pointer):
    asked = body(activity_content("Lukupiiri"), organization=friends.pk)
    asked["content"] |= wrong
    answer = ask(client, "post", "activities", asked, **key)
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert pointer in [each["pointer"] for each in answer.json()["errors"]], answer.json()
    assert not Activity.objects.exists()


def test_it_is_said_in_the_callers_language(client, friends, key):
    asked = body(activity_content("Lukupiiri"), organization=friends.pk)
    asked["content"]["themes"] = ["nonsense"]
    said = {
        lang: ask(client, "post", "activities", asked, HTTP_ACCEPT_LANGUAGE=lang, **key).json()
        for lang in ("fi", "sv", "en", "de")
    }
    assert len({each["detail"] for each in said.values()}) == 3
    assert said["de"] == said["fi"]
    assert said["en"]["errors"][0]["detail"].startswith("There is no “nonsense”")


@pytest.mark.parametrize(
    "sent", [b"{", b"\xff\xfe", b'{"content": "\\u0000"}', b"[" * 100_000, b'{"a": NaN}']
)
def test_a_body_nobody_can_read_is_refused(client, key, sent):
    answer = client.post("/api/v1/activities", sent, content_type="application/json", **key)
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_too_many_writes_wait(client, club, key, monkeypatch):
    monkeypatch.setattr(problems, "WRITES_A_MINUTE", 2)
    statuses = [ask(client, "post", f"activities/{club.pk}/confirm", **key) for _ in range(3)]
    assert [each.status_code for each in statuses] == [200, 200, 429]
    assert statuses[-1]["Retry-After"] == "60"


def test_a_session_writes_only_with_its_token(club, aino, client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(aino)
    assert strict.post(f"/api/v1/activities/{club.pk}/confirm").status_code == 403
    client.force_login(aino)
    assert client.post(f"/api/v1/activities/{club.pk}/confirm").status_code == 200


def test_a_stranger_learns_nothing_of_a_draft(client, friends, kalle):
    hidden = activity("Salainen", of=friends, publish=False)
    answers = [
        ask(client, "get", f"activities/{hidden.pk}/content", **key_of(kalle)),
        ask(client, "get", "activities/999999/content", **key_of(kalle)),
    ]
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
    assert ask(client, "get", f"activities/{hidden.pk}/content").status_code == 401


config = SchemathesisConfig()
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)


@schema.include(method=["POST", "PUT"]).parametrize()
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.usefixtures("kept_connection")
def test_no_write_breaks_the_api(case, club, key):
    """Whatever is sent to the club by its own manager."""
    cache.clear()
    if "pk" in case.path_parameters:
        case.path_parameters["pk"] = club.pk
    headers = {"Accept-Encoding": "identity", "Authorization": key["HTTP_AUTHORIZATION"]}
    case.call_and_validate(checks=CHECKS, headers=headers)


def test_nobody_confirms_what_is_to_come(client, club, key):
    now = told(client, club, key)
    far = {**now.json()["content"], "assured_date": "2999-01-01"}
    answer = ask(client, "put", f"activities/{club.pk}", far, HTTP_IF_MATCH=now["ETag"], **key)
    assert answer.status_code < 500
    club.refresh_from_db()
    assert club.assured_date is None or club.assured_date <= timezone.localdate()
