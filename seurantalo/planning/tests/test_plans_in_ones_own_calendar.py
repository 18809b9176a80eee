"""Plans in one's own calendar program: by a secret address, with the rights one has today."""

import logging
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from seurantalo.accounts import commands as accounts
from seurantalo.accounts import own_data
from seurantalo.accounts.api_keys import authenticate
from seurantalo.common.logs import HideSecrets
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.organizations import commands as organizations
from seurantalo.planning import commands, keys
from seurantalo.planning.models import CalendarKey
from seurantalo.planning.tests.factories import plan

pytestmark = pytest.mark.django_db


def address(user, query=""):
    return reverse("plans-ics", args=[keys.make(by=user, name="Oma", query=query)[1]])


def events(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(response.content).events}


def test_ideas_are_tentative_and_what_is_sure_is_confirmed(client, aino, friends):
    for stage in ("idea", "tentative", "confirmed"):
        plan(f"Ilta {stage}", of=friends, stage=stage, text="Tuo kahvit", place="Nilsiän kirjasto")
    found = events(client, address(aino))
    assert {name: (str(e["STATUS"]), str(e["TRANSP"])) for name, e in found.items()} == {
        "Ilta idea (idea)": ("TENTATIVE", "TRANSPARENT"),
        "Ilta tentative (alustava)": ("TENTATIVE", "TRANSPARENT"),
        "Ilta confirmed (vahvistettu)": ("CONFIRMED", "OPAQUE"),
    }
    event = found["Ilta idea (idea)"]
    assert event["CLASS"] == "PRIVATE" and event["X-SEURANTALO-STAGE"] == "Idea"
    assert event["LOCATION"] == "Nilsiän kirjasto, Kuopio" and "Tuo kahvit" in event["DESCRIPTION"]
    assert "ORGANIZER" not in event and "ATTENDEE" not in event


def test_of_a_hint_only_the_hint_is_told(client, aino, friends, kalles):
    plan(
        "Salatanssit", of=kalles, text="Orkesteri on Kulkurit", place="Työväentalo",
        shown="hint", hint="jotain ikäihmisille", terms=("older-people",), municipality="140",
    )  # fmt: skip
    path = address(aino)
    (event,) = events(client, path).values()
    assert event["SUMMARY"] == "jotain ikäihmisille (idea)" and event["LOCATION"] == "Iisalmi"
    text = client.get(path).content.decode()
    for secret in ("Salatanssit", "Kulkurit", "Työväentalo", "Martat", "keyword"):
        assert secret not in text


def test_who_leaves_her_organisation_sees_its_plans_no_more(client, aino, bertta, friends, far):
    organizations.add_member(friends, bertta, role="editor", by=aino)
    plan("Meidän ilta", of=friends, audience="partners")
    path = address(bertta)
    assert events(client, path)
    membership = friends.memberships.get(user=bertta)
    organizations.remove_member(membership, by=aino)
    assert not events(client, path)
    assert not events(client, address(far))


def test_a_network_one_has_left_is_silent(client, aino, friends, kalles):
    network = Network.objects.create(name={"fi": "Ylä-Savo"})
    for each in (friends, kalles):
        NetworkMember.objects.create(network=network, organization=each, status="member")
    plan("Verkoston ilta", of=kalles, audience="networks", networks=(network,))
    path = address(aino, query=f"verkosto={network.pk}")
    assert events(client, path)
    plan("Muu ilta", of=kalles)
    NetworkMember.objects.filter(organization=friends).delete()
    assert not events(client, path)


def test_the_address_shows_the_view_it_was_made_of(client, aino, friends, kalles):
    plan("Oma idea", of=friends)
    plan("Muiden varma", of=kalles, stage="confirmed", municipality="140")
    assert set(events(client, address(aino))) == {"Oma idea (idea)", "Muiden varma (vahvistettu)"}
    for query, shown in {
        "omat=1": "Oma idea (idea)",
        "vaihe=confirmed": "Muiden varma (vahvistettu)",
        "kunta=297": "Oma idea (idea)",
        "q=varma": "Muiden varma (vahvistettu)",
    }.items():
        assert set(events(client, address(aino, query))) == {shown}, query


