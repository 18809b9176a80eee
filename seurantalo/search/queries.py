"""Finding: from a `SearchQuery` to results, whatever door it came by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from seurantalo.accounts import queries as people
from seurantalo.common.time import now as this_moment
from seurantalo.places.queries import (
    AreaKey,
    ResolvedPlace,
    resolve_place,
)
from seurantalo.records.schemas import ActivityKind, AreaKind, CardRecord, ContactPointRecord
from seurantalo.search import filters, vocabulary
from seurantalo.search.analysis import tokens
from seurantalo.search.index import Clause, Hit, Hits, Index, Plan, Sort
from seurantalo.search.live import current_index
from seurantalo.search.models import SearchDocument
from seurantalo.search.query import SearchQuery
from seurantalo.search.ranking import COVERAGE, ELSEWHERE
from seurantalo.search.results import PER_PAGE, Found, Results
from seurantalo.search.understanding import Understanding, reasons, understand
from seurantalo.search.vocabulary import Vocabulary
from seurantalo.taxonomy.crisis import crisis_help

ACTIVITIES: tuple[ActivityKind, ...] = ("event", "hobby", "support", "volunteering")
FACETS = (
    "kind", "theme", "target_group", "price", "channel", "accessibility", "language", "area",
)  # fmt: skip
PLACES: tuple[AreaKind, ...] = ("municipality", "district", "region", "county")


WIDER_KILOMETRES = 50


class Attempt(NamedTuple):
    """A query to try, what was widened in it in words, and how much of the words must be found."""

    query: SearchQuery
    said: tuple[str, ...] = ()
    coverage: float = COVERAGE


def find(
    query: SearchQuery,
    *,
    lang: str,
    now: datetime | None = None,
    facets: tuple[str, ...] = FACETS,
    per_page: int = PER_PAGE,
    widen: bool = True,
) -> Results:
    """The page of results of a query for a reader of `lang`; never a dead end.

    When nothing is found the place, the time, the other filters and at last the words are widened,
    one after another, until something is.
    """
    moment = now or this_moment()
    words, index = vocabulary.current(), current_index()
    understood = _understood(query, lang, words, index)
    placed, around, unknown = _placed(query, understood, words)
    crisis = crisis_help(query.words, lang) if query.words else ()
    attempt, answer = Attempt(placed), Hits(0, ())
    for attempt in _attempts(placed, words):
        answer = index.answer(_plan(attempt, understood, words, moment, facets, per_page))
        if answer.total or not widen:
            break
    return Results(
        query=query,
        answered=attempt.query,
        total=answer.total,
        found=found(answer.hits, understood, lang),
        understanding=understood,
        counts=answer.facets,
        widened=attempt.said if answer.total else (),
        around=around + filters.wished(placed, words),
        unknown_place=unknown,
        crisis=crisis,
    )


def plan_of(query: SearchQuery, *, lang: str, per_page: int = PER_PAGE) -> Plan:
    """Exactly this query as the engine takes it, for who asks another index than that of today."""
    words = vocabulary.current()
    understood = _understood(query, lang, words, current_index())
    placed, _around, _unknown = _placed(query, understood, words)
    return _plan(Attempt(placed), understood, words, this_moment(), (), per_page)


def cards(keys: Iterable[str]) -> dict[str, CardRecord]:
    """The cards of records by their keys, in one query."""
    rows = SearchDocument.objects.filter(key__in=list(keys), deleted=False)
    return {key: CardRecord.model_validate(card) for key, card in rows.values_list("key", "card")}


def _understood(query: SearchQuery, lang: str, words: Vocabulary, index: Index) -> Understanding:
    has_place = any(getattr(query, name) for name in PLACES) or query.point is not None
    return understand(
        query.words,
        lang,
        knowledge=words.knowledge,
        lexicon=index,
        literal=query.literal or has_place or bool(query.place),
    )


def _placed(
    query: SearchQuery, understood: Understanding, words: Vocabulary
) -> tuple[SearchQuery, tuple[AreaKey, ...], str]:
    """The query with the place that was typed, or read from the words, as a filter that says it.

    Also the municipality of a point, and the typed place when nobody knows it.
    """
    if query.point:
        return query, words.around(query.point), ""
    if query.place:
        resolved = resolve_place(query.place)
        if resolved is None:
            return query.model_copy(update={"place": ""}), (), query.place
        home = resolved.municipality
        return _at(query, resolved), (("municipality", home.code),) if home else (), ""
    changes: dict[str, Any] = {}
    for place in understood.places:
        kind, _sep, code = place.area_key.partition(":")
        if kind in PLACES:
            changes[kind] = (*changes.get(kind, ()), code)
    if changes:
        changes["words"] = without_places(query.words, understood)
    return query.model_copy(update=changes), (), ""


def without_places(words: str, understood: Understanding) -> str:
    """The words, those left out that were read as places."""
    spoken = tokens(words, keep_case=True)
    read = {n for place in understood.places for n in range(place.start, place.end)}
    return " ".join(word for n, word in enumerate(spoken) if n not in read)


def _at(query: SearchQuery, place: ResolvedPlace) -> SearchQuery:
    """At an address or a postal code the nearest first; in an area what is there.

    What was typed last wins over the areas chosen before.
    """
    elsewhere: dict[str, Any] = dict.fromkeys(PLACES, ())
    if place.precision in ("address", "postal_code") and place.latitude is not None:
        here = {"latitude": place.latitude, "longitude": place.longitude}
        return query.model_copy(update=elsewhere | here)
    if place.area.kind in PLACES:
        elsewhere[place.area.kind] = (place.area.code,)
    return query.model_copy(update={**elsewhere, "place": ""})


def _attempts(query: SearchQuery, words: Vocabulary) -> Iterator[Attempt]:
    """The query, then ever wider ones. A later page of results is never widened."""
    said: tuple[str, ...] = ()
    yield Attempt(query)
    if query.page > 1:
        return
    for changes, words_said in _steps(query, words):
        wider = query.model_copy(update=changes)
        if wider.pairs() == query.pairs():
            continue
        query, said = wider, (*said, words_said)
        yield Attempt(query, said)
    if " " in query.words:
        yield Attempt(query, (*said, _("with only some of the words")), coverage=0.0)


def _steps(query: SearchQuery, words: Vocabulary) -> Iterator[tuple[dict[str, Any], str]]:
    """What to loosen, in this order, and how that is said."""
    timed = {"when": "", "start": None, "end": None, "weekday": (), "time_of_day": ()}
    yield timed, _("at any time")
    if query.point and query.kilometres < WIDER_KILOMETRES:
        wider = _("within %(km)s km") % {"km": WIDER_KILOMETRES}
        yield {"kilometres": float(WIDER_KILOMETRES)}, wider
    regions = {
        code
        for key in filters.wished(query, words)
        for group_kind, code in _groups(words, *key)
        if key[0] in ("municipality", "district") and group_kind == "region"
    }
    if regions:
        around = tuple(sorted(regions.union(query.region)))
        yield {"municipality": (), "district": (), "region": around}, _("in the whole region")
    nowhere: dict[str, Any] = dict.fromkeys(PLACES, ())
    nowhere |= {"latitude": None, "longitude": None, "place": ""}
    yield nowhere, _("in the whole country")
    several = ("kind", "theme", "target_group", "life_situation", "language", "price", "channel")
    free: dict[str, Any] = dict.fromkeys((*several, "accessibility"), ())
    free |= dict.fromkeys(("organization", "newer_than_days", "age"))
    yield {**free, "public_services": ""}, _("without the other filters")


def _groups(words: Vocabulary, kind: AreaKind, code: str) -> tuple[AreaKey, ...]:
    known = words.areas.get((kind, code))
    return known.groups if known else ()


def _plan(
    attempt: Attempt,
    understood: Understanding,
    words: Vocabulary,
    now: datetime,
    facets: tuple[str, ...],
    per_page: int,
) -> Plan:
    query = attempt.query
    near = filters.near(query)
    clauses = understood.clauses
    if clauses and not filters.wished(query, words):
        # Widened: who only names the place in words still comes first.
        clauses += tuple(replace(each, importance=ELSEWHERE) for each in understood.place_clauses)
    if understood.is_hopeless:
        clauses = (Clause((("\0", 1.0),)),)  # nothing in the index has this term
    return Plan(
        now=now,
        clauses=clauses,
        coverage=attempt.coverage,
        filters={
            **filters.plain(query, words),
            **filters.themes(query, words),
            **filters.areas(query, words),
        },
        exclude=filters.excluded(query),
        every=filters.every(query, words),
        prefer=filters.local(query, words),
        near=near,
        when=filters.when(query, now),
        ages=filters.ages(query),
        created_since=filters.created_since(query, now),
        sort=query.sort or ("nearest" if near and not clauses else _natural(query, clauses)),
        offset=(query.page - 1) * per_page,
        limit=per_page,
        facets=facets,
    )


def _natural(query: SearchQuery, clauses: tuple[Clause, ...]) -> Sort:
    """With words the best first; in a stretch of time the soonest."""
    return "soonest" if not clauses and (query.when or query.start) else "relevance"


def found(
    hits: Sequence[Hit], understood: Understanding | None = None, lang: str = "fi"
) -> tuple[Found, ...]:
    """The engine's hits with their cards, and why they matched what was understood."""
    known = cards(hit.key for hit in hits)
    return tuple(
        Found(
            card=known[hit.key],
            reasons=tuple(str(reason) for reason in reasons(hit, understood, lang))
            if understood
            else (),
            start=hit.next[0] if hit.next else None,
            end=hit.next[1] if hit.next else None,
            kilometres=hit.kilometres,
        )
        for hit in hits
        if hit.key in known
    )


