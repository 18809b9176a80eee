"""The peers: Tantivy, FTS5 with SQL, and plain `icontains`, over the same tokens and questions.

Each is built as its users would build it well, and is let off what it cannot do: Tantivy searches a
box instead of a circle and sorts by a next time fixed at building; FTS5 keeps all in covering
indexes; `icontains` is what Django's ORM sends for every word, every count and every facet.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import combinations
from math import cos, radians
from pathlib import Path
from typing import Any

import tantivy
from tqdm import tqdm

from benchmarks import search_queries as queries
from benchmarks.corpus import CACHE, NOW, read
from benchmarks.search_queries import SIX
from seurantalo.search.index import Clause, Document, Index, Near, Plan, unpack
from seurantalo.search.index.plan import idf

NEVER = 2**40
CLASSES = ("text", "text + filter", "text + 6 facets", "browse, next", "browse, next + 6 facets",
           "date range", "near, distance", "near, week, free, seniors + 6 facets")  # fmt: skip
QUESTIONS = {"Tantivy": 100, "FTS5 + SQL": 20, "icontains": 3}


def covering(index: Index, plan: Plan) -> list[tuple[Clause, ...]]:
    """The smallest sets of clauses that reach the plan's coverage: "a, or b and c"."""
    clauses = [clause for clause in plan.clauses if clause.alternatives][:8]
    weights = {
        clause: clause.importance * idf(index.live, index.frequency(clause.alternatives[0][0]))
        for clause in clauses
    }
    needed = plan.coverage * sum(weights.values())
    found: list[tuple[Clause, ...]] = []
    for size in range(1, len(clauses) + 1):
        for some in combinations(clauses, size):
            enough = sum(weights[clause] for clause in some) >= needed * (1 - 1e-9)
            if enough and not any(set(known) <= set(some) for known in found):
                found.append(some)
    return found


def box(near: Near) -> tuple[float, float, float, float]:
    """South, north, west, east of a circle."""
    high, wide = near.kilometres / 111.2, near.kilometres / 111.2 / cos(radians(near.latitude))
    return (
        near.latitude - high,
        near.latitude + high,
        near.longitude - wide,
        near.longitude + wide,
    )


def next_time(document: Document) -> int:
    """The next start after the corpus' now."""
    coming = [start for start, end in document.occurrences if end > NOW]
    return int(min(coming).timestamp()) if coming else NEVER


TABLES = """
CREATE VIRTUAL TABLE fts USING fts5(terms, content='', columnsize=0, detail=none,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co P* S*'");
CREATE TABLE doc (id INTEGER PRIMARY KEY, next INTEGER, low INTEGER, high INTEGER,
    latitude REAL, longitude REAL, name TEXT, summary TEXT, description TEXT);
CREATE TABLE facet (name TEXT, value TEXT, id INTEGER,
    PRIMARY KEY (name, value, id)) WITHOUT ROWID;
CREATE TABLE occurrence (start INTEGER, id INTEGER, "end" INTEGER);
"""
INDEXES = """
INSERT INTO fts (fts) VALUES ('optimize');
CREATE INDEX facet_of ON facet (id, name, value);
CREATE INDEX occurrence_when ON occurrence (start, id, "end");
CREATE INDEX doc_next ON doc (next, id);
CREATE INDEX doc_place ON doc (latitude, longitude, id);
ANALYZE;
"""


