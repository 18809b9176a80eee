"""Registers, feeds, pages and calendar servers are connected like a calendar."""

import json

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from seurantalo.activities import queries as activity_queries
from seurantalo.activities.models import Activity
from seurantalo.interop.connections import commands, secrets
from seurantalo.interop.models import Connection
from seurantalo.interop.report import Unreadable
from seurantalo.interop.tests.sources import event, ics, recorded, serve

TOLD = {"takes": "drafts", "gone": "straight", "hours": 6, "name": "Lähde", "municipality": "297"}
PASSWORD = "kirsikkapuu-77"


@pytest.fixture
def server(settings):
    settings.FETCH_ALLOW_PRIVATE = True
    found = serve()
    yield found
    found.shutdown()
    found.server_close()


def connected(address, friends, by, credentials=None):
    found = commands.look_at(address, organization=friends, by=by, credentials=credentials)
    commands.connect(found, TOLD, by=by)
    return Connection.objects.get(pk=found.pk)


def read_again(connection):
    Connection.objects.filter(pk=connection.pk).update(next_read=timezone.now())
    commands.read(connection.pk)
    connection.refresh_from_db()
    return connection


def names():
    return {str(one.name) for one in Activity.objects.all()}


def test_linked_events_page_by_page(aino, friends, server):
    payload = json.loads(recorded("linked_events.json"))
    first, rest = payload["data"][:1], payload["data"][1:]
    more = f"{server.at}/v1/event/?page=2"
    address = (
        "/v1/event/?start=today&include=location,keywords&page_size=100&publisher=x&format=json"
    )
    server.pages[address] = json.dumps({"meta": {"next": more}, "data": first}).encode()
    server.pages["/v1/event/?page=2"] = json.dumps({"meta": {"next": None}, "data": rest}).encode()
    found = connected(f"{server.at}/v1/event/?publisher=x", friends, aino)
    assert found.kind == "linked_events"
    assert names() == {"Lasten konsertti", "Etäjumppa"}
    concert = next(one for one in Activity.objects.all() if "Lasten" in str(one.name))
    assert activity_queries.content(concert).channels[0].place.municipality == "297"
    assert read_again(found).counts == {"unchanged": 2}


def test_a_feed_whose_times_are_on_its_pages(aino, friends, server):
    base = server.at.encode()
    server.pages["/feed/"] = recorded("events_calendar_rss.xml").replace(b"BASE", base)
    page = "/tapahtuma/kesakahvila/"
    server.pages[page] = recorded("events_calendar.page")
    server.pages["/uutinen/"] = b"<html>Uutinen</html>"
    found = connected(f"{server.at}/feed/", friends, aino)
    assert (found.kind, names()) == ("feed", {"Kesäkahvila"})
    looked = [path for _how, path, _head, _body in server.asked if path == page]
    read_again(found)
    again = [path for _how, path, _head, _body in server.asked if path == page]
    assert again == looked  # what the feed tells as before is not fetched again
    server.pages["/feed/"] = recorded("mec_rss.xml")
    read_again(found)
    assert names() == {"Kesäkahvila", "Kevätjuhla"}  # a feed drops what is older: that is not gone
    assert found.state == "on"


def test_a_page_with_its_event(aino, friends, server):
    server.pages["/"] = recorded("events_calendar.page")
    assert connected(f"{server.at}/", friends, aino).kind == "page"
    assert names() == {"Kesäkahvila"}


def test_a_page_that_names_its_calendar(aino, friends, server):
    server.pages["/"] = b'<html><link rel="alternate" type="text/calendar" href="/a.ics"></html>'
    server.pages["/a.ics"] = ics(event("1"))
    found = connected(f"{server.at}/", friends, aino)
    assert (found.kind, found.address) == ("ical", f"{server.at}/a.ics")


# -- A calendar server -----------------------------------------------------------------------------

CALENDAR = "/dav/calendars/aino/talo/"
MULTI = '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">{}</d:multistatus>'
ROW = (
    "<d:response><d:href>{}</d:href><d:propstat><d:prop>{}</d:prop>"
    "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
)
IS_CALENDAR = (
    "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
    "<d:displayname>{}</d:displayname>"
    '<c:supported-calendar-component-set><c:comp name="{}"/></c:supported-calendar-component-set>'
)


