"""Links of public records are tried politely, and a broken one is told to those who can mend it."""

import itertools
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from seurantalo.activities.tests.factories import activity, at
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.quality import links, queries, visiting
from seurantalo.quality.models import LinkCheck, LinkUse
from seurantalo.quality.visiting import Visit, visit
from seurantalo.records.content import ContactPointContent
from seurantalo.records.schemas import LinkRecord, RegistrationRecord

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 3, 1, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
GOOD, GONE, BUSY = Visit("good"), Visit("failing", "404"), Visit("unknown", "429")


class Site(BaseHTTPRequestHandler):
    """A web site with everything that goes wrong on web sites."""

    robots = (200, "User-agent: *\nDisallow: /secret\n")

    def do_GET(self):
        self.server.asked.append((self.command, self.path))
        name = self.path.strip("/")
        if name == "robots.txt":
            return self.say(self.server.robots[0], self.server.robots[1].encode())
        if name == "slow":
            time.sleep(1.5)
            return self.say(200)
        if name == "round":
            return self.say(302, Location="/round")
        if name == "no-head":
            return self.say(405 if self.command == "HEAD" else 200)
        if name == "tagged":
            same = self.headers.get("If-None-Match") == '"v1"'
            return self.say(304 if same else 200, ETag='"v1"')
        if name == "huge":
            return self.say(500 if self.command == "HEAD" else 200, b"x" * 3_000_000)
        return self.say(int(name) if name.isdigit() else 200, b"hei")

    do_HEAD = do_GET

    def say(self, status, body=b"", **headers):
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def site(settings):
    settings.FETCH_ALLOW_PRIVATE = True
    cache.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.robots, server.daemon_threads = [], Site.robots, True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# -- One look ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("fine", Visit("good")),
        ("no-head", Visit("good")),
        ("huge", Visit("good")),
        ("404", Visit("failing", "404")),
        ("410", Visit("failing", "410")),
        ("500", Visit("failing", "500")),
        ("403", Visit("unknown", "403")),
        ("429", Visit("unknown", "429")),
        ("round", Visit("failing", "redirects")),
        ("secret/plan", Visit("unknown", "robots")),
    ],
)
def test_what_a_site_answers_tells_whether_the_link_works(site, page, seen):
    assert visit(f"{site.url}/{page}") == seen


def test_a_slow_site_a_dead_one_and_one_without_tls(site, monkeypatch):
    monkeypatch.setattr(visiting, "TIMEOUT", 0.5)
    assert visit(f"{site.url}/slow") == Visit("failing", "slow")
    assert visit(f"http://127.0.0.1:{free_port()}/") == Visit("failing", "unreachable")
    secure = visit(site.url.replace("http:", "https:") + "/fine")
    assert (secure.verdict, secure.reason) == ("failing", "tls")


def test_private_networks_are_not_knocked_at(settings):
    settings.FETCH_ALLOW_PRIVATE = False
    assert visit("http://127.0.0.1:80/").verdict == "unknown"


def test_head_first_and_what_has_not_changed_is_not_fetched(site):
    first = visit(f"{site.url}/tagged")
    assert (first.verdict, first.etag) == ("good", '"v1"')
    assert visit(f"{site.url}/tagged", etag=first.etag).verdict == "good"
    assert [method for method, path in site.asked if path == "/tagged"] == ["HEAD", "HEAD"]


def test_robots_txt_is_asked_once_and_a_forbidden_page_never(site):
    for page in ("secret/1", "secret/2", "fine"):
        visit(f"{site.url}/{page}")
    asked = [path for _method, path in site.asked]
    assert asked.count("/robots.txt") == 1
    assert not any(path.startswith("/secret") for path in asked)


@pytest.mark.parametrize(("status", "verdict"), [(404, "good"), (500, "unknown"), (403, "good")])
def test_no_robots_txt_means_welcome_and_an_ill_one_means_later(site, status, verdict):
    site.robots = (status, "")
    assert visit(f"{site.url}/fine").verdict == verdict


# -- Which links, and when --------------------------------------------------------------------------


def with_links(*urls, **told):
    return activity(links=tuple(LinkRecord(url=url) for url in urls), **told)


def test_every_link_of_a_public_page_is_known_and_no_other(admin):
    channel = at(registration=RegistrationRecord(url="https://ilmo.example/1"))
    contact = ContactPointContent(url="https://yhteys.example/")
    one = with_links("https://a.example/x#tiedot", channels=(channel,), contacts=(contact,))
    assert set(LinkCheck.objects.values_list("url", flat=True)) == {
        "https://a.example/x", "https://ilmo.example/1", "https://yhteys.example/",
    }  # fmt: skip
    one.links = (LinkRecord(url="https://b.example/"),)
    publishing.publish(one, by=admin)
    mine = LinkUse.objects.filter(kind="activity", object_id=one.pk)
    assert "https://a.example/x" not in mine.values_list("link__url", flat=True)
    assert "https://b.example/" in mine.values_list("link__url", flat=True)
    publishing.withdraw(one, by=admin)
    assert not mine.exists()
    assert links.collect() == 0


def test_the_weekly_round_finds_what_was_there_before_the_list():
    with_links("https://a.example/", of=organization(links=(LinkRecord(url="https://o.example/"),)))
    LinkCheck.objects.all().delete()
    assert links.collect() == 2 and LinkUse.objects.count() == 2
    assert links.collect() == 2


def test_a_failure_counts_when_it_comes_on_another_day_and_waits_grow():
    with_links("https://a.example/")
    link = LinkCheck.objects.get()
    story = []
    now = MONDAY
    for _ in range(6):
        links.note(link, GONE, now=now)
        story.append((link.status, (link.next_check - now).days, link.broken_since))
        now = link.next_check
    second = (MONDAY + DAY).date()
    assert story == [
        ("failing", 1, None),
        ("broken", 7, second),
        ("broken", 14, second),
        ("broken", 28, second),
        ("broken", 28, second),
        ("broken", 28, second),
    ]
    links.note(link, GOOD, now=now)
    assert (link.status, link.failures, link.broken_since) == ("good", 0, None)


