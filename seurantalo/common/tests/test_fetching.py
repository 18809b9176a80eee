"""A server that somebody else named is asked carefully."""

import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from seurantalo.common import fetching
from seurantalo.common.fetching import Refused, fetch


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        answer = getattr(self, "at_" + self.path.strip("/").partition("?")[0], None)
        if answer:
            answer()
        else:
            self.send_error(404)

    do_HEAD = do_REPORT = do_GET

    def say(self, body=b"hyv\xc3\xa4", status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def at_good(self):
        self.say(ETag='"1"')

    def at_moved(self):
        self.say(b"", 302, Location="/good")

    def at_elsewhere(self):
        self.say(b"", 302, Location=self.server.elsewhere)

    def at_echo(self):
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        self.say(self.headers["Depth"].encode() + b" " + asked)

    def at_round(self):
        self.say(b"", 302, Location="/round")

    def at_file(self):
        self.say(b"", 302, Location="file:///etc/passwd")

    def at_large(self):
        self.say(b"x" * 5000)

    def at_bomb(self):
        self.say(gzip.compress(b"0" * 3_000_000), Content_Encoding="gzip")

    def at_packed(self):
        self.say(gzip.compress(b"tervetuloa"), Content_Encoding="gzip")

    def at_dripping(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b".")
            self.wfile.flush()
            time.sleep(0.1)

    def at_dripping_headers(self):
        for _ in range(40):
            self.wfile.write(b"H")
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, *args):
        pass


@pytest.fixture
def server(settings):
    """A server of this very machine, which is allowed only to the tests."""
    settings.FETCH_ALLOW_PRIVATE = True
    found = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found.daemon_threads, found.asked = True, []
    found.handle_error = lambda *args: None
    found.at = f"http://127.0.0.1:{found.server_port}"
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


def why(url, **how):
    with pytest.raises(Refused) as refused:
        fetch(url, **how)
    assert len(str(refused.value)) > 20
    return refused.value.why


def test_an_answer_with_its_headers(server):
    found = fetch(f"{server.at}/good")
    assert (found.status, found.body.decode(), found.ok) == (200, "hyvä", True)
    assert found.headers["etag"] == '"1"'


def test_we_say_who_we_are(server, settings):
    fetch(f"{server.at}/good", headers={"If-None-Match": '"1"'})
    headers = server.asked[0][2]
    assert settings.BASE_URL in headers["User-Agent"]
    assert headers["If-None-Match"] == '"1"'


def test_a_head_asks_for_no_body(server):
    assert fetch(f"{server.at}/good", method="HEAD").body == b""
    assert server.asked[0][0] == "HEAD"


def test_an_error_of_the_server_is_an_answer(server):
    assert fetch(f"{server.at}/nowhere").status == 404


def test_redirects_are_followed(server):
    assert fetch(f"{server.at}/moved").url == f"{server.at}/good"


def test_redirects_end(server):
    assert why(f"{server.at}/round") == "redirects"


def test_a_redirect_leads_to_no_file(server):
    assert why(f"{server.at}/file") == "address"


def test_a_large_answer_is_left(server):
    assert why(f"{server.at}/large", limit=1000) == "large"


def test_an_answer_that_swells_is_left(server):
    assert why(f"{server.at}/bomb", limit=100_000) == "large"
    assert fetch(f"{server.at}/packed").body == b"tervetuloa"


@pytest.mark.parametrize("path", ["dripping", "dripping_headers"])
def test_a_server_that_drips_is_cut_off(server, path):
    begun = time.monotonic()
    assert why(f"{server.at}/{path}", timeout=0.6) == "slow"
    assert time.monotonic() - begun < 2


def test_nobody_answers(settings):
    settings.FETCH_ALLOW_PRIVATE = True
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert why(f"http://127.0.0.1:{port}/") == "unreachable"


def test_no_certificate(server):
    assert why(server.at.replace("http:", "https:")) in {"tls", "unreachable"}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1/admin",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://93.184.216.34:25/",
    ],
)
def test_private_networks_are_nobodys_business(url):
    assert why(url, timeout=3) == "private"


@pytest.mark.parametrize(
    "address", ["::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "fe80::1%eth0"]
)
def test_private_addresses_dressed_as_others(address):
    assert not fetching.public(address)


def test_a_redirect_into_a_private_network(server, settings, monkeypatch):
    """The first address is public as far as the check knows, the second is not."""
    settings.FETCH_ALLOW_PRIVATE = False
    seen = iter([True])
    monkeypatch.setattr(fetching, "public", lambda address: next(seen, False))
    assert why(f"{server.at}/moved") == "private"
    assert [path for _, path, _ in server.asked] == ["/moved"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "kalenteri",
        "ftp://x.fi/a",
        "file:///etc/passwd",
        "http://",
        "http://[",
        "http://a b.fi/",
        "https://x.fi/\nHost: y",
        "http://x.fi:99999/",
        "javascript:alert(1)",
        "http://" + "x" * 3000,
    ],
)
def test_what_is_no_web_address(url):
    assert why(url) == "address"


def test_a_password_is_said_to_its_own_host_alone(server):
    told = {"credentials": ("aino", "salasana")}
    fetch(f"{server.at}/good", **told)
    fetch(f"{server.at}/good")
    other = server.at.replace("127.0.0.1", "localhost")
    fetch(f"{other}/good", **told)
    assert ["Authorization" in told for _how, _path, told in server.asked] == [True, False, True]


def test_a_password_does_not_follow_a_redirect_elsewhere(server):
    server.elsewhere = f"http://localhost:{server.server_port}/good"
    assert fetch(f"{server.at}/elsewhere", credentials=("aino", "salasana")).ok
    assert ["Authorization" in told for _how, _path, told in server.asked] == [True, False]


def test_a_question_of_a_calendar_server_has_a_body(server):
    found = fetch(f"{server.at}/echo", method="REPORT", body=b"<kysymys/>", headers={"Depth": "1"})
    assert found.body == b"1 <kysymys/>"