class Tantivy:
    """Tantivy from PyPI."""

    def __init__(self, size: int) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        schema.add_text_field("facet", tokenizer_name="raw", index_option="basic")
        schema.add_text_field("day", tokenizer_name="raw", index_option="basic")
        for name in SIX:
            schema.add_text_field(
                f"f_{name}", fast=True, tokenizer_name="raw", index_option="basic"
            )
        for name in ("next", "low", "high"):
            schema.add_unsigned_field(name, fast=True, indexed=True)
        for name in ("latitude", "longitude"):
            schema.add_float_field(name, fast=True, indexed=True)
        self.schema = schema.build()
        path = CACHE / f"tantivy-{size}"
        fresh = not (path / "done").exists()
        if fresh:
            shutil.rmtree(path, ignore_errors=True)
            path.mkdir(parents=True)
        self.index = tantivy.Index(self.schema, str(path))
        if fresh:
            began = time.process_time()
            self._fill(size)
            (path / "done").touch()
            print(f"Tantivy built in {time.process_time() - began:.0f} CPU s")
        self.index.reload()
        self.searcher = self.index.searcher()

    def _fill(self, size: int) -> None:
        writer = self.index.writer(heap_size=500_000_000, num_threads=1)
        for packed, _ in tqdm(read(size), total=size, desc="Tantivy", mininterval=5):
            document = unpack(packed)
            told = tantivy.Document()
            told.add_text("terms", " ".join(document.terms))
            for name, values in document.facets.items():
                for value in values:
                    told.add_text("facet", f"{name}={value}")
                    if name in SIX:
                        told.add_text(f"f_{name}", value)
            for start, _end in document.occurrences:
                told.add_text("day", start.date().isoformat())
            for latitude, longitude in document.points:
                told.add_float("latitude", latitude)
                told.add_float("longitude", longitude)
            told.add_unsigned("next", next_time(document))
            told.add_unsigned("low", document.minimum_age)
            told.add_unsigned("high", document.maximum_age)
            writer.add_document(told)
        writer.commit()
        writer.wait_merging_threads()

    def _term(self, field: str, value: str) -> Any:
        return tantivy.Query.term_query(self.schema, field, value, "basic")

    def _clause(self, clause: Clause) -> Any:
        query = tantivy.Query
        return query.disjunction_max_query(
            [
                query.boost_query(query.term_query(self.schema, "terms", term, "freq"), weight)
                for term, weight in clause.alternatives
            ]
        )

    def _words(self, index: Index, plan: Plan) -> list[tuple[Any, Any]]:
        must, should, query = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Query.boolean_query
        said = [self._clause(clause) for clause in plan.clauses if clause.alternatives]
        sets = covering(index, plan)
        if all(len(some) == 1 for some in sets) and len(sets) == len(said):
            return [(must, query([(should, clause) for clause in said]))]
        if len(sets) == 1 and len(sets[0]) == len(said):
            return [(must, clause) for clause in said]
        either = query(
            [(should, query([(must, self._clause(clause)) for clause in some])) for some in sets]
        )
        return [(must, tantivy.Query.const_score_query(either, 0.0)), *((should, c) for c in said)]

    def prepare(self, index: Index, plan: Plan) -> Callable[[], int]:
        """Something to call that answers the plan; making the query is not measured."""
        full = self._query(index, plan, None)
        groups: dict[str | None, list[str]] = {}
        for name in plan.facets:
            groups.setdefault(name if name in plan.filters else None, []).append(name)
        counts = [
            (
                self._query(index, plan, without) if without else full,
                {n: {"terms": {"field": f"f_{n}", "size": 2000}} for n in names},
            )
            for without, names in groups.items()
        ]
        order = (
            {"order_by_field": "next", "order": tantivy.Order.Asc} if plan.sort == "soonest" else {}
        )

        def ask() -> int:
            found = self.searcher.search(full, plan.limit, True, **order)
            for query, wanted in counts:
                self.searcher.aggregate(query, wanted)
            return int(found.count)

        return ask

    def _query(self, index: Index, plan: Plan, without: str | None) -> Any:
        must, query = tantivy.Occur.Must, tantivy.Query
        parts = self._words(index, plan) if plan.clauses else []
        for name, values in plan.filters.items():
            if name != without:
                terms = [(tantivy.Occur.Should, self._term("facet", f"{name}={v}")) for v in values]
                parts.append((must, query.boolean_query(terms)))
        if plan.when and plan.when.start and plan.when.end:
            days = (plan.when.end - plan.when.start).days
            dates = [(plan.when.start + timedelta(days=n)).date().isoformat() for n in range(days)]
            parts.append((must, query.term_set_query(self.schema, "day", dates)))
        if plan.near:
            south, north, west, east = box(plan.near)
            kind = tantivy.FieldType.Float
            parts.append((must, query.range_query(self.schema, "latitude", kind, south, north)))
            parts.append((must, query.range_query(self.schema, "longitude", kind, west, east)))
        if plan.ages:
            kind = tantivy.FieldType.Unsigned
            parts.append((must, query.range_query(self.schema, "low", kind, 0, plan.ages[1])))
            parts.append((must, query.range_query(self.schema, "high", kind, plan.ages[0], 255)))
        return query.boolean_query(parts) if parts else query.all_query()


