"""A search one follows: a feed every reader takes, with addresses that lead somewhere."""

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seurantalo.common.text import Text
from seurantalo.records.formats import atom

from .examples import at, card
from .golden import same_as_golden

BASE = "https://seurantalo.example"


def write(cards, lang="fi", title="Kuorot, Kuopio"):
    return atom.write_feed(
        cards, title=title, feed_url="/haku.atom?q=kuoro&kunta=297", page_url="/haku?q=kuoro&kunta=297",
        base_url=BASE, lang=lang, updated=at(2026, 1, 1),
    )  # fmt: skip


ORGANIZATION = card(
    id="12", type="organization", kind="organization", url="/jarjestot/12", organizations=()
)


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_a_feed_is_written_byte_for_byte(lang):
    assert same_as_golden(f"feed.{lang}.atom", write([card(), ORGANIZATION], lang))


def test_a_reader_understands_the_feed():
    feed = feedparser.parse(write([card(), ORGANIZATION]))
    assert not feed.bozo and feed.version == "atom10"
    assert feed.feed.id == feed.feed.links[0].href == f"{BASE}/haku.atom?q=kuoro&kunta=297"
    assert feed.feed.link == f"{BASE}/haku?q=kuoro&kunta=297"
    assert feed.feed.updated == "2026-10-20T06:30:00Z"
    activity, organization = feed.entries
    assert activity.title == "Kuoro <kaikille> & ujoille"
    assert activity.link == f"{BASE}/toiminta/12"
    assert activity.summary.startswith("tiistaisin klo 18–19.30 · Seurantalo · Kuopio")
    assert activity.tags[0].label == "Kuorolaulu"
    assert activity.id != organization.id


def test_the_same_card_twice_is_one_entry():
    assert len(feedparser.parse(write([card(), card()])).entries) == 1


def test_nothing_found_is_still_a_feed():
    feed = feedparser.parse(write([]))
    assert not feed.bozo and feed.feed.updated == "2025-12-31T22:00:00Z"


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text())
def test_no_text_breaks_a_feed(name, title):
    feed = feedparser.parse(write([card(name=Text(fi=name), summary=Text(fi=title))], title=title))
    assert not feed.bozo and len(feed.entries) == 1
