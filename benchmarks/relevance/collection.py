"""A judged collection: documents, queries and grades, read from TOML or JSON files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OWN = Path(__file__).parent / "own"


@dataclass(frozen=True)
class Notice:
    """A document: texts by field and language; `themes` are our codes, mostly empty."""

    id: str
    texts: Mapping[str, Mapping[str, str]]
    kind: str = "support"
    place: str = ""
    themes: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Query:
    """A query with its grades by document id (0–3; those not named are 0)."""

    words: str
    grades: Mapping[str, int]
    lang: str = "fi"
    held_out: bool = False


@dataclass(frozen=True)
class Collection:
    """Documents and the queries judged over them."""

    notices: tuple[Notice, ...]
    queries: tuple[Query, ...] = field(default=())


def read(path: Path = OWN) -> Collection:
    """The collection of a folder with documents.* and queries.*, or of one file with both.

    See README.md for the format. Raises ValueError saying what is missing.
    """
    if path.is_dir():
        documents, queries = _load(_one(path, "documents")), _load(_one(path, "queries"))
    else:
        documents = queries = _load(path)
    notices = tuple(_notice(each) for each in _rows(documents, "documents"))
    return Collection(
        notices,
        tuple(
            _query(each, number, notices) for number, each in enumerate(_rows(queries, "queries"))
        ),
    )


def _one(folder: Path, stem: str) -> Path:
    for suffix in (".toml", ".json", ".jsonl"):
        if (path := folder / f"{stem}{suffix}").exists():
            return path
    raise ValueError(f"{folder} has no {stem}.toml, {stem}.json or {stem}.jsonl")


def _load(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return tomllib.loads(text)
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    return json.loads(text)


def _rows(data: Any, name: str) -> list[dict[str, Any]]:
    if isinstance(data, Mapping) and name in data:
        data = data[name]
    if isinstance(data, Mapping):
        return [
            {"id": key, **(v if isinstance(v, dict) else {"text": v})} for key, v in data.items()
        ]
    if isinstance(data, list):
        return data
    raise ValueError(f"no list of {name}")


FIELDS = {
    "name": ("name", "title"),
    "summary": ("summary",),
    "description": ("description", "text", "body"),
    "organization": ("organization", "organisation", "org"),
    "place": ("place", "municipality"),
}


def _notice(row: dict[str, Any]) -> Notice:
    first = str(row.get("langs", row.get("lang", "fi"))).split()[0]
    texts: dict[str, dict[str, str]] = {}
    for field_name, keys in FIELDS.items():
        by_lang: dict[str, str] = {}
        for key in keys:
            value = row.get(key)
            if isinstance(value, Mapping):
                by_lang.update({lang: text for lang, text in value.items() if text})
            elif isinstance(value, str) and value:
                by_lang[first] = value
            by_lang.update(
                {
                    k.removeprefix(f"{key}_"): v
                    for k, v in row.items()
                    if k.startswith(f"{key}_") and v
                }
            )
        texts[field_name] = by_lang
    return Notice(
        str(row.get("id", row.get("key"))),
        texts,
        str(row.get("kind", "support")),
        str(row.get("place", "")),
        tuple(row.get("themes", ())),
        frozenset(str(row.get("tags", "")).split()),
    )


def _query(row: dict[str, Any], number: int, notices: tuple[Notice, ...]) -> Query:
    words = str(row.get("q", row.get("query", row.get("words", row.get("text", "")))))
    given = next(
        (row[k] for k in ("grades", "judgements", "relevance", "qrels", "ids") if k in row), {}
    )
    if isinstance(given, list):
        given = {str(each.get("id", each.get("doc"))): each.get("grade", 1) for each in given}
    grades = {str(key): int(grade) for key, grade in given.items()}
    for notice in notices:
        grade = _graded(notice, row)
        if grade > grades.get(notice.id, 0):
            grades[notice.id] = grade
    return Query(words, grades, str(row.get("lang", "fi")), bool(row.get("held_out", number % 2)))


def _graded(notice: Notice, row: dict[str, Any]) -> int:
    """The grade that a notice's tags earn by the query's `wants`."""
    grade = 0
    for want in str(row.get("wants", "")).split():
        tags, _, value = want.partition(":")
        if set(tags.split("+")) <= notice.tags:
            grade = max(grade, int(value))
    place = row.get("place")
    if place and notice.place != place:
        grade = min(grade, 1 if notice.place else 2)
    return grade