def answer(*rows):
    return MULTI.format("".join(ROW.format(href, prop) for href, prop in rows)).encode()


def nextcloud(server, *calendars):
    """The answers of a server with calendars, to one who says the right password."""

    def dav(how, headers, body):
        if "Authorization" not in headers:
            return 401
        if how == "REPORT":
            raw = ics(event("1", "Kylätanssit")).decode()
            return answer((f"{CALENDAR}1.ics", f"<c:calendar-data>{raw}</c:calendar-data>"))
        return answer((CALENDAR, IS_CALENDAR.format("Talo", "VEVENT")))

    def root(how, headers, body):
        if "Authorization" not in headers:
            return 401
        who = "<d:current-user-principal><d:href>/dav/me/</d:href></d:current-user-principal>"
        return answer(("/dav/", f"<d:resourcetype><d:collection/></d:resourcetype>{who}"))

    def person(how, headers, body):
        home = "<c:calendar-home-set><d:href>/dav/calendars/aino/</d:href></c:calendar-home-set>"
        return answer(("/dav/me/", home))

    server.pages |= {CALENDAR: dav, "/dav/": root, "/dav/me/": person}
    server.pages["/dav/calendars/aino/"] = lambda *_asked: answer(*calendars)


TALO = (CALENDAR, IS_CALENDAR.format("Talo", "VEVENT"))
TASKS = ("/dav/calendars/aino/tehtavat/", IS_CALENDAR.format("Tehtävät", "VTODO"))
OTHER = ("/dav/calendars/aino/oma/", IS_CALENDAR.format("Oma", "VEVENT"))


@pytest.mark.parametrize("path", [CALENDAR, "/dav/"])
def test_a_calendar_server(aino, friends, server, path):
    nextcloud(server, TALO, TASKS)
    found = connected(server.at + path, friends, aino, ("aino", PASSWORD))
    assert (found.kind, found.address) == ("caldav", server.at + CALENDAR)
    assert names() == {"Kylätanssit"}
    assert read_again(found).counts == {"unchanged": 1}


def test_several_calendars_are_named_to_choose_from(aino, friends, server):
    nextcloud(server, TALO, OTHER)
    with pytest.raises(Unreadable, match="Oma"):
        commands.look_at(f"{server.at}/dav/", organization=friends, by=aino, credentials=("a", "b"))


def test_a_wrong_password_is_told(aino, friends, server):
    server.pages["/dav/"] = 401
    with pytest.raises(Unreadable, match="password"):
        commands.look_at(f"{server.at}/dav/", organization=friends, by=aino, credentials=("a", "b"))


def test_the_password_is_kept_encrypted_and_never_shown(client, aino, friends, server, caplog):
    nextcloud(server, TALO)
    found = connected(server.at + CALENDAR, friends, aino, ("aino", PASSWORD))
    assert PASSWORD not in found.secret
    assert secrets.reveal(found.secret) == ("aino", PASSWORD)
    client.force_login(aino)
    for name, args in (("source", [found.pk]), ("sources", []), ("source-disconnect", [found.pk])):
        assert PASSWORD not in client.get(reverse(name, args=args)).content.decode()
    server.pages[CALENDAR] = 500
    read_again(found)
    assert PASSWORD not in caplog.text


def test_a_changed_key_of_the_service_does_not_break_anything(settings):
    kept = secrets.hide(("aino", PASSWORD))
    old, settings.SECRET_KEY = settings.SECRET_KEY, "toinen avain"
    assert secrets.reveal(kept) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert secrets.reveal(kept) == ("aino", PASSWORD)


def test_a_password_that_was_typed_is_not_sent_back(client, aino, friends, server):
    cache.clear()
    server.pages["/dav/"] = 401
    client.force_login(aino)
    told = {
        "organization": friends.pk,
        "url": f"{server.at}/dav/",
        "user_name": "aino",
        "password": PASSWORD,
    }
    page = client.post(reverse("source-new"), told)
    assert page.status_code == 422
    assert PASSWORD not in page.content.decode()
