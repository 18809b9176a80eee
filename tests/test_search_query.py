"""One query, many doors: its address says all of it, and says it always the same way."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.records.schemas import ChannelKind
from seurantalo.search.query import WEEKDAYS, Kind, SearchQuery

codes = st.lists(st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True), max_size=3, unique=True).map(
    tuple
)
kinds = [each for part in get_args(Kind) for each in (get_args(part) or (part,))]


def some(values) -> st.SearchStrategy:
    return st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True).map(tuple)


queries = st.builds(
    SearchQuery,
    words=st.text(max_size=60),
    kind=some(kinds),
    theme=codes,
    municipality=codes,
    district=codes,
    place=st.text(max_size=40),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    kilometres=st.floats(0.1, 500),
    when=st.sampled_from(["", "tanaan", "viikonloppu"]),
    start=st.none() | st.dates(),
    end=st.none() | st.dates(),
    weekday=some(WEEKDAYS),
    channel=some(get_args(ChannelKind)),
    accessibility=codes,
    age=st.none() | st.integers(0, 120),
    organization=st.none() | st.integers(1, 10**9),
    literal=st.booleans(),
    sort=st.sampled_from(["", "soonest", "nearest"]),
    page=st.integers(1, 500),
)


@given(queries)
def test_an_address_is_read_back_as_the_query_it_was_made_of(query):
    printed = query.to_querystring()
    read, refused = SearchQuery.read(QueryDict(printed).lists())
    assert (read, refused) == (query, [])
    assert read.to_querystring() == printed


def test_the_empty_query_is_everything_and_has_no_address():
    assert SearchQuery().to_querystring() == ""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  kuoro \n Kuopio\t", "kuoro   Kuopio"),
        ("ku\x07oro", "kuoro"),
        ("ku\u00adoro", "kuoro"),
        ("kuoro\u00a0lapsille", "kuoro lapsille"),
        ("\ud800", ""),
    ],
)
def test_what_no_language_has_is_left_out_of_the_words(typed, read):
    assert SearchQuery(words=typed).words == read


def test_one_wrong_parameter_leaves_the_others():
    parameters = QueryDict("q=kuoro&ika=sata&alku=2026-12-01&loppu=joulu&sivu=-1&laji=kuoro&x=1")
    read, refused = SearchQuery.read(parameters.lists())
    assert read == SearchQuery(words="kuoro", start=date(2026, 12, 1))
    assert sorted(refused) == ["ika", "laji", "loppu", "sivu"]


def test_nobodys_doorstep_stands_in_an_address():
    assert (
        "lat=62.8923&lon=27.6772"
        in SearchQuery(latitude=62.892345, longitude=27.677219).to_querystring()
    )
