"""Which column means what: Finnish headings first, their synonyms, Swedish and English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from seurantalo.interop.spreadsheets.sheets import Row, Sheet

# The first heading of each is that of the template; the rest are understood too.
COMMON = {
    "summary": ("tiivistelmä", "lyhyt kuvaus", "ingressi", "sammanfattning", "summary"),
    "description": ("kuvaus", "toiminnan kuvaus", "esittely", "beskrivning", "description"),
    "themes": ("teemat", "teema", "aiheet", "toimiala", "teman", "tema", "themes", "theme"),
    "street_address": ("osoite", "katuosoite", "käyntiosoite", "lähiosoite", "adress", "address"),
    "postal_code": ("postinumero", "postnro", "postinro", "postnummer", "postal code"),
    "municipality": ("kunta", "kotikunta", "kotipaikka", "kaupunki", "paikkakunta", "kommun", "hemort", "municipality"),
    "service_area": ("toiminta-alue", "toiminta-alueet", "alue", "verksamhetsområde", "service area"),
    "phone": ("puhelin", "puhelinnumero", "puh", "telefon", "phone"),
    "email": ("sähköposti", "s-posti", "sähköpostiosoite", "email", "e-post", "e-mail"),
    "website": ("verkkosivu", "verkkosivut", "kotisivu", "kotisivut", "www", "nettisivu", "nettisivut", "webbplats", "website"),
    "contact": ("yhteyshenkilö", "kontaktperson", "contact person"),
}  # fmt: skip
ORGANIZATION = {
    "name": ("nimi", "järjestön nimi", "yhdistyksen nimi", "järjestö", "yhdistys", "seura", "namn", "förening", "föreningens namn", "name", "organisation", "organization"),
    "alternate_name": ("muu nimi", "lyhenne", "aputoiminimi", "annat namn", "förkortning", "other name", "abbreviation"),
    "business_id": ("y-tunnus", "ytunnus", "fo-nummer", "business id"),
    "registration_number": ("rekisterinumero", "rek.nro", "rekisterinro", "registernummer", "register number", "registration number"),
    "kind": ("laji", "tyyppi", "muoto", "slag", "typ", "kind", "type"),
    **COMMON,
}  # fmt: skip
ACTIVITY = {
    "organization": ("järjestö", "järjestäjä", "yhdistys", "seura", "järjestön nimi", "arrangör", "förening", "organizer", "organisation", "organization"),
    "name": ("otsikko", "nimi", "toiminta", "toiminnan nimi", "tapahtuma", "tapahtuman nimi", "rubrik", "namn", "verksamhet", "title", "name", "activity"),
    "kind": ("laji", "tyyppi", "muoto", "slag", "typ", "kind", "type"),
    **COMMON,
    "target_groups": ("kohderyhmät", "kohderyhmä", "kenelle", "målgrupp", "målgrupper", "target groups"),
    "ages": ("ikä", "ikäryhmä", "ålder", "age", "ages"),
    "languages": ("kieli", "kielet", "språk", "language", "languages"),
    "price": ("hinta", "maksu", "pris", "price"),
    "channel": ("osallistumistapa", "tapa", "deltagande", "channel"),
    "place": ("paikka", "tila", "tapahtumapaikka", "plats", "place", "venue", "location"),
    "accessibility": ("esteettömyys", "tillgänglighet", "accessibility"),
    "times": ("ajat", "aika", "ajankohta", "aikataulu", "tider", "tid", "times", "time", "when"),
    "repeat": ("toistuvuus", "rytmi", "upprepning", "repeat"),
    "weekday": ("viikonpäivä", "päivä", "veckodag", "weekday", "day"),
    "start": ("alkaa", "alkuaika", "klo", "kellonaika", "börjar", "starts", "start time"),
    "end": ("päättyy", "loppuu", "loppuaika", "slutar", "ends", "end time"),
    "first_day": ("alkupäivä", "alkaen", "alkamispäivä", "första dag", "first day", "start date"),
    "last_day": ("loppupäivä", "päättymispäivä", "saakka", "sista dag", "last day", "end date"),
    "registration": ("ilmoittautuminen", "anmälan", "registration"),
}  # fmt: skip
TRANSLATED = {"name", "summary", "description"}
LANGUAGES = {
    "fi": r"suomeksi|suomi|fi|på finska|finska|in finnish|finnish",
    "sv": r"ruotsiksi|ruotsi|sv|på svenska|svenska|in swedish|swedish",
    "en": r"englanniksi|englanti|en|på engelska|engelska|in english|english",
}
HEADING_WITHIN = 15  # rows: titles and instructions may stand above the headings


class Column(NamedTuple):
    """A column of a sheet: its field, language and the heading as written."""

    position: int
    field: str
    lang: str
    heading: str


class Table(NamedTuple):
    """A sheet whose headings were understood; `kind` is "organization" or "activity"."""

    kind: str
    sheet: Sheet
    columns: tuple[Column, ...]
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]


def understand(sheet: Sheet, *, own: bool = False) -> Table | None:
    """The sheet with its columns named, or None when no row of headings is found.

    In an association's `own` list of activities nobody needs to say who organises them.
    """
    best: Table | None = None
    for position, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        table = _table(sheet, row.cells, sheet.rows[position + 1 :], own=own)
        if table and (best is None or len(table.columns) > len(best.columns)):
            best = table
    return best


def _table(
    sheet: Sheet, headings: Sequence[str], rows: tuple[Row, ...], *, own: bool
) -> Table | None:
    activity = _columns(headings, ACTIVITY)
    organization = _columns(headings, ORGANIZATION)
    fields = {column.field for column in activity}
    numbered = {"business_id", "registration_number"} & {column.field for column in organization}
    is_activity = (own or {"organization", "name"} <= fields) and not numbered
    columns = activity if is_activity else organization
    if not any(column.field == "name" for column in columns) or len(columns) < 2:
        return None
    known = {column.position for column in columns}
    unknown = tuple(text for index, text in enumerate(headings) if text and index not in known)
    return Table("activity" if is_activity else "organization", sheet, columns, unknown, rows)


def _columns(headings: Sequence[str], names: dict[str, tuple[str, ...]]) -> tuple[Column, ...]:
    """The columns that are understood, each field and language once: the first one counts."""
    fields = {synonym: field for field, synonyms in names.items() for synonym in synonyms}
    found: dict[tuple[str, str], Column] = {}
    for index, heading in enumerate(headings):
        bare, lang = _normal(heading)
        field = fields.get(bare, "")
        if field and (lang == "fi" or field in TRANSLATED):
            found.setdefault((field, lang), Column(index, field, lang, heading))
    return tuple(found.values())


def _normal(heading: str) -> tuple[str, str]:
    """ "Kuvaus (ruotsiksi) *" is ("kuvaus", "sv")."""
    text = re.sub(r"[*:()\[\]/]", " ", heading.casefold())
    text = re.sub(r"\s+", " ", text).strip(" .")
    for lang, words in LANGUAGES.items():
        bare = re.sub(rf"[ ,-]+(?:{words})$", "", text)
        if bare != text:
            return bare, lang
    return text, "fi"