class Sql:
    """FTS5 and tables with covering indexes in one SQLite file."""

    def __init__(self, size: int) -> None:
        path = CACHE / f"fts5-{size}.sqlite3"
        fresh = not path.exists()
        draft = Path(f"{path}.draft")
        if fresh:
            draft.unlink(missing_ok=True)
            self._fill(draft, size)
            draft.rename(path)
        self.db = sqlite3.connect(path)
        self.db.execute("PRAGMA cache_size=-500000")
        self.db.execute("PRAGMA temp_store=MEMORY")
        self.db.execute("CREATE TEMP TABLE hits (id INTEGER PRIMARY KEY, score REAL)")

    def _fill(self, path: Path, size: int) -> None:
        began = time.process_time()
        db = sqlite3.connect(path)
        db.executescript(TABLES)
        for number, (packed, texts) in enumerate(
            tqdm(read(size), total=size, desc="FTS5", mininterval=5)
        ):
            document, told = unpack(packed), json.loads(texts)
            point = document.points[0] if document.points else (None, None)
            db.execute("INSERT INTO fts (rowid, terms) VALUES (?, ?)",
                       (number, " ".join(document.terms)))  # fmt: skip
            db.execute("INSERT INTO doc VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       (number, next_time(document), document.minimum_age, document.maximum_age,
                        *point, told["name"], told["summary"], told["description"]))  # fmt: skip
            db.executemany("INSERT INTO facet VALUES (?, ?, ?)",
                           [(n, v, number) for n, vs in document.facets.items() for v in vs])  # fmt: skip
            db.executemany("INSERT INTO occurrence VALUES (?, ?, ?)",
                           [(int(s.timestamp()), number, int(e.timestamp()))
                            for s, e in document.occurrences])  # fmt: skip
        db.executescript(INDEXES)
        db.commit()
        print(f"FTS5 built in {time.process_time() - began:.0f} CPU s")

    def prepare(self, index: Index, plan: Plan) -> Callable[[], int]:
        """Something to call that answers the plan."""
        words = " OR ".join(
            "(" + " AND ".join(
                "(" + " OR ".join(f'"{term}"' for term, _ in clause.alternatives) + ")"
                for clause in some
            ) + ")"
            for some in covering(index, plan)
        )  # fmt: skip

        def ask() -> int:
            total = self._gather(plan, words, None)
            order = "d.next" if plan.sort == "soonest" else "h.score"
            self.db.execute(
                f"SELECT id FROM hits h JOIN doc d USING (id) ORDER BY {order}, id LIMIT 20"
            ).fetchall()
            left = [name for name in plan.facets if name not in plan.filters]
            for name in left:
                self._count(name)
            for name in plan.facets:
                if name in plan.filters:
                    self._gather(plan, words, name)
                    self._count(name)
            return total

        return ask

    def _count(self, name: str) -> None:
        self.db.execute(
            "SELECT value, count(*) FROM hits JOIN facet USING (id) WHERE name = ? GROUP BY value",
            (name,),
        ).fetchall()

    def _gather(self, plan: Plan, words: str, without: str | None) -> int:
        where, values = conditions(plan, without)
        source = "doc d"
        score = "0"
        if words:
            source, score = "fts JOIN doc d ON d.id = fts.rowid", "rank"
            where, values = ["fts MATCH ?", *where], [words, *values]
        self.db.execute("DELETE FROM hits")
        self.db.execute(
            f"INSERT INTO hits SELECT d.id, {score} FROM {source} "
            f"WHERE {' AND '.join(where) or '1'}",
            values,
        )
        return int(self.db.execute("SELECT count(*) FROM hits").fetchone()[0])


