"""From a record to what the index keeps of it: its words, its facets, its card.

Pure functions. A confidential place gives its municipality and that municipality's centre only; its
record carries nothing more in the first place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from seurantalo.common.text import Text
from seurantalo.records.schemas import (
    ActivityRecord,
    AreaRecord,
    CardRecord,
    OrganizationRecord,
    PlaceRecord,
    Record,
    TermRecord,
)
from seurantalo.search import ranking
from seurantalo.search.analysis import Analyser, Terms, stop_words, tokens
from seurantalo.search.index.plan import Document
from seurantalo.search.lay_words import LayWords
from seurantalo.search.ranking import FieldTerms

Searchable = ActivityRecord | OrganizationRecord
# Words of a longer text than this are boilerplate; the longest text that PTV takes is 5,000 signs.
MOST_WORDS = 1200


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a municipality lies in (its region, county, country) and its centre, if known."""

    groups: tuple[AreaRecord, ...] = ()
    centre: tuple[float, float] | None = None


SurroundingsOf = Callable[[AreaRecord], Surroundings]


@dataclass(frozen=True, slots=True)
class Language:
    """What turns texts into terms: made once, used for every record."""

    analyser: Analyser
    lay_words: LayWords

    def terms(self, text: str, lang: str) -> tuple[Terms, ...]:
        """The analysed words of a text in one language, stop words left out."""
        stops = stop_words(lang.split("-")[0])
        words = (word for word in tokens(text)[:MOST_WORDS] if word not in stops)
        return tuple(self.analyser.analyse(word, lang) for word in words)


def document(record: Searchable, *, language: Language, surroundings: SurroundingsOf) -> Document:
    """The search document of a published record."""
    activity = record if isinstance(record, ActivityRecord) else None
    occurrences = activity.occurrences if activity else ()
    return Document(
        key=key(record),
        terms=_terms(record, language),
        facets={
            name: values
            for name, found in _facets(record, surroundings).items()
            if (values := tuple(dict.fromkeys(found)))
        },
        points=_points(record, surroundings),
        occurrences=tuple(
            (one.start, one.end)
            for one in sorted(occurrences, key=lambda one: (one.start, one.end))
            if one.status != "cancelled"
        ),
        minimum_age=0 if activity is None or activity.minimum_age is None else activity.minimum_age,
        maximum_age=255
        if activity is None or activity.maximum_age is None
        else activity.maximum_age,
        created=int(record.created.timestamp()),
        quality=quality(record),
    )


def key(record: Searchable) -> str:
    """The key of a record in the index: "activity:12"."""
    kind = "activity" if isinstance(record, ActivityRecord) else "organization"
    return f"{kind}:{record.id}"


def quality(record: Searchable) -> float:
    """What the record itself deserves, in 0…1: said in full, seen to be current, with a contact.

    Nothing, when nobody has confirmed it in time: of two that answer alike, the surer comes first.
    """
    if record.stale_since is not None:
        return 0.0
    told = len(record.description.pick("fi").text)
    marks = (
        (0.2, bool(record.summary)),
        (0.2, told >= 200),
        (0.2, record.assured_date is not None),
        (0.2, bool(record.contacts)),
        (0.1, bool(record.images if isinstance(record, ActivityRecord) else record.logo)),
        (0.1, len(record.name) > 1),
    )
    return round(sum(weight for weight, earned in marks if earned), 2)


# -- Words ------------------------------------------------------------------------------------------


def _terms(record: Searchable, language: Language) -> dict[str, float]:
    """Index term → impact: the words of all texts, the themes chosen and those guessed."""
    fields = [
        FieldTerms(field, words)
        for field, texts in _texts(record)
        for lang, text in texts.items()
        if (words := language.terms(text, lang))
    ]
    terms = ranking.impacts(fields)
    for term, impact in guessed_themes(fields, language.lay_words).items():
        terms[term] = max(impact, terms.get(term, 0.0))
    for term, impact in _chosen_themes(record, language.lay_words).items():
        terms[term] = max(impact, terms.get(term, 0.0))
    return terms


def _texts(record: Searchable) -> Iterable[tuple[str, Text]]:
    """(field of `ranking.FIELDS`, text) of everything that may be searched for."""
    yield "name", record.name
    yield "summary", record.summary
    yield "description", record.description
    for place in _places(record):
        yield "place", place.name
        for area in (place.municipality, place.district):
            if area:
                yield "place", area.name
    for area in record.service_areas:
        yield "place", area.name
    if isinstance(record, OrganizationRecord):
        yield from (("alternate_name", name) for name in record.alternate_names)
        if record.kind:
            yield "label", record.kind.label
        return
    yield from (("organization", each.name) for each in record.organizations)
    for term in (*record.target_groups, *record.formats):
        yield "label", term.label


def _chosen_themes(record: Searchable, lay_words: LayWords) -> dict[str, float]:
    themes: dict[str, float] = {}
    for term in _topics(record):
        own = f"{term.taxonomy}:{term.code}"
        parent = f"{term.taxonomy}:{term.parent}" if term.parent else lay_words.parents.get(own)
        if parent:
            themes[parent] = max(themes.get(parent, 0.0), ranking.THEME_PARENT)
        themes[own] = ranking.THEME_CHOSEN
    return themes