def test_twice_on_one_day_is_one_failure_and_a_busy_site_is_none():
    with_links("https://a.example/")
    link = LinkCheck.objects.get()
    for hour in (1, 5, 9):
        links.note(link, GONE, now=MONDAY + timedelta(hours=hour))
    assert (link.status, link.failures) == ("failing", 1)
    links.note(link, BUSY, now=MONDAY + DAY)
    assert (link.status, link.failures) == ("unknown", 0)


def test_one_site_is_asked_with_a_pause_and_the_others_meanwhile():
    with_links(*[f"https://{host}.example/{n}" for host in "ab" for n in range(3)])
    LinkCheck.objects.update(next_check=MONDAY)
    seen = []

    def look(url, etag=""):
        seen.append((time.monotonic(), url.split("/")[2]))
        return GOOD

    assert links.check_due(now=MONDAY, pause=0.2, look=look) == 6
    for host in ("a.example", "b.example"):
        times = [when for when, where in seen if where == host]
        assert all(later - sooner >= 0.2 for sooner, later in itertools.pairwise(times))
    assert [where for _, where in seen[:2]] != [seen[0][1]] * 2
    assert links.check_due(now=MONDAY, pause=0, look=look) == 0


def test_a_turn_ends_when_its_time_is_over_and_the_rest_waits():
    with_links(*[f"https://s{n}.example/" for n in range(5)])
    LinkCheck.objects.update(next_check=MONDAY)

    def slow(url, etag=""):
        time.sleep(0.15)
        return GOOD

    assert links.check_due(now=MONDAY, seconds=0.4, pause=0, look=slow) == 3
    assert LinkCheck.objects.filter(status="waiting").count() == 2


# -- Whose matter -----------------------------------------------------------------------------------


@pytest.fixture
def broken(aino):
    one = with_links("https://a.example/kadonnut")
    member(one.organization, aino)
    link = LinkCheck.objects.get()
    links.note(link, GONE, now=timezone.now() - 3 * DAY)
    links.note(link, GONE, now=timezone.now() - 2 * DAY)
    return one


def test_its_own_people_see_it_at_once_and_the_coordinator_a_week_later(
    broken, aino, kalle, doris, eero
):
    today = timezone.localdate()
    for later, sees in ((0, {aino}), (5, {aino, doris})):
        day = today + later * DAY
        seen = {who for who in (aino, kalle, doris, eero) if queries.broken_for(who, day).exists()}
        assert seen == sees


def test_the_page_says_why_and_looks_again_when_asked(broken, aino, kalle, client, site):
    link = LinkCheck.objects.get()
    client.force_login(aino)
    page = client.get(reverse("broken-links")).content.decode()
    assert "https://a.example/kadonnut" in page and "Sivua ei enää ole." in page
    assert reverse("edit-activity", args=[broken.pk]) in page
    LinkCheck.objects.filter(pk=link.pk).update(url=f"{site.url}/404")
    again = reverse("check-link", args=[link.pk])
    page = client.post(again, follow=True).content.decode()
    assert "Kokeiltu juuri äsken" in page and again in page
    LinkCheck.objects.filter(pk=link.pk).update(url=f"{site.url}/fine")
    assert "Kaikki linkit toimivat" in client.post(again, follow=True).content.decode()
    client.force_login(kalle)
    assert client.post(again).status_code == 404


def test_asking_for_a_look_does_not_wait_for_the_site(broken, aino, client, monkeypatch):
    """The page answers at once and says so; a look that got lost can be asked for again."""
    asked = []
    monkeypatch.setattr(links, "enqueue", lambda *task: asked.append(task))
    monkeypatch.setattr(links, "visit", lambda url: pytest.fail("looked at within the request"))
    link = LinkCheck.objects.get()
    again = reverse("check-link", args=[link.pk])
    client.force_login(aino)
    for _time in range(2):
        page = client.post(again, follow=True).content.decode()
        assert "Kokeillaan parhaillaan" in page and again not in page
    assert asked == [("seurantalo.quality.tasks.look_again", link.pk)]
    LinkCheck.objects.update(asked=timezone.now() - links.BEING_TRIED - timedelta(seconds=1))
    assert again in client.get(reverse("broken-links")).content.decode()
    client.post(again)
    assert len(asked) == 2


def test_the_list_of_links_costs_the_same_however_long_it_is(
    broken, aino, client, django_assert_max_num_queries
):
    client.force_login(aino)
    address = reverse("broken-links")
    with django_assert_max_num_queries(25) as few:
        client.get(address)
    for number in range(9):
        with_links(f"https://a.example/{number}", of=broken.organization)
    now = timezone.now()
    LinkCheck.objects.update(status="broken", broken_since=now.date(), checked=now)
    with django_assert_max_num_queries(len(few)):
        assert "https://a.example/8" in client.get(address).content.decode()


@pytest.mark.parametrize("line", ["Crawl-delay: ²", "Disallow: //[", "Request-rate: ²/1"])
def test_a_robots_txt_that_nobody_can_read_stops_no_other_look(site, line):
    site.robots = (200, f"User-agent: *\n{line}\n")
    assert visit(f"{site.url}/fine").verdict == "good"


@pytest.mark.parametrize("url", ["https://kerho.example/", "http://a.invalid/x", "https://b.test"])
def test_an_address_that_is_an_example_by_agreement_is_not_broken(url):
    assert visit(url) == Visit("unknown", "reserved")
