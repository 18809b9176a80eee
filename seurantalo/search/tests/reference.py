"""What is right: a plan answered by reading every document, in plain Python.

It follows the docstrings of `index.plan` word by word and shares nothing with the engine but the
functions of that file. Slow on purpose.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from seurantalo.search.index.plan import (
    EARTH_KILOMETRES,
    LOCAL,
    QUALITY_WEIGHT,
    STEPS,
    Clause,
    Document,
    Hit,
    Hits,
    Near,
    Plan,
    When,
    idf,
    impact_steps,
    seconds,
    steps,
)


def answer(documents: Iterable[Document], plan: Plan) -> Hits:
    live = list(documents)
    clauses = [clause for clause in plan.clauses if clause.alternatives]
    idfs = [_idf(clause, live) for clause in clauses]
    found = [
        (document, text)
        for document in live
        if _passes(document, plan) and (text := _words(document, clauses, idfs, plan)) is not None
    ]
    hits = [_hit(d, text, plan, idfs) for d, text in found if _filtered(d, plan)]
    created = {document.key: document.created for document in live}
    hits.sort(key=lambda hit: _order(hit, plan, created))
    facets = {}
    for name in plan.facets:
        counts = Counter(
            value
            for document, _ in found
            if _filtered(document, plan, without=name)
            for value in set(document.facets.get(name, ()))
        )
        facets[name] = dict(counts)
    return Hits(len(hits), tuple(hits[plan.offset : plan.offset + plan.limit]), facets)


def _idf(clause: Clause, live: list[Document]) -> float:
    word, highest = "", -1.0
    for term, weight in clause.alternatives:
        if weight > highest:
            word, highest = term, weight
    return idf(len(live), sum(word in document.terms for document in live))


def _clause(document: Document, clause: Clause, worth: float) -> tuple[float, str]:
    best, name = 0.0, ""
    for term, weight in clause.alternatives:
        if term in document.terms:
            impact = impact_steps(document.terms[term]) / STEPS
            score = weight * worth * impact * clause.importance
            if score > best:
                best, name = score, term
    return best, name


def _words(document: Document, clauses, idfs, plan: Plan) -> float | None:
    if not clauses:
        return 0.0
    text = matched = total = 0.0
    for clause, worth in zip(clauses, idfs, strict=True):
        score, name = _clause(document, clause, worth)
        weight = clause.importance * worth
        total += weight
        if name:
            text += score
            matched += weight
    if not matched or matched < plan.coverage * total:
        return None
    share = matched / total
    return text * (share * share)


def _passes(document: Document, plan: Plan) -> bool:
    """The filters that are no facets."""
    if plan.near:
        distance = _kilometres(document, plan.near)
        if distance is None or distance > plan.near.kilometres:
            return False
    if plan.when and not any(_suits(pair, plan.when) for pair in document.occurrences):
        return False
    if plan.ages:
        youngest, oldest = plan.ages
        if document.minimum_age > oldest or document.maximum_age < youngest:
            return False
    if plan.created_since is not None and document.created < plan.created_since:
        return False
    if any(set(document.facets.get(name, ())) & values for name, values in plan.exclude.items()):
        return False
    return all(values <= set(document.facets.get(name, ())) for name, values in plan.every.items())


def _filtered(document: Document, plan: Plan, without: str = "") -> bool:
    return all(
        set(document.facets.get(name, ())) & values
        for name, values in plan.filters.items()
        if name != without
    )


def _suits(pair: tuple[datetime, datetime], when: When) -> bool:
    start, end = (seconds(moment) for moment in pair)
    if when.end is not None and start >= seconds(when.end):
        return False
    if when.start is not None and not _after(start, end, seconds(when.start)):
        return False
    local = pair[0].astimezone(LOCAL)
    if when.weekdays and local.weekday() not in when.weekdays:
        return False
    minute = local.hour * 60 + local.minute
    return when.hours is None or when.hours[0] <= minute < when.hours[1]


def _after(start: int, end: int, moment: int) -> bool:
    return end > moment or start >= moment


def _next(document: Document, plan: Plan) -> tuple[datetime, datetime] | None:
    coming = [
        (seconds(start), seconds(end))
        for start, end in document.occurrences
        if _suits((start, end), plan.when or When())
        and _after(seconds(start), seconds(end), seconds(plan.now))
    ]
    if not coming:
        return None
    start, end = min(coming)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return epoch + timedelta(seconds=start), epoch + timedelta(seconds=end)


def _kilometres(document: Document, near: Near) -> float | None:
    distances = [_haversine(point, (near.latitude, near.longitude)) for point in document.points]
    return min(distances, default=None)


def _haversine(one: tuple[float, float], other: tuple[float, float]) -> float:
    (φ1, λ1), (φ2, λ2) = ((math.radians(a), math.radians(b)) for a, b in (one, other))
    a = math.sin((φ2 - φ1) / 2) ** 2 + math.cos(φ1) * math.cos(φ2) * math.sin((λ2 - λ1) / 2) ** 2
    return round(2 * EARTH_KILOMETRES * math.asin(math.sqrt(min(1.0, a))), 3)


def _hit(document: Document, text: float, plan: Plan, idfs: list[float]) -> Hit:
    score = text
    for name, value, bonus in plan.prefer:
        if value in document.facets.get(name, ()):
            score += bonus
    score += QUALITY_WEIGHT * (steps(document.quality) / STEPS)
    worths = iter(idfs)
    matched = tuple(
        _clause(document, clause, next(worths))[1] if clause.alternatives else ""
        for clause in plan.clauses
    )
    return Hit(
        key=document.key,
        score=score,
        matched=matched,
        next=_next(document, plan),
        kilometres=_kilometres(document, plan.near) if plan.near else None,
    )


def _order(hit: Hit, plan: Plan, created: dict[str, int]) -> tuple:
    if plan.sort == "soonest":
        first = (hit.next is None, hit.next[0].timestamp() if hit.next else 0)
    elif plan.sort == "nearest" and plan.near:
        first = (False, hit.kilometres)
    elif plan.sort == "newest":
        first = (False, -created[hit.key])
    else:
        first = (False, 0)
    return (*first, -hit.score, hit.key)
