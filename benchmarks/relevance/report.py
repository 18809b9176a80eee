"""The report of `python -m benchmarks.relevance`: scores, and the worst queries."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.relevance.collection import OWN, Collection, Query, read
from benchmarks.relevance.engines import Baseline, Ours, grams, ndcg, recall
from seurantalo.search.analysis import tokens


def main() -> None:
    """Print a table of scores and the worst queries."""
    parser = argparse.ArgumentParser(prog="benchmarks.relevance", description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=OWN)
    parser.add_argument("--analyser", default="all")
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument("--show", choices=("dev", "held-out", "all"), default="dev")
    options = parser.parse_args()
    collection = read(options.path)
    names = (
        ("voikko", "simplemma", "snowball") if options.analyser == "all" else (options.analyser,)
    )
    engines = {name: Ours(collection, name) for name in names}
    rows = [
        *((f"Seurantalo, {name}", engine) for name, engine in engines.items()),
        ("whole words, BM25", Baseline(collection, tokens)),
        ("character 4-grams, BM25", Baseline(collection, grams)),
    ]
    sets = {"dev": [q for q in collection.queries if not q.held_out]}
    sets["held-out"] = [q for q in collection.queries if q.held_out]
    sets["all"] = list(collection.queries)
    print(f"{len(collection.notices)} documents, {len(collection.queries)} queries\n")
    print("| engine | " + " | ".join(f"{s} nDCG@10 | {s} recall@20" for s in sets) + " |")
    print("|---|" + "---|" * 2 * len(sets))
    for name, engine in rows:
        cells = [f"{value:.3f}" for queries in sets.values() for value in scores(engine, queries)]
        print(f"| {name} | " + " | ".join(cells) + " |")
    shown = sets[options.show]
    for name, engine in engines.items():
        report(name, engine, shown, collection, options.worst)


def scores(engine: Ours | Baseline, queries: list[Query]) -> tuple[float, float]:
    """Mean nDCG@10 and recall@20."""
    ranked = [(engine.rank(q.words, q.lang), dict(q.grades)) for q in queries]
    count = max(len(ranked), 1)
    return (
        sum(ndcg(found, grades) for found, grades in ranked) / count,
        sum(recall(found, grades) for found, grades in ranked) / count,
    )


def report(
    name: str, engine: Ours, queries: list[Query], collection: Collection, worst: int
) -> None:
    """The worst queries of an engine with what they found and what they should have found."""
    titles = {n.id: next(iter(n.texts["name"].values()), n.id) for n in collection.notices}
    scored = [
        (ndcg(found := engine.rank(q.words, q.lang), dict(q.grades)), q, found) for q in queries
    ]
    print(f"\nWorst with {name}:")
    for value, query, found in sorted(scored, key=lambda row: row[0])[:worst]:
        print(f"  {value:.2f}  {query.words!r}")
        print(
            "        found:",
            ", ".join(f"{titles[k]} ({query.grades.get(k, 0)})" for k, _ in found[:5]),
        )
        missed = [
            k for k, g in query.grades.items() if g >= 2 and k not in {f for f, _ in found[:10]}
        ]
        print("        missed:", ", ".join(titles[k] for k in missed[:5]))
        print(
            "        clauses:",
            [c.alternatives[:6] for c in engine.understand(query.words, query.lang).clauses],
        )
