"""Whatever is asked, the index answers what reading every document would: it only answers faster."""

import random
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seurantalo.search.index import Clause, Document, Index, Near, Plan, When
from seurantalo.search.tests import reference

NOW = datetime(2026, 3, 27, 15, 30, tzinfo=UTC)  # the clocks are turned two days later
TERMS = ["jumppa", "kuoro", "uinti", "ystävä", "tuoli", "theme:sport", "ääni"]
FACETS = {"kind": ["hobby", "support", "event"], "area": ["297", "11", "091"], "price": ["free"]}
PLACES = [(62.89, 27.68), (62.9, 27.7), (60.17, 24.94), (60.1699, 24.9384), (69.9, 27.0)]

impacts = st.sampled_from([0.0, 0.001, 0.1, 0.25, 0.5, 0.5001, 0.99, 1.0])
hours = st.integers(-60, 24 * 20).map(lambda h: NOW + timedelta(hours=h))
lengths = st.sampled_from([0, 1800, 5400, 86_400, 86_401, 9 * 86_400]).map(
    lambda s: timedelta(seconds=s)
)
occurrences = st.lists(st.tuples(hours, lengths), max_size=5).map(
    lambda pairs: tuple(sorted((start, start + length) for start, length in pairs))
)
facets = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(v), max_size=3).map(tuple) for name, v in FACETS.items()
    },
)
keys = st.sampled_from([f"activity:{n}" for n in (1, 2, 3, 10, 11, 20)] + ["organization:1", "ä"])
documents = st.builds(
    Document,
    key=keys,
    terms=st.dictionaries(st.sampled_from(TERMS), impacts, max_size=5),
    facets=facets,
    points=st.lists(st.sampled_from(PLACES), max_size=3).map(tuple),
    occurrences=occurrences,
    minimum_age=st.sampled_from([0, 7, 65]),
    maximum_age=st.sampled_from([255, 12, 66]),
    created=st.sampled_from([0, 5, 6, 1_800_000_000]),
    quality=st.sampled_from([0.0, 0.5, 0.5, 1.0]),
)
clauses = st.builds(
    Clause,
    alternatives=st.lists(
        st.tuples(st.sampled_from([*TERMS, "unknown"]), st.sampled_from([1.0, 0.6, 0.3])),
        max_size=3,
    ).map(tuple),
    importance=st.sampled_from([1.0, 0.4]),
)
chosen = st.fixed_dictionaries(
    {},
    optional={
        name: st.frozensets(st.sampled_from([*values, "unknown"]), min_size=1, max_size=2)
        for name, values in {**FACETS, "unknown": ["x"]}.items()
    },
)
whens = st.builds(
    When,
    start=st.none() | hours,
    end=st.none() | hours,
    weekdays=st.frozensets(st.integers(0, 6), max_size=3),
    hours=st.none() | st.sampled_from([(0, 720), (720, 1440), (1020, 1021), (1080, 1200)]),
)
plans = st.builds(
    Plan,
    now=st.just(NOW) | hours,
    clauses=(st.lists(clauses, max_size=3) | st.lists(clauses, min_size=9, max_size=10)).map(tuple),
    coverage=st.sampled_from([0.0, 0.3, 0.5, 0.75, 1.0]),
    filters=chosen,
    exclude=st.just({}) | chosen,
    every=st.just({}) | chosen,
    prefer=st.lists(
        st.sampled_from([("kind", "hobby", 0.3), ("area", "297", 0.5), ("unknown", "x", 1.0)]),
        max_size=2,
    ).map(tuple),
    near=st.none()
    | st.builds(
        lambda place, km: Near(*place, km),
        st.sampled_from([*PLACES, (0.0, 179.99), (89.9, 0.0)]),
        st.sampled_from([0.001, 2.0, 350.0, 20_100.0]),
    ),
    when=st.none() | whens,
    ages=st.none() | st.sampled_from([(0, 6), (66, 66), (10, 70)]),
    created_since=st.none() | st.sampled_from([5, 6]),
    sort=st.sampled_from(["relevance", "soonest", "nearest", "newest"]),
    offset=st.sampled_from([0, 0, 0, 1, 5]),
    limit=st.sampled_from([20, 20, 1, 3, 0]),
    facets=st.lists(st.sampled_from([*FACETS, "unknown"]), unique=True).map(tuple),
)
changes = st.lists(
    st.lists(documents.map(lambda d: (d.key, d)) | keys.map(lambda k: (k, None)), max_size=4)
    | st.just("rebuild")
    | st.just("reopen"),
    max_size=6,
)


