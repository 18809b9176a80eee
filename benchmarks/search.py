"""How fast the search answers, class by class, beside its peers in the same run.

`python -m benchmarks.search` prints Markdown; see README.md here for the options.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tqdm import tqdm

from benchmarks import search_queries as queries
from benchmarks.corpus import CACHE, NATIONAL, documents
from seurantalo.search.index import Index


def milliseconds(ask: Callable[[Any], Any], questions: Iterable[Any]) -> list[float]:
    """CPU ms of this thread for each question."""
    found = []
    for question in questions:
        began = time.thread_time_ns()
        ask(question)
        found.append((time.thread_time_ns() - began) / 1e6)
    return found


def percentile(values: list[float], share: float) -> float:
    """The value that so large a share of the values does not pass."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def row(name: str, values: list[float]) -> str:
    """A line of the table."""
    p50 = statistics.median(values)
    return f"| {name} | {p50:.2f} | {percentile(values, 0.95):.2f} | {max(values):.2f} |"


def megabytes() -> float:
    """What this process alone holds in memory; mapped files are shared and not counted."""
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous")) / 1e3


def built(size: int) -> Path:
    """The directory of the index of a corpus, built when it is not there."""
    directory = CACHE / f"index-{size}"
    if not (directory / "CURRENT").exists():
        began = time.process_time()
        found = tqdm(documents(size), total=size, desc="index", mininterval=5)
        Index.build(found, directory, 1)
        print(f"built in {time.process_time() - began:.1f} CPU s (reading the corpus included)")
    return directory


def engine(index: Index) -> None:
    """The engine alone."""
    print("\n| class | p50 ms | p95 ms | max ms |\n|---|---|---|---|")
    for name in queries.CLASSES:
        plans = queries.plans(index, name)
        milliseconds(index.answer, plans[:40])
        print(row(name, milliseconds(index.answer, plans)), flush=True)
    for name, ask, words in (
        ("suggestion (prefix)", index.suggest, queries.prefixes(index)),
        ("typo", index.neighbours, queries.slips(index)),
    ):
        milliseconds(ask, words[:40])
        print(row(name, milliseconds(ask, words)), flush=True)


def changes(index: Index, size: int) -> None:
    """A thousand records change, one at a time; each must be seen by the next question."""
    changed = [document for document, _ in zip(documents(size), range(1000), strict=False)]
    plan = queries.plans(index, "text", 1)[0]
    index.answer(plan)
    took = []
    for seq, document in enumerate(changed, 2):
        began = time.thread_time_ns()
        index.apply(seq, [(document.key, document)])
        took.append((time.thread_time_ns() - began) / 1e6)
    print(row("one changed record", took))
    for name in ("text", "text + 6 facets", "browse, next"):
        plans = queries.plans(index, name)
        milliseconds(index.answer, plans[:40])
        print(row(f"{name}, after 1,000 changes", milliseconds(index.answer, plans)))


def main() -> None:
    """Measures what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=NATIONAL, help="documents (default: all)")
    parser.add_argument("--peers", action="store_true", help="beside Tantivy, FTS5 and icontains")
    options = parser.parse_args()
    directory = built(options.size)
    gc.collect()
    before = megabytes()
    began = time.process_time()
    index = Index.open(directory)
    opened = time.process_time() - began
    print(f"{index.live} documents; opened in {opened:.2f} CPU s")
    engine(index)
    print(f"\nmemory of the process for the index: {megabytes() - before:.0f} MB")
    if options.peers:
        from benchmarks.search_peers import beside

        beside(index, options.size)
    changes(index, options.size)


if __name__ == "__main__":
    main()