def test_a_dropped_plan_is_cancelled_for_all_who_saw_it(client, aino, kalle, far, friends, kalles):
    told = {"text": "Haitaria", "place": "Talo", "terms": ("dance",)}
    dropped = plan("Peruttu ilta", of=friends, **told)
    hint = plan("Salainen", of=friends, shown="hint", hint="Jotain tanssijoille", **told)
    hers, his, nothing = address(aino), address(kalle), address(far)
    before = events(client, his)
    for each in (dropped, hint):
        commands.drop(each, by=aino)
    after = events(client, his)
    assert set(after) == {"Peruttu ilta (idea)", "Jotain tanssijoille (idea)"}
    for name, event in after.items():
        assert (event["UID"], event["STATUS"]) == (before[name]["UID"], "CANCELLED")
        assert event["SEQUENCE"] >= before[name]["SEQUENCE"]
    bare = client.get(his).content.decode()
    for word in ("Haitaria", "Talo", "Salainen", "Nilsiän", "Kuopio", "CATEGORIES", "LOCATION"):
        assert word not in bare, word
    assert reverse("plan", args=[dropped.pk]) not in bare
    own = events(client, hers)["Peruttu ilta (idea)"]
    assert own["STATUS"] == "CANCELLED" and "Haitaria" in own["DESCRIPTION"]
    assert not events(client, nothing)
    assert not events(client, address(kalle, "omat=1"))
    assert not events(client, address(kalle, "kunta=140"))


def test_what_was_dropped_long_ago_or_never_seen_is_not_told(client, aino, kalle, friends, kalles):
    kept = plan("Vain meille", of=friends, audience="partners")
    old = plan("Aikaa sitten", of=friends, at=timezone.now() - timedelta(days=20))
    later = plan("Muutettu", of=friends, audience="partners")
    for each in (kept, old, later):
        commands.drop(each, by=aino)
    long_ago = timezone.now() - timedelta(days=61)
    type(old).objects.filter(pk=old.pk).update(dropped_at=long_ago, modified=long_ago)
    later.refresh_from_db()
    later.audience = "region"  # nobody saw it thus
    later.save()
    assert not events(client, address(kalle))


def test_a_moved_date_keeps_its_uid_and_its_number_grows(client, aino, friends):
    told = plan("Ilta", of=friends)
    path = address(aino)
    (before,) = events(client, path).values()
    time = told.times.get()
    commands.set_stage(time, "confirmed", by=aino)
    type(told).objects.filter(pk=told.pk).update(modified=timezone.now() + timedelta(seconds=5))
    (after,) = events(client, path).values()
    assert after["UID"] == before["UID"] and after["SEQUENCE"] > before["SEQUENCE"]


# -- The address itself -------------------------------------------------------------------------------


