"""What people judge relevant stays on top: the project's own collection, with floors."""

import pytest

from benchmarks.relevance.collection import read
from benchmarks.relevance.engines import Baseline, Ours, grams, ndcg, recall

COLLECTION = read()
FLOORS = {"voikko": (0.87, 0.92), "simplemma": (0.87, 0.90), "snowball": (0.70, 0.77)}


def scores(engine: Ours | Baseline) -> tuple[float, float]:
    found = [(engine.rank(q.words, q.lang), dict(q.grades)) for q in COLLECTION.queries]
    return (
        sum(ndcg(ranked, grades) for ranked, grades in found) / len(found),
        sum(recall(ranked, grades) for ranked, grades in found) / len(found),
    )


@pytest.mark.parametrize("name", FLOORS)
def test_the_judged_queries_find_what_they_should(name: str) -> None:
    try:
        engine = Ours(COLLECTION, name)
    except OSError:
        pytest.skip(f"{name} is not installed here")
    gain, found = scores(engine)
    assert gain >= FLOORS[name][0] and found >= FLOORS[name][1]
    assert gain > scores(Baseline(COLLECTION, grams))[0]


def test_every_query_has_something_to_find() -> None:
    assert len(COLLECTION.queries) >= 120 and len(COLLECTION.notices) >= 150
    assert [q.words for q in COLLECTION.queries if not any(g >= 2 for g in q.grades.values())] == []


def test_grades_of_another_set_are_read_in_any_of_the_shapes(tmp_path) -> None:
    (tmp_path / "documents.json").write_text('[{"id": 1, "title": "Kuoro", "text": "Laulua"}]')
    (tmp_path / "queries.jsonl").write_text('{"query": "laulu", "qrels": {"1": 2}}\n')
    collection = read(tmp_path)
    assert collection.queries[0].grades == {"1": 2}
    assert [key for key, _score in Ours(collection, "snowball").rank("kuoro")] == ["1"]
