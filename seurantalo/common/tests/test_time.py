"""Days and hours as people say and type them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.common.time import (
    HELSINKI,
    helsinki,
    local_day,
    now,
    parse_day,
    range_of,
    say_day,
    say_time,
    wall_clock,
)

TODAY = date(2026, 3, 3)  # a Tuesday


def at(*clock):
    return datetime(*clock, tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("day", "fi", "sv", "en", "se"),
    [
        ((2026, 3, 3), "tänään", "i dag", "today", "odne"),
        ((2026, 3, 4), "huomenna", "i morgon", "tomorrow", "ihttin"),
        ((2026, 3, 5), "to 5.3.", "tors 5.3", "Thu 5 Mar", "duor 5.3."),
        ((2026, 3, 2), "ma 2.3.", "mån 2.3", "Mon 2 Mar", "vuos 2.3."),
        ((2026, 12, 24), "to 24.12.", "tors 24.12", "Thu 24 Dec", "duor 24.12."),
        ((2027, 1, 2), "la 2.1.2027", "lör 2.1.2027", "Sat 2 Jan 2027", "láv 2.1.2027"),
    ],
)
def test_a_day_is_said_as_today_would(day, fi, sv, en, se):
    said = {lang: say_day(date(*day), lang, TODAY) for lang in ("fi", "sv", "en", "se")}
    assert said == {"fi": fi, "sv": sv, "en": en, "se": se}


@pytest.mark.parametrize(
    ("start", "end", "whole_day", "fi", "sv", "en"),
    [
        (at(2026, 3, 4, 18), at(2026, 3, 4, 19, 30), False, "huomenna klo 18–19.30",
         "i morgon kl. 18–19.30", "tomorrow 18:00–19:30"),
        (at(2026, 3, 10, 18), at(2026, 3, 10, 18), False, "ti 10.3. klo 18",
         "tis 10.3 kl. 18", "Tue 10 Mar 18:00"),
        (at(2026, 3, 6, 21), at(2026, 3, 7, 2), False, "pe 6.3. klo 21–2",
         "fre 6.3 kl. 21–2", "Fri 6 Mar 21:00–2:00"),
        (at(2026, 3, 6, 18), at(2026, 3, 7), False, "pe 6.3. klo 18–24",
         "fre 6.3 kl. 18–24", "Fri 6 Mar 18:00–24:00"),
        (at(2026, 3, 6, 18), at(2026, 3, 7, 9), False, "pe 6.3. klo 18 – la 7.3. klo 9",
         "fre 6.3 kl. 18 – lör 7.3 kl. 9", "Fri 6 Mar 18:00 – Sat 7 Mar 9:00"),
        (at(2026, 3, 7), at(2026, 3, 8), True, "la 7.3.", "lör 7.3", "Sat 7 Mar"),
        (at(2026, 3, 7), at(2026, 3, 9), True, "la 7.3. – su 8.3.", "lör 7.3 – sön 8.3",
         "Sat 7 Mar – Sun 8 Mar"),
        (at(2026, 3, 3), at(2026, 3, 5), True, "tänään – huomenna", "i dag – i morgon",
         "today – tomorrow"),
    ],
)  # fmt: skip
def test_one_time_is_said_with_its_hours(start, end, whole_day, fi, sv, en):
    said = [say_time(start, end, lang, TODAY, whole_day=whole_day) for lang in ("fi", "sv", "en")]
    assert said == [fi, sv, en]


def test_utc_is_told_in_helsinki_time():
    start = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)
    assert say_time(start, start, "fi", TODAY) == "huomenna klo 0.30"
    assert local_day(start) == date(2026, 3, 4)
    assert now().tzinfo is HELSINKI


def test_a_time_that_does_not_exist_moves_on_and_one_that_comes_twice_is_the_first():
    assert wall_clock(helsinki(datetime(2026, 3, 29, 3, 30))) == datetime(2026, 3, 29, 4, 30)
    assert helsinki(datetime(2026, 10, 25, 3, 30)).utcoffset() == timedelta(hours=3)


@pytest.mark.parametrize(
    ("word", "today", "start", "end"),
    [
        ("tanaan", (2026, 3, 3), (2026, 3, 3), (2026, 3, 3)),
        ("huomenna", (2026, 3, 3), (2026, 3, 4), (2026, 3, 4)),
        ("viikonloppu", (2026, 3, 3), (2026, 3, 7), (2026, 3, 8)),
        ("viikonloppu", (2026, 3, 7), (2026, 3, 7), (2026, 3, 8)),
        ("viikonloppu", (2026, 3, 8), (2026, 3, 8), (2026, 3, 8)),
        ("viikko", (2026, 3, 3), (2026, 3, 3), (2026, 3, 9)),
        ("kuukausi", (2026, 3, 3), (2026, 3, 3), (2026, 4, 1)),
    ],
)
def test_ranges_of_days(word, today, start, end):
    assert range_of(word, date(*today)) == (date(*start), date(*end))


def test_an_unknown_range_is_refused():
    with pytest.raises(ValueError, match="vuosi"):
        range_of("vuosi", TODAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1.12.", (2026, 12, 1)),
        ("1.12", (2026, 12, 1)),
        ("1.12.2026", (2026, 12, 1)),
        ("01.12.2026", (2026, 12, 1)),
        ("1. 12. 2026", (2026, 12, 1)),
        ("1.12.27", (2027, 12, 1)),
        ("1/12/2026", (2026, 12, 1)),
        ("2026-12-01", (2026, 12, 1)),
        ("ti 1.12.", (2026, 12, 1)),
        ("tiistaina 1.12.", (2026, 12, 1)),
        ("1.3.", (2027, 3, 1)),  # past this year: the coming one is meant
        ("3.3.", (2026, 3, 3)),
        ("29.2.", (2028, 2, 29)),
        ("tänään", (2026, 3, 3)),
        ("TANAAN", (2026, 3, 3)),
        ("  huomenna ", (2026, 3, 4)),
        ("ylihuomenna", (2026, 3, 5)),
        ("i morgon", (2026, 3, 4)),
        ("tomorrow", (2026, 3, 4)),
        ("ti", (2026, 3, 3)),
        ("ensi ti", (2026, 3, 10)),
        ("ensi tiistaina", (2026, 3, 10)),
        ("ensi to", (2026, 3, 5)),
        ("torstaina", (2026, 3, 5)),
        ("nästa tisdag", (2026, 3, 10)),
        ("på lördag", (2026, 3, 7)),
        ("next monday", (2026, 3, 9)),
        ("on Friday", (2026, 3, 6)),
        ("1. joulukuuta", (2026, 12, 1)),
        ("5. marraskuuta 2027", (2027, 11, 5)),
        ("1 december", (2026, 12, 1)),
        ("5 mars", (2026, 3, 5)),
        ("Tue 1 Dec 2026", (2026, 12, 1)),
        ("", None),
        ("1. lumikuuta", None),
        ("31.2.2026", None),
        ("32.1.", None),
        ("1.13.", None),
        ("joskus", None),
        ("ensi", None),
        ("0000-00-00", None),
        ("٣.٣.", (2026, 3, 3)),
    ],
)
def test_a_typed_day_is_understood(typed, day):
    assert parse_day(typed, TODAY) == (date(*day) if day else None)


@given(st.text(max_size=100), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_nothing_typed_makes_it_fall(typed, today):
    assert parse_day(typed, today) is None or isinstance(parse_day(typed, today), date)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_what_is_said_is_understood_again(day, today):
    for lang in ("fi", "sv", "en"):
        said = say_day(day, lang, today)
        if day >= today or str(day.year) in said:  # a day past without its year means the next one
            assert parse_day(said, today) == day