@pytest.fixture(params=["as it is", "with short cuts"])
def short_cuts(request, monkeypatch):
    """The short cuts that only pay in a large index are taken in these small ones too."""
    if request.param == "with short cuts":
        monkeypatch.setattr("seurantalo.search.index.matching.LOOK_UP", 0)


def check(index: Index, live: dict[str, Document], asked: list[Plan]) -> None:
    assert index.live == len(live)
    for plan in asked:
        assert index.answer(plan) == reference.answer(live.values(), plan)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(documents, max_size=12, unique_by=lambda d: d.key),
    st.lists(plans, min_size=3, max_size=6),
)
def test_a_fresh_index_answers_as_the_reference(short_cuts, corpus, asked):
    with tempfile.TemporaryDirectory() as directory:
        Index.build(corpus, Path(directory), 1)
        check(Index.open(Path(directory)), {d.key: d for d in corpus}, asked)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(documents, max_size=8, unique_by=lambda d: d.key),
    changes,
    st.lists(plans, min_size=2, max_size=4),
)
def test_changes_deletions_and_rebuilding_leave_no_trace(short_cuts, corpus, history, asked):
    """After any history the answers are those of an index built afresh."""
    with tempfile.TemporaryDirectory() as name:
        directory, live, seq = Path(name), {d.key: d for d in corpus}, 1
        Index.build(corpus, directory, seq)
        index, unwritten = Index.open(directory), []
        for step in history:
            seq += 1
            if step == "rebuild":
                Index.build(list(live.values())[::-1], directory, seq)
                assert index.superseded()
                index, unwritten = Index.open(directory), []
            elif step == "reopen":
                index = Index.open(directory)
                index.apply(seq, unwritten)
            else:
                index.apply(seq, step)
                unwritten += step
                for key, document in step:
                    live.pop(key, None)
                    if document:
                        live[key] = document
            check(index, live, asked)


WORDS = [f"w{n}" for n in range(12)]


def random_document(chance: random.Random, number: int) -> Document:
    start = NOW + timedelta(hours=chance.randrange(-48, 500))
    return Document(
        key=f"k:{number}",
        terms={w: chance.choice([0.2, 0.5, 0.9]) for w in chance.sample(WORDS, 4)},
        facets={"kind": (chance.choice(FACETS["kind"]),), "area": (chance.choice("abc"),)},
        points=(chance.choice(PLACES),) if chance.random() < 0.8 else (),
        occurrences=tuple(
            (start + n * timedelta(days=7), start + n * timedelta(days=7, hours=1))
            for n in range(chance.randrange(4))
        ),
        created=chance.randrange(5),
        quality=chance.random(),
    )


def random_plan(chance: random.Random) -> Plan:
    said = [chance.sample(WORDS, chance.choice([1, 1, 3])) for _ in range(chance.randrange(4))]
    return Plan(
        now=NOW,
        clauses=tuple(
            Clause(tuple((w, 1 / (n + 1)) for n, w in enumerate(some)), chance.choice([1, 0.3]))
            for some in said
        ),
        coverage=chance.choice([0.0, 0.3, 0.8]),
        filters={} if chance.random() < 0.5 else {"area": frozenset(chance.choice("abc"))},
        prefer=() if chance.random() < 0.7 else (("kind", "hobby", 0.4),),
        near=None if chance.random() < 0.7 else Near(60.2, 24.9, 400.0),
        when=None if chance.random() < 0.7 else When(NOW, NOW + timedelta(days=3)),
        sort=chance.choice(["relevance", "relevance", "soonest", "nearest", "newest"]),
        facets=("kind", "area"),
    )


def test_a_corpus_large_enough_for_every_short_cut(tmp_path):
    """Three thousand documents with few different words, so that ties and long lists abound."""
    chance = random.Random(5)
    live = {f"k:{number}": random_document(chance, number) for number in range(3000)}
    plans = [random_plan(chance) for _ in range(60)]
    Index.build(live.values(), tmp_path, 1)
    index = Index.open(tmp_path)
    check(index, live, plans)
    new = random_document(chance, 0)
    changed = {key: replace(new, key=key) for key in chance.sample(sorted(live), 300)}
    gone = chance.sample(sorted(live.keys() - changed.keys()), 100)
    index.apply(2, [*changed.items(), *((key, None) for key in gone)])
    live |= changed
    for key in gone:
        del live[key]
    check(index, live, plans)


def test_equal_hits_come_in_the_order_of_their_keys_however_they_came(tmp_path):
    Index.build([Document(key=key, terms={}) for key in "mbx"], tmp_path, 1)
    index = Index.open(tmp_path)
    for seq, key in enumerate("zdcamce", 2):
        index.apply(seq, [(key, Document(key=key, terms={}))])
    assert [hit.key for hit in index.answer(Plan(now=NOW)).hits] == list("abcdemxz")