def guessed_themes(fields: Sequence[FieldTerms], lay_words: LayWords) -> dict[str, float]:
    """Themes to which the texts lead by everyday words → impact.

    What the name says is surest; the guess never weighs more than a person's choice.
    """
    sureness: dict[str, float] = {}
    for field, words in fields:
        trust = ranking.GUESS_BY_FIELD.get(field, 0.0)
        if not trust:
            continue
        for led in lay_words.find(words):
            missing = 1 - sureness.get(led.term, 0.0)
            sureness[led.term] = 1 - missing * (1 - trust * led.strength)
    surest = sorted(sureness.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        term: ranking.THEME_GUESSED * sure
        for term, sure in surest[: ranking.MOST_GUESSES]
        if sure >= ranking.WEAKEST_GUESS
    }


# -- Facets and places --------------------------------------------------------------------------------


def _facets(record: Searchable, surroundings: SurroundingsOf) -> dict[str, list[str]]:
    facets = {
        "theme": _codes(record.themes),
        "area": list(_areas(record, surroundings)),
        "public": ["yes" if record.public_service else "no"],
    }
    if isinstance(record, OrganizationRecord):
        return {**facets, "kind": ["organization"], "organization": [record.id]}
    return {
        **facets,
        "kind": [record.kind],
        "target_group": _codes(record.target_groups),
        "format": _codes(record.formats),
        "accessibility": _codes(t for each in record.channels for t in each.accessibility),
        "language": list(record.languages),
        "price": [record.price.kind],
        "channel": [channel.kind for channel in record.channels],
        "organization": [each.id for each in record.organizations],
    }


def _codes(terms: Iterable[TermRecord]) -> list[str]:
    """The codes of terms and of the terms above them."""
    return [code for term in terms for code in (term.code, term.parent) if code]


def _topics(record: Searchable) -> tuple[TermRecord, ...]:
    if isinstance(record, OrganizationRecord):
        return record.themes
    return (*record.themes, *record.target_groups, *record.formats)


def _places(record: Searchable) -> tuple[PlaceRecord, ...]:
    if isinstance(record, OrganizationRecord):
        found: Iterable[PlaceRecord] = record.addresses
    else:
        found = (channel.place for channel in record.channels if channel.place)
    return tuple(_told(place) for place in found)


def _told(place: PlaceRecord) -> PlaceRecord:
    """A confidential place once more without all but its municipality, whoever made the record."""
    if not place.confidential:
        return place
    return PlaceRecord(municipality=place.municipality, confidential=True)


def _areas(record: Searchable, surroundings: SurroundingsOf) -> Iterable[str]:
    """ "in:<kind>:<code>" where it happens, "for:<kind>:<code>" whom it serves."""
    for place in _places(record):
        around = surroundings(place.municipality).groups if place.municipality else ()
        yield from (_area("in", area) for area in (place.district, place.municipality) if area)
        yield from (_area("in", group) for group in around)
    for area in record.service_areas:
        yield _area("for", area)
        around = surroundings(area).groups if area.kind == "municipality" else (area,)
        yield from (_area("in", group) for group in around if group.kind in ("region", "county"))


def _area(how: str, area: AreaRecord) -> str:
    return f"{how}:{area.kind}:{area.code}"


def _points(record: Searchable, surroundings: SurroundingsOf) -> tuple[tuple[float, float], ...]:
    points: dict[tuple[float, float], None] = {}
    for place in _places(record):
        exact = place.latitude is not None and place.longitude is not None
        if exact:
            points[(place.latitude, place.longitude)] = None  # type: ignore[index]
        elif place.municipality and (centre := surroundings(place.municipality).centre):
            points[centre] = None
    return tuple(points)


# -- Cards --------------------------------------------------------------------------------------------


def card(
    record: Searchable, *, surroundings: SurroundingsOf, schedule_text: Text | None = None
) -> CardRecord:
    """What a list shows of a record. `schedule_text` says in words when it happens."""
    places = _places(record)
    areas = {area.code: area for p in places if (area := p.district or p.municipality)}
    activity = record if isinstance(record, ActivityRecord) else None
    return CardRecord(
        id=record.id,
        type="activity" if activity else "organization",
        kind=activity.kind if activity else "organization",
        url=record.url,
        modified=record.modified,
        name=record.name,
        summary=record.summary,
        organizations=activity.organizations if activity else (),
        place=next((place.name for place in places if place.name), Text()),
        areas=tuple(areas.values()),
        themes=record.themes,
        languages=activity.languages if activity else (),
        schedule_text=schedule_text or Text(),
        phone=next((c.phone for c in record.contacts if c.phone), ""),
        points=_points(record, surroundings),
        image=_image(record),
        public_service=record.public_service,
        assured_date=record.assured_date,
        stale_since=record.stale_since,
        **(_activity_card(activity) if activity else {}),
    )


def _activity_card(record: ActivityRecord) -> dict[str, object]:
    accessibility = {t.code: t for each in record.channels for t in each.accessibility}
    return {
        "accessibility": tuple(accessibility.values()),
        "price": record.price,
        "channels": tuple(dict.fromkeys(channel.kind for channel in record.channels)),
    }


def _image(record: Searchable) -> Record | None:
    if isinstance(record, OrganizationRecord):
        return record.logo
    return record.images[0] if record.images else None