def test_nothing_on_the_way_keeps_or_hands_on_the_address(client, aino, friends):
    plan("Ilta", of=friends)
    path = address(aino)
    for response in (client.get(path), client.head(path)):
        assert response["Cache-Control"] == "private, no-cache"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "no-referrer"
        again = client.get(path, headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304 and again["Cache-Control"] == "private, no-cache"
    secret = path.rpartition("/")[2].removesuffix(".ics")
    assert secret not in client.get(path).content.decode()
    assert not CalendarKey.objects.filter(token_hash__contains=secret).exists()


def test_a_revoked_and_a_closed_and_an_unknown_address_open_nothing(client, aino, bertta, friends):
    plan("Ilta", of=friends)
    hers, other = address(aino), address(bertta)
    keys.revoke(CalendarKey.objects.get(user=aino), by=aino)
    assert client.get(hers).status_code == 410
    type(bertta).objects.filter(pk=bertta.pk).update(is_active=False)
    assert client.get(other).status_code == 410
    accounts.erase(aino, by=aino)
    for path in (hers, "/suunnittelu/x.ics", f"/suunnittelu/{'a' * 43}.ics"):
        response = client.get(path)
        assert response.status_code == 404 and "Ilta" not in response.content.decode()


def test_the_secret_is_in_no_log(client, aino, caplog):
    path = address(aino)
    keys.revoke(CalendarKey.objects.get(), by=aino)
    with caplog.at_level(logging.DEBUG):
        client.get(path)
        client.post(path)
    secret = path.rpartition("/")[2].removesuffix(".ics")
    said = logging.LogRecord("x", logging.ERROR, "", 1, "Internal: %s", (path,), None)
    assert HideSecrets().filter(said) and secret not in said.getMessage()
    for record in caplog.records:
        HideSecrets().filter(record)
        assert secret not in record.getMessage()


def test_when_it_was_read_is_noted_once_an_hour(client, aino):
    path = address(aino)
    client.get(path)
    first = CalendarKey.objects.get().last_read
    assert first is not None
    client.get(path)
    assert CalendarKey.objects.get().last_read == first
    CalendarKey.objects.update(last_read=first - timedelta(hours=2))
    client.get(path)
    assert CalendarKey.objects.get().last_read >= first


def test_many_plans_cost_no_more_queries(
    client, aino, friends, kalles, django_assert_max_num_queries
):
    path = address(aino)
    for n in range(6):
        plan(f"Ilta {n}", of=friends if n % 2 else kalles, terms=("older-people", "sport"))
    client.get(path)
    with django_assert_max_num_queries(24):
        assert len(events(client, path)) == 6


# -- The pages ----------------------------------------------------------------------------------------


def soup(response):
    return BeautifulSoup(response.content, "html5lib")


def test_an_address_is_shown_once_listed_and_revoked_after_a_question(client, aino, friends):
    plan("Ilta", of=friends)
    client.force_login(aino)
    form = client.get("/suunnittelu/osoitteet/uusi?kunta=297&vaihe=idea")
    assert soup(form).select_one("[name=name]")["value"] == "Kuopio, Idea"
    made = client.post(
        "/suunnittelu/osoitteet/uusi?kunta=297&vaihe=idea", {"name": "Puhelin", "whose": "own"}
    )
    shown = soup(made).select_one("#subscribe-address")["value"]
    assert "no-store" in made["Cache-Control"]
    path = shown.removeprefix("http://localhost:8000")
    assert list(events(client, path)) == ["Ilta (idea)"]
    key = CalendarKey.objects.get()
    assert key.query == "kunta=297&vaihe=idea&omat=1"
    page = client.get("/suunnittelu/osoitteet").content.decode()
    assert "Puhelin" in page and path.rpartition("/")[2].removesuffix(".ics") not in page
    asked = client.get(f"/suunnittelu/osoitteet/{key.pk}/peru")
    assert asked.status_code == 200 and client.get(path).status_code == 200
    client.post(f"/suunnittelu/osoitteet/{key.pk}/peru")
    assert client.get(path).status_code == 410
    assert "Puhelin" not in soup(client.get("/suunnittelu/osoitteet")).select_one("main").text


def test_a_name_is_asked_for_and_ten_are_enough(client, aino):
    client.force_login(aino)
    wrong = client.post("/suunnittelu/osoitteet/uusi", {"name": "", "whose": "own"})
    assert wrong.status_code == 422 and not CalendarKey.objects.exists()
    for n in range(10):
        keys.make(by=aino, name=str(n))
    full = client.post("/suunnittelu/osoitteet/uusi", {"name": "Vielä yksi", "whose": "own"})
    assert full.status_code == 422 and "Vielä yksi" in full.content.decode()
    with pytest.raises(ValidationError):
        keys.make(by=aino, name="Vielä yksi")


def test_nobody_handles_the_address_of_another(client, aino, kalle):
    key, _secret = keys.make(by=aino, name="Oma")
    with pytest.raises(PermissionDenied):
        keys.revoke(key, by=kalle)
    client.force_login(kalle)
    assert client.post(f"/suunnittelu/osoitteet/{key.pk}/peru").status_code == 404
    assert "Oma" not in soup(client.get("/suunnittelu/osoitteet")).select_one("main").text
    _key, secret = accounts.make_key(by=aino, name="ohjelma")
    with pytest.raises(PermissionDenied):
        keys.make(by=authenticate(secret), name="Ohjelman oma")


def test_she_is_told_what_is_kept_of_her(aino):
    keys.make(by=aino, name="Puhelin", query="omat=1")
    (held,) = own_data.of(aino)["calendar_addresses"]
    assert held["name"] == "Puhelin" and "token_hash" not in held
