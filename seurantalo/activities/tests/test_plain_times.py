"""Times as associations write them are understood, or said not to be."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seurantalo.activities import recurrence
from seurantalo.activities.plain_times import NotUnderstood, is_vague, parse

MONDAY = date(2026, 3, 2)


def said(text, today=MONDAY):
    """The schedules in short: "Tue 03.03.2026 18.00 90min WEEKLY;BYDAY=TU"."""
    found = []
    for one in parse(text, today):
        parts = [f"{one.dtstart:%a %d.%m.%Y %H.%M}", f"{one.duration // timedelta(minutes=1)}min"]
        parts += [one.rrule.removeprefix("FREQ=")] if one.rrule else []
        parts += [f"until {one.until:%d.%m.%Y}"] if one.until else []
        parts += [f"not {day:%d.%m.%Y}" for day in one.exdates]
        parts += [f"and {day:%d.%m.}" for day in one.rdates]
        found.append(" ".join(parts))
    return "; ".join(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ti klo 18-19.30", "Tue 03.03.2026 18.00 90min WEEKLY;BYDAY=TU"),
        ("3.4., 17.4. ja 14.5. klo 18", "Fri 03.04.2026 18.00 0min and 17.04. and 14.05."),
        ("3., 10. ja 17.4. klo 18–19", "Fri 03.04.2026 18.00 60min and 10.04. and 17.04."),
        ("3. & 17.4.2027 klo 18", "Sat 03.04.2027 18.00 0min and 17.04."),
        ("3.4.\n17.4.\nto 14.5. klo 18", "Fri 03.04.2026 18.00 0min and 17.04. and 14.05."),
        ("klo 18–20\n3.4\n17.4", "Fri 03.04.2026 18.00 120min and 17.04."),
        ("kuukauden viimeinen keskiviikko klo 18", "Wed 25.03.2026 18.00 0min MONTHLY;BYDAY=-1WE"),
        ("joka kuun toinen ja neljäs ti klo 18", "Tue 10.03.2026 18.00 0min MONTHLY;BYDAY=2TU,4TU"),
        (
            "1. och 3. måndagen i varje månad kl 18",
            "Mon 02.03.2026 18.00 0min MONTHLY;BYDAY=1MO,3MO",
        ),
        ("ti 18-19:30", "Tue 03.03.2026 18.00 90min WEEKLY;BYDAY=TU"),
        ("tiistaisin klo 18", "Tue 03.03.2026 18.00 0min WEEKLY;BYDAY=TU"),
        ("Ti 18.30", "Tue 03.03.2026 18.30 0min WEEKLY;BYDAY=TU"),
        ("joka tiistai klo 10–11.30", "Tue 03.03.2026 10.00 90min WEEKLY;BYDAY=TU"),
        ("ma, ke ja pe klo 9-15", "Mon 02.03.2026 09.00 360min WEEKLY;BYDAY=MO,WE,FR"),
        ("maanantaisin ja torstaisin klo 10–12", "Mon 02.03.2026 10.00 120min WEEKLY;BYDAY=MO,TH"),
        ("arkisin 9-16", "Mon 02.03.2026 09.00 420min WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("viikonloppuisin klo 12-14", "Sat 07.03.2026 12.00 120min WEEKLY;BYDAY=SA,SU"),
        (
            "ma–pe klo 9–15, la klo 10–14",
            "Mon 02.03.2026 09.00 360min WEEKLY;BYDAY=MO,TU,WE,TH,FR; "
            "Sat 07.03.2026 10.00 240min WEEKLY;BYDAY=SA",
        ),
        (
            "ke klo 18.00-19.30; to klo 9",
            "Wed 04.03.2026 18.00 90min WEEKLY;BYDAY=WE; Thu 05.03.2026 09.00 0min WEEKLY;BYDAY=TH",
        ),
        ("pe klo 20-02", "Fri 06.03.2026 20.00 360min WEEKLY;BYDAY=FR"),
        ("joka toinen ti 18–19.30", "Tue 03.03.2026 18.00 90min WEEKLY;INTERVAL=2;BYDAY=TU"),
        (
            "joka toinen tiistai klo 18–19.30, 1.9.–31.5., ei 24.12.",
            "Tue 02.09.2025 18.00 90min WEEKLY;INTERVAL=2;BYDAY=TU until 31.05.2026 not 24.12.2025",
        ),
        (
            "1.9.2026-31.5.2027 joka ke klo 17",
            "Wed 02.09.2026 17.00 0min WEEKLY;BYDAY=WE until 31.05.2027",
        ),
        (
            "parillisten viikkojen tiistaisin klo 13-15",
            "Tue 03.03.2026 13.00 120min WEEKLY;INTERVAL=2;BYDAY=TU",
        ),
        (
            "parittomina viikkoina ti klo 13-15",
            "Tue 10.03.2026 13.00 120min WEEKLY;INTERVAL=2;BYDAY=TU",
        ),
        ("ti klo 18, 1.9. alkaen", "Tue 01.09.2026 18.00 0min WEEKLY;BYDAY=TU"),
        (
            "ti klo 18-20, 31.5. asti, ei 7.4. ja 5.5.",
            "Tue 03.03.2026 18.00 120min WEEKLY;BYDAY=TU until 31.05.2026 "
            "not 07.04.2026 not 05.05.2026",
        ),
        ("joka kuun viimeinen keskiviikko klo 17", "Wed 25.03.2026 17.00 0min MONTHLY;BYDAY=-1WE"),
        ("kuukauden ensimmäinen ma klo 18", "Mon 02.03.2026 18.00 0min MONTHLY;BYDAY=1MO"),
        ("ti 3.3. klo 18-20", "Tue 03.03.2026 18.00 120min"),
        ("3.3., 18.3. ja 2.4. klo 18", "Tue 03.03.2026 18.00 0min and 18.03. and 02.04."),
        ("5.-6.7.", "Sun 05.07.2026 00.00 2880min"),
        ("1.6.-31.8. ti klo 10-16", "Tue 02.06.2026 10.00 360min WEEKLY;BYDAY=TU until 31.08.2026"),
        ("1.10-31.12 ti klo 18", "Tue 06.10.2026 18.00 0min WEEKLY;BYDAY=TU until 31.12.2026"),
        ("torstaina 12.3.2026 klo 17.30-19", "Thu 12.03.2026 17.30 90min"),
        (
            "varannan tisdag kl. 18–19.30, inte 31.3.",
            "Tue 03.03.2026 18.00 90min WEEKLY;INTERVAL=2;BYDAY=TU not 31.03.2026",
        ),
        (
            "every other Tuesday 18:00-19:30",
            "Tue 03.03.2026 18.00 90min WEEKLY;INTERVAL=2;BYDAY=TU",
        ),
    ],
)
def test_understood(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("kesäisin ti klo 18", "kesäisin"),
        ("ti klo 29", "29"),
        ("31.2. klo 18", "31.2."),
        ("ti", "Kellonaika puuttuu"),
        ("klo 18", "Viikonpäivä tai päivämäärä puuttuu"),
        ("1.9.–31.5.", "Kellonaika puuttuu"),
        ("lauantai 5.7. klo 10", "on toinen viikonpäivä"),  # 5 July 2026 is a Sunday
        ("joka kuun 1. ti ja ke klo 10", "jokainen kuukauden viikonpäivä omana"),
        ("kun keritään", "kun keritään"),
    ],
)
def test_not_understood_says_which_part(text, part):
    with pytest.raises(NotUnderstood, match=part):
        parse(text, MONDAY)


def test_open_doors_are_opening_hours():
    (schedule,) = parse("avoinna ma-pe 9-15", MONDAY)
    assert schedule.kind == "opening_hours"


def test_every_other_week_without_a_first_day_is_vague():
    assert is_vague("joka toinen ti klo 18")
    assert not is_vague("joka toinen ti klo 18, 1.9. alkaen")
    assert not is_vague("parillisina viikkoina ti klo 18")


WORDS = st.sampled_from(
    [
        "ti",
        "ma-pe",
        "klo",
        "18",
        "18-19.30",
        "1.9.",
        "-31.5.",
        "ei",
        "24.12.",
        "joka",
        "toinen",
        "kuun",
        "viimeinen",
        "alkaen",
        "asti",
        ",",
        ";",
        "ja",
        "avoinna",
        "parillisina",
        "viikkoina",
        "5.-6.7.",
        "1.1.2030",
        "31.12.2099-",
        "29.2.",
        "25",
        "99.99.",
        "\n",
        "-",
    ]
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=40),
    st.dates(date(2020, 1, 1), date(2090, 1, 1)),
)
def test_whatever_is_written_is_a_possible_time_or_not_understood(text, today):
    try:
        found = parse(text, today)
    except NotUnderstood as error:
        assert str(error)
    else:
        assert all(not recurrence.check(schedule) for schedule in found)


def test_every_other_week_begins_with_the_first_of_its_days():
    (schedule,) = parse("joka toinen ke klo 18, 3.12.–31.1.", MONDAY)  # a Thursday
    assert schedule.dtstart.date().isoformat() == "2026-12-09"
    (twice,) = parse("joka toinen ti, to klo 18, 2.12.–31.1.", MONDAY)  # a Wednesday
    assert twice.dtstart.date().isoformat() == "2026-12-03"
