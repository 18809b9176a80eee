"""From a `SearchQuery` to the engine's filters: one small function for each kind of wish."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from seurantalo.common.time import HELSINKI, helsinki, range_of
from seurantalo.places.queries import AreaKey
from seurantalo.records.schemas import AreaKind
from seurantalo.search.index.plan import Near, When
from seurantalo.search.query import WEEKDAYS, SearchQuery
from seurantalo.search.vocabulary import Vocabulary

Filters = dict[str, frozenset[str]]
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)
# Minutes of the day, half open.
TIMES_OF_DAY = {"aamu": (5 * 60, 12 * 60), "paiva": (12 * 60, 17 * 60), "ilta": (17 * 60, 24 * 60)}


def plain(query: SearchQuery, vocabulary: Vocabulary) -> Filters:
    """What is asked as codes and needs no thought."""
    asked: dict[str, Iterable[str]] = {
        "kind": query.kind,
        "target_group": vocabulary.codes("target_group", query.target_group),
        "language": query.language,
        "price": query.price,
        "channel": query.channel,
        "organization": [str(query.organization)] if query.organization else [],
        "public": ["yes"] if query.public_services == "vain" else [],
    }
    return {name: frozenset(values) for name, values in asked.items() if values}


def every(query: SearchQuery, vocabulary: Vocabulary) -> Filters:
    """What must all be there: she who needs a ramp and a loop is not helped by either alone."""
    features = vocabulary.codes("accessibility", query.accessibility)
    return {"accessibility": features} if features else {}


def excluded(query: SearchQuery) -> Filters:
    """What must not be there."""
    return {"public": frozenset({"yes"})} if query.public_services == "ei" else {}


def themes(query: SearchQuery, vocabulary: Vocabulary) -> Filters:
    """Themes, and those that a life situation leads to; both given, a theme must suit both."""
    chosen = vocabulary.codes("theme", query.theme)
    led_to = frozenset(
        theme
        for code in query.life_situation
        if (entry := vocabulary.terms.get(("life_situation", code)))
        for theme in entry.leads_to
    )
    if chosen and led_to:
        within = {
            entry.code
            for entry in vocabulary.of("theme")
            if entry.code in led_to and (entry.code in chosen or entry.parent in chosen)
        }
        return {"theme": frozenset(within or chosen)}
    return {"theme": chosen | led_to} if chosen | led_to else {}


def wished(query: SearchQuery, vocabulary: Vocabulary) -> tuple[AreaKey, ...]:
    """The areas asked for; of an abolished municipality its successor."""
    asked: dict[AreaKind, tuple[str, ...]] = {
        "district": query.district,
        "municipality": query.municipality,
        "region": query.region,
        "county": query.county,
    }
    return tuple(
        (kind, area.code if (area := vocabulary.area(kind, code)) else code)
        for kind, codes in asked.items()
        for code in codes
    )


def areas(query: SearchQuery, vocabulary: Vocabulary) -> Filters:
    """What happens in the places asked for, and what serves them from elsewhere."""
    values: set[str] = set()
    for kind, code in wished(query, vocabulary):
        values |= {f"in:{kind}:{code}", f"for:{kind}:{code}", "for:country:FI"}
        known = vocabulary.areas.get((kind, code))
        values |= {f"for:{group}:{code}" for group, code in (known.groups if known else ())}
    return {"area": frozenset(values)} if values else {}


def local(query: SearchQuery, vocabulary: Vocabulary) -> tuple[tuple[str, str, float], ...]:
    """What happens in the very place asked for comes before what merely serves it."""
    places = wished(query, vocabulary)
    return tuple(("area", f"in:{kind}:{code}", LOCAL_BONUS) for kind, code in places)


LOCAL_BONUS = 0.4


def near(query: SearchQuery) -> Near | None:
    """A circle around the reader."""
    return Near(*query.point, query.kilometres) if query.point else None


def when(query: SearchQuery, now: datetime) -> When | None:
    """The days, weekdays and time of day; a day gone by starts from now."""
    start, end = days(query, now.astimezone(HELSINKI).date())
    weekdays = frozenset(WEEKDAYS.index(day) for day in query.weekday)
    hours = _hours(query)
    if not (start or end or weekdays or hours):
        return None
    return When(
        start=max(now, _midnight(start)) if start else now,
        end=_midnight(end + timedelta(days=1)) if end else None,
        weekdays=weekdays,
        hours=hours,
    )


def days(query: SearchQuery, today: date) -> tuple[date | None, date | None]:
    """The first and last day asked for, in order; years nobody plans for are brought nearer."""
    start, end = query.start, query.end
    if query.when and not (start or end):
        start, end = range_of(query.when, today)
    if start and end and end < start:
        start, end = end, start
    return start and _sensible(start), end and _sensible(end)


def _sensible(day: date) -> date:
    return min(max(day, EARLIEST), LATEST)


def suits(query: SearchQuery, start: datetime) -> bool:
    """Whether a time that starts so is on the weekdays and in the time of day asked for."""
    local_start = start.astimezone(HELSINKI)
    minute, hours = local_start.hour * 60 + local_start.minute, _hours(query)
    on_day = not query.weekday or WEEKDAYS[local_start.weekday()] in query.weekday
    return on_day and (hours is None or hours[0] <= minute < hours[1])


def _midnight(day: date) -> datetime:
    return helsinki(datetime.combine(day, datetime.min.time()))


def _hours(query: SearchQuery) -> tuple[int, int] | None:
    """The chosen times of day as one stretch: morning and evening mean the whole day."""
    spans = [TIMES_OF_DAY[name] for name in query.time_of_day]
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None


def ages(query: SearchQuery) -> tuple[int, int] | None:
    """One age, as the engine's pair."""
    return None if query.age is None else (query.age, query.age)


def created_since(query: SearchQuery, now: datetime) -> int | None:
    """Unix seconds since which a record counts as new."""
    if query.newer_than_days is None:
        return None
    return int((now - timedelta(days=query.newer_than_days)).timestamp())
