"""A stranger follows every kind of link: each page answers, and is HTML a browser need not guess.

The pages are found by walking from the front page, so that no list has to be kept. With
VNU_JAR naming the W3C's checker (`.ci/run` fetches it), every page goes through that too.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from django.db import transaction
from django.test import Client, TestCase
from django.urls import Resolver404, resolve
from django.utils.translation import override

from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.tests.factories import organization

pytestmark = pytest.mark.django_db
LANGUAGES = {"fi", "sv", "en", "se"}
EACH = 2  # pages of one kind in one language


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    """Address → answer, for a small Finland with one association and what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            activity(of=organization())
        yield walk(Client(raise_request_exception=False))
        transaction.set_rollback(True)


def walk(client: Client) -> dict:
    """Every kind of page that links lead to from the front page."""
    found, waiting, counts = {}, deque(["/", "/haku?q=kahvila", "/ei-ole"]), {}
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        if address in found or counts.get(kind, 0) >= EACH:
            continue
        counts[kind] = counts.get(kind, 0) + 1
        found[address] = answer = client.get(address)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            waiting.extend(links(address, answer.content.decode()))
    return found


def kind_of(address: str) -> tuple:
    """Pages of one view in one language are of one kind; so are those that ask the same way."""
    parts = urlsplit(address)
    first = parts.path.split("/")[1]
    language = first if first in LANGUAGES else "fi"
    asked = tuple(sorted(re.findall(r"(\w+)=", parts.query)))
    try:
        with override(language):
            view = resolve(parts.path).url_name
    except Resolver404:
        view = parts.path
    return view, language, asked[:2]


def links(address: str, html: str) -> list[str]:
    """The links of a page that stay in the service, without the parts after #."""
    targets = [unescape(link) for link in re.findall(r'<a\b[^>]*?\shref="([^"]+)"', html)]
    local = [urljoin(address, target).split("#")[0] for target in targets if ":" not in target]
    return [each for each in local if each.startswith("/") and "/yllapito" not in each]


def pages(answers: dict) -> dict[str, str]:
    """Address → HTML, of the answers that are pages."""
    kept = {address: answer for address, answer in answers.items() if not answer.streaming}
    return {
        address: answer.content.decode()
        for address, answer in kept.items()
        if answer.headers.get("Content-Type", "").startswith("text/html")
    }


def test_the_walk_reaches_the_main_pages(answers):
    names = {kind_of(address)[0] for address in answers}
    wanted = {"front", "search", "activity", "organization", "municipality", "theme", "calendar"}
    assert wanted <= names


def test_no_link_leads_to_a_broken_page(answers):
    broken = {address: answer.status_code for address, answer in answers.items()}
    assert broken.pop("/ei-ole") == 404
    assert {address: code for address, code in broken.items() if code >= 400} == {}


def test_every_page_is_html_without_errors(answers):
    wrong = {}
    for address, html in pages(answers).items():
        parser = html5lib.HTMLParser()
        parser.parse(html)
        if parser.errors:
            wrong[address] = [(place, code) for place, code, _details in parser.errors][:3]
    assert wrong == {}


def test_every_page_says_its_language_and_what_it_is(answers):
    for address, html in pages(answers).items():
        language = kind_of(address)[1]
        assert f'<html lang="{language}"' in html, address
        assert len(re.findall(r"<h1\b", html)) == 1, address
        assert re.search(r"<title>[^<]{5,}</title>", html), address


def test_no_page_carries_script_or_style_of_its_own(answers):
    for address, html in pages(answers).items():
        assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=\"", html), address
        inline = re.findall(r"<script\b(?![^>]*\bsrc=)([^>]*)>", html)
        assert all("json" in kind for kind in inline), address


@pytest.mark.skipif(
    not (os.environ.get("VNU_JAR") and shutil.which("java")), reason="VNU_JAR or Java is missing"
)
def test_the_checker_of_the_w3c_finds_nothing(answers, tmp_path):
    names = {}
    for number, (address, html) in enumerate(pages(answers).items()):
        names[f"{number}.html"] = address
        (tmp_path / f"{number}.html").write_text(html, encoding="utf-8")
    command = ["java", "-jar", os.environ["VNU_JAR"], "--errors-only", "--format", "json", tmp_path]
    told = json.loads(subprocess.run(command, capture_output=True, text=True).stderr)
    wrong = {(names[each["url"].split("/")[-1]], each["message"]) for each in told["messages"]}
    assert wrong == set()