def overview(
    *, facets: tuple[str, ...] = ("kind", "theme", "area"), now: datetime | None = None
) -> Hits:
    """How much there is of everything, and the next things to happen (or else the first)."""
    plan = Plan(
        now=now or this_moment(),
        sort="soonest",
        limit=6,
        facets=facets,
    )
    return current_index().answer(plan)


def beginning(typed: str, *, n: int = 30) -> tuple[Found, ...]:
    """What has a word that begins as the last one typed, too short to be understood."""
    index, last = current_index(), (tokens(typed) or [""])[-1]
    words = index.suggest(last, 20) if last else []
    if not words:
        return ()
    clause = Clause(tuple((word, 1.0) for word in words))
    return found(index.answer(Plan(now=this_moment(), clauses=(clause,), limit=n)).hits)


def counted(
    query: SearchQuery, spans: Sequence[tuple[date, date]], facet: str, *, lang: str
) -> list[Mapping[str, int]]:
    """How many activities of a query there are by a facet in each span of days (both held)."""
    words, index = vocabulary.current(), current_index()
    understood = _understood(query, lang, words, index)
    placed, _around, _unknown = _placed(of_activities(query), understood, words)

    def plan(first: date, last: date) -> Plan:
        within = placed.model_copy(update={"when": "", "start": first, "end": last})
        return _plan(Attempt(within), understood, words, this_moment(), (facet,), 0)

    return [index.answer(plan(*span)).facets[facet] for span in spans]


def of_activities(query: SearchQuery) -> SearchQuery:
    """The query for doors of times: organisations have none, and pages neither."""
    kinds = tuple(kind for kind in query.kind if kind in ACTIVITIES)
    return query.model_copy(update={"kind": kinds or ACTIVITIES, "page": 1})


def soon(query: SearchQuery, *, lang: str, n: int = 6) -> tuple[Found, ...]:
    """The next things to happen among what a query finds."""
    soonest = of_activities(query).model_copy(update={"sort": "soonest"})
    results = find(soonest, lang=lang, facets=(), per_page=n, widen=False)
    return tuple(each for each in results.found if each.start)


def contacts(results: Results) -> tuple[ContactPointRecord, ...]:
    """The humans to ask about the regions of a search, those of its coordinators."""
    words = vocabulary.current()
    keys = [key for own in results.around for key in (own, *_groups(words, *own))]
    regions = {code for kind, code in keys if kind == "region"}
    return people.contacts_of(regions) if regions else ()
