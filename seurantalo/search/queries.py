"""Finding: from a `SearchQuery` to results, whatever door it came by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from seurantalo.accounts import queries as people
from seurantalo.common.time import now as this_moment
from seurantalo.places.queries import ResolvedPlace, resolve_place
from seurantalo.records.schemas import CardRecord, ContactPointRecord
from seurantalo.search import filters, vocabulary
from seurantalo.search.index import Clause, Hit, Hits, Index, Plan
from seurantalo.search.live import current_index
from seurantalo.search.models import SearchDocument
from seurantalo.search.query import SearchQuery
from seurantalo.search.ranking import COVERAGE
from seurantalo.search.results import PER_PAGE, Found, Results
from seurantalo.search.understanding import Understanding, reasons, understand
from seurantalo.search.vocabulary import Vocabulary
from seurantalo.taxonomy.crisis import crisis_help

FACETS = (
    "kind", "theme", "target_group", "price", "channel", "accessibility", "language", "area",
)  # fmt: skip
PLACES = ("municipality", "district", "region", "county")


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
    placed, unknown = _placed(query, understood, words)
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
        unknown_place=unknown,
        crisis=crisis,
    )


def cards(keys: Iterable[str]) -> dict[str, CardRecord]:
    """The cards of records by their keys, in one query."""
    rows = SearchDocument.objects.filter(key__in=list(keys), deleted=False)
    return {key: CardRecord.model_validate(card) for key, card in rows.values_list("key", "card")}


def _understood(query: SearchQuery, lang: str, words: Vocabulary, index: Index) -> Understanding:
    has_place = any(getattr(query, name) for name in PLACES) or query.latitude is not None
    return understand(
        query.words,
        lang,
        knowledge=words.knowledge,
        lexicon=index,
        literal=query.literal or has_place or bool(query.place),
    )


def _placed(
    query: SearchQuery, understood: Understanding, words: Vocabulary
) -> tuple[SearchQuery, str]:
    """The query with the place that was typed, or read from the words, as a filter.

    Also the typed place when nobody knows it.
    """
    if query.place and query.latitude is None:
        resolved = resolve_place(query.place)
        return (_at(query, resolved), "") if resolved else (query, query.place)
    changes: dict[str, tuple[str, ...]] = {}
    for place in understood.places:
        kind, _sep, code = place.area_key.partition(":")
        if kind in PLACES:
            changes[kind] = (*changes.get(kind, ()), code)
    return query.model_copy(update=changes), ""


def _at(query: SearchQuery, place: ResolvedPlace) -> SearchQuery:
    """At an address or a postal code the nearest first; in an area what is there."""
    point = place.precision in ("address", "postal_code") and place.latitude is not None
    if point or (place.area is None and place.latitude is not None):
        return query.model_copy(update={"latitude": place.latitude, "longitude": place.longitude})
    if place.area is None or place.area.kind not in PLACES:
        return query
    return query.model_copy(update={place.area.kind: (place.area.code,)})


def _attempts(query: SearchQuery, words: Vocabulary) -> Iterator[Attempt]:
    """The query, then ever wider ones. A later page of results is never widened."""
    said: tuple[str, ...] = ()
    yield Attempt(query)
    if query.page > 1:
        return
    around = {
        code
        for kind in ("municipality", "district")
        for each in getattr(query, kind)
        for group_kind, code in _groups(words, kind, each)
        if group_kind == "region"
    }
    timed = {"when": "", "start": None, "end": None, "weekday": (), "time_of_day": ()}
    steps: list[tuple[dict[str, object], str]] = [
        (timed, _("at any time")),
        (
            {"municipality": (), "district": (), "region": tuple(sorted(around))},
            _("in the whole region"),
        ),
        (
            {**dict.fromkeys(PLACES, ()), "latitude": None, "longitude": None, "place": ""},
            _("in the whole country"),
        ),
        (
            {
                **dict.fromkeys(("kind", "theme", "target_group", "life_situation"), ()),
                **dict.fromkeys(("language", "price", "channel", "accessibility"), ()),
                **dict.fromkeys(("organization", "newer_than_days", "age")),
                "public_services": "",
            },
            _("without the other filters"),
        ),
    ]
    for changes, words_said in steps:
        wider = query.model_copy(update=changes)
        if wider.pairs() == query.pairs():
            continue
        query, said = wider, (*said, words_said)
        yield Attempt(query, said)
    if " " in query.words:
        yield Attempt(query, (*said, _("with only some of the words")), coverage=0.0)


def _groups(words: Vocabulary, kind: str, code: str) -> tuple[tuple[str, str], ...]:
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
    if understood.is_hopeless:
        clauses = (Clause((("\0", 1.0),)),)  # nothing in the index has this term
    return Plan(
        now=now,
        clauses=clauses,
        coverage=attempt.coverage,
        filters={
            **filters.plain(query),
            **filters.themes(query, words),
            **filters.areas(query, words),
        },
        exclude=filters.excluded(query),
        prefer=filters.local(query),
        near=near,
        when=filters.when(query, now),
        ages=filters.ages(query),
        created_since=filters.created_since(query, now),
        sort=query.sort or ("nearest" if near and not clauses else _natural(query, clauses)),
        offset=(query.page - 1) * per_page,
        limit=per_page,
        facets=facets,
    )


def _natural(query: SearchQuery, clauses: tuple[Clause, ...]) -> str:
    """With words the best first; in a stretch of time the soonest."""
    return "soonest" if not clauses and (query.when or query.start) else "relevance"


def found(
    hits: tuple[Hit, ...], understood: Understanding | None = None, lang: str = "fi"
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
    """How much there is of everything, and the next things to happen."""
    plan = Plan(
        now=now or this_moment(),
        sort="soonest",
        limit=6,
        facets=facets,
    )
    return current_index().answer(plan)


def soon(query: SearchQuery, *, lang: str, n: int = 6) -> tuple[Found, ...]:
    """The next things to happen among what a query finds."""
    soonest = query.model_copy(update={"sort": "soonest", "kind": query.kind or ACTIVITIES})
    results = find(soonest, lang=lang, facets=(), per_page=n, widen=False)
    return tuple(each for each in results.found if each.start)


ACTIVITIES = ("event", "hobby", "support", "volunteering")


def contacts(results: Results) -> tuple[ContactPointRecord, ...]:
    """The humans to ask about the regions of a search, those of its coordinators."""
    words, query = vocabulary.current(), results.query
    kinds = {kind: (*getattr(query, kind), *getattr(results.answered, kind)) for kind in PLACES}
    placed = [place.area_key.partition(":")[::2] for place in results.understanding.places]
    keys = {*((kind, code) for kind, codes in kinds.items() for code in codes), *placed}
    regions = {code for kind, code in keys if kind == "region"} | {
        code for key in keys for kind, code in _groups(words, *key) if kind == "region"
    }
    return people.contacts_of(regions) if regions else ()
