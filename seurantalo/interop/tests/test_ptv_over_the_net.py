"""PTV's open API is read page by page, politely, and its faults are told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from seurantalo.interop.ptv.documents import documents


class Api(BaseHTTPRequestHandler):
    """Three pages of one item; the second answers 503 once; /broken is no JSON; else 404."""

    def do_GET(self):
        parts = urlsplit(self.path)
        self.server.asked.append(self.path)
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        if parts.path == "/list" and page == 2 and self.server.asked.count(self.path) == 1:
            return self.send_error(503)
        if parts.path not in {"/list", "/broken"}:
            return self.send_error(404)
        body = json.dumps({"pageNumber": page, "pageCount": 3, "itemList": [{"id": str(page)}]})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>" if parts.path == "/broken" else body.encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def api():
    with ThreadingHTTPServer(("127.0.0.1", 0), Api) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        server.address = f"http://127.0.0.1:{server.server_port}"
        yield server
        server.shutdown()
        thread.join()


def test_every_page_is_read_and_a_busy_server_asked_again(api):
    found = list(documents(f"{api.address}/list?includeWholeCountry=false", pause=0))
    assert [one.payload["itemList"][0]["id"] for one in found] == ["1", "2", "3"]
    assert api.asked[0] == "/list?includeWholeCountry=false"
    assert api.asked[1:] == [f"/list?includeWholeCountry=false&page={n}" for n in (2, 2, 3)]


def test_reading_can_begin_from_a_later_page(api):
    found = list(documents(f"{api.address}/list?page=3", pause=0))
    assert [one.payload["pageNumber"] for one in found] == [3]


def test_faults_are_told(api):
    (missing,) = documents(f"{api.address}/nothing", pause=0)
    assert "404" in missing.problem
    (broken,) = documents(f"{api.address}/broken", pause=0)
    assert "JSON" in broken.problem


def test_a_server_that_is_not_there_is_told():
    (document,) = documents("http://127.0.0.1:9/", pause=0)
    assert document.problem
