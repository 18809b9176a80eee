"""The event has a page already: she pastes its link and only looks the notice over."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse

from seurantalo.activities.models import Activity
from seurantalo.telling import commands, linking
from seurantalo.telling.models import Report

EVENT = """{"@type": "Event", "name": "Kes&auml;kahvila", "startDate": "2035-06-16T11:00:00+03:00",
"endDate": "2035-06-16T15:00", "description": "&lt;p&gt;Kahvia rannalla.&lt;/p&gt;",
"location": {"@type": "Place", "name": "Uimaranta", "address": {"@type": "PostalAddress",
"streetAddress": "Rantatie 2", "postalCode": "73300", "addressLocality": "Nilsiä"}},
"isAccessibleForFree": true, "organizer": {"@type": "Person", "email": "salainen@kyla.example"}}"""
PAGE = '<html lang="fi"><script type="application/ld+json">{}</script></html>'
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Retki\r\n"
    "DTSTART:20350616T110000\r\n{}END:VEVENT\r\nEND:VCALENDAR\r\n"
)


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.server.body else 404)
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *args):
        pass


@pytest.fixture
def site(settings, facts):
    settings.FETCH_ALLOW_PRIVATE = True
    found = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found.body, found.at = b"", f"http://127.0.0.1:{found.server_port}/kesakahvila"
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.mark.parametrize(
    "told", [EVENT, f'{{"@graph": [{{"@type": "WebPage"}}, {EVENT}]}}', f"[{EVENT}]"]
)
def test_a_page_becomes_a_notice_to_look_over(client, site, told):
    site.body = PAGE.format(told).encode()
    answer = client.post(reverse("report-link"), {"link": site.at})
    report = Report.objects.get()
    assert answer.url == reverse("report-summary", args=[report.pk])
    assert client.get(answer.url).status_code == 200
    content = commands.content_of(report)
    assert str(content.name) == "Kesäkahvila"
    assert content.price.kind == "free"
    assert content.channels[0].schedules[0].dtstart.hour == 11
    assert content.channels[0].place.municipality == "297"
    assert "salainen" not in str(report.answers) + str(report.base)
    assert not Activity.objects.exists()


def test_an_ics_file_of_one_event(client, site):
    site.body = ICS.format("").encode()
    client.post(reverse("report-link"), {"link": site.at})
    assert Report.objects.get().title == "Retki"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html></html>",
        ICS.format("CLASS:PRIVATE\r\n").encode(),
        PAGE.format(f'[{EVENT}, {{"@type": "Event", "name": "Toinen"}}]').encode(),
        PAGE.format("{").encode(),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_typed_is_lost(client, site, body):
    site.body = body
    answer = client.post(reverse("report-link"), {"link": site.at})
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["link"][0]) > 20
    assert site.at in answer.content.decode()
    assert not Report.objects.exists()


def test_nobody_is_led_into_our_own_network(client, site, settings):
    settings.FETCH_ALLOW_PRIVATE = False
    site.body = PAGE.format(EVENT).encode()
    assert client.post(reverse("report-link"), {"link": site.at}).status_code == 422


def test_an_impossible_time_is_left_out(facts):
    (event,) = linking.jsonld.read(PAGE.format(EVENT).encode(), "https://x.example/").events
    never = event.schedule.model_copy(update={"rrule": "FREQ=SECONDLY"})
    content = linking.content_of(event.model_copy(update={"schedule": never}))
    assert content.channels[0].schedules == ()