def conditions(plan: Plan, without: str | None) -> tuple[list[str], list[Any]]:
    """The plan's filters as SQL."""
    where: list[str] = []
    values: list[Any] = []
    for name, wanted in plan.filters.items():
        if name != without:
            marks = ", ".join("?" * len(wanted))
            where.append(f"d.id IN (SELECT id FROM facet WHERE name = ? AND value IN ({marks}))")
            values += [name, *wanted]
    if plan.when and plan.when.start and plan.when.end:
        where.append("d.id IN (SELECT id FROM occurrence WHERE start >= ? AND start < ?)")
        values += [int(plan.when.start.timestamp()), int(plan.when.end.timestamp())]
    if plan.near:
        where.append("d.latitude BETWEEN ? AND ? AND d.longitude BETWEEN ? AND ?")
        values += box(plan.near)
    if plan.ages:
        where.append("d.low <= ? AND d.high >= ?")
        values += [plan.ages[1], plan.ages[0]]
    return where, values


class Plain(Sql):
    """What `filter(Q(name__icontains=…) | …)`, `count()` and a count per facet send."""

    def prepare(self, index: Index, plan: Plan) -> Callable[[], int]:
        """Something to call that answers the plan."""

        def ask() -> int:
            where, values = self._where(plan, None)
            select = f"FROM doc d WHERE {where}"
            self.db.execute(f"SELECT d.id {select} ORDER BY d.next LIMIT 20", values).fetchall()
            total = self.db.execute(f"SELECT count(*) {select}", values).fetchone()[0]
            for name in plan.facets:
                where, values = self._where(plan, name)
                self.db.execute(
                    "SELECT f.value, count(*) FROM doc d JOIN facet f ON f.id = d.id "
                    f"WHERE f.name = ? AND {where} GROUP BY f.value",
                    [name, *values],
                ).fetchall()
            return int(total)

        return ask

    def _where(self, plan: Plan, without: str | None) -> tuple[str, list[Any]]:
        where, values = conditions(plan, without)
        for clause in plan.clauses:
            where.append("(d.name LIKE ? OR d.summary LIKE ? OR d.description LIKE ?)")
            values += [f"%{clause.alternatives[0][0]}%"] * 3
        return " AND ".join(where) or "1", values


def beside(index: Index, size: int) -> None:
    """Prints the engine's CPU time beside each peer's, question by question in turns."""
    peers = {"Tantivy": Tantivy(size), "FTS5 + SQL": Sql(size), "icontains": Plain(size)}
    print(
        "\n| class | engine p50 / p95 ms | "
        + " | ".join(f"{name} p50 / p95 ms → engine's share" for name in peers)
        + " |\n|---|---|"
        + "---|" * len(peers)
    )
    for name in CLASSES:
        plans = queries.plans(index, name, 100)
        for plan in plans[:20]:
            index.answer(plan)
        ours: list[float] = []
        cells = []
        for label, peer in peers.items():
            mine, theirs = turns(index, peer, plans[: QUESTIONS[label]])
            ours += mine
            share = statistics.median(mine) / statistics.median(theirs)
            cells.append(f"{spread(theirs)} → {share:.3g}")
        print(f"| {name} | {spread(ours)} | " + " | ".join(cells) + " |", flush=True)


def turns(index: Index, peer: Any, plans: list[Plan]) -> tuple[list[float], list[float]]:
    """CPU ms of the engine and of a peer for each plan, one after the other."""
    asks = [peer.prepare(index, plan) for plan in plans]
    asks[0]()
    mine, theirs = [], []
    for plan, ask in zip(plans, asks, strict=True):
        for answer, times in ((lambda p=plan: index.answer(p), mine), (ask, theirs)):
            began = time.process_time_ns()
            answer()
            times.append((time.process_time_ns() - began) / 1e6)
    return mine, theirs


def spread(values: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(values):.2f} / {sorted(values)[int(len(values) * 0.95)]:.2f}"
