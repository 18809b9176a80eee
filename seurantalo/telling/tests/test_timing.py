"""Times by taps are the same sentence that one could have typed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from seurantalo.common.time import HELSINKI
from seurantalo.telling import timing

TODAY = date(2026, 11, 21)
TAPS = {"rhythm": "weekly", "weekdays": ["1"], "starts": "18:00", "ends": "19:30"}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "tiistaisin klo 18–19.30"),
        ({"weekdays": ["1", "3"]}, "tiistaisin ja torstaisin klo 18–19.30"),
        ({"rhythm": "fortnightly", "first": "24.11."},
         "joka toinen tiistai klo 18–19.30, 24.11.2026 alkaen"),
        ({"rhythm": "monthly", "nth": "-1", "ends": ""}, "kuukauden viimeinen tiistai klo 18"),
        ({"season": "spring", "skip": "17.2."},
         "tiistaisin klo 18–19.30, 10.1.2027–31.5.2027, ei 17.2."),
        ({"rhythm": "once", "first": "12.3.2027"}, "12.3.2027 klo 18–19.30"),
        ({"rhythm": "dates", "dates": "3.12., 17.12. ja 14.1.", "weekdays": []},
         "3.12., 17.12. ja 14.1. klo 18–19.30"),
        ({"rhythm": "dates", "dates": "3.12.\r\n17.12."}, "3.12., 17.12. klo 18–19.30"),
        ({"last": "24.5.2027"}, "tiistaisin klo 18–19.30, 24.5.2027 asti"),
    ],
)  # fmt: skip
def test_taps_make_a_sentence_that_is_understood(more, sentence):
    said = timing.sentence({**TAPS, **more}, "fi", TODAY)
    assert said == sentence
    assert timing.read_times(said, TODAY)


@pytest.mark.parametrize("lang", ["fi", "sv", "en", "se"])
@pytest.mark.parametrize("rhythm", ["weekly", "fortnightly", "monthly", "once"])
def test_in_every_language(lang, rhythm):
    taps = {**TAPS, "rhythm": rhythm, "nth": "2", "first": "1.12.2026"}
    schedules = timing.read_times(timing.sentence(taps, lang, TODAY), TODAY)
    first = timing.next_times(schedules, datetime(2026, 11, 21, tzinfo=HELSINKI), 1)[0]
    assert (first.start.hour, first.end.minute) == (18, 30)


def test_too_few_taps_are_no_sentence():
    assert timing.sentence({"rhythm": "weekly", "weekdays": ["1"]}, "fi", TODAY) == ""
    assert timing.sentence({"starts": "18:00"}, "fi", TODAY) == ""


def test_a_term_is_one_that_is_not_over():
    assert [season.code for season in timing.seasons(TODAY)] == ["autumn", "spring"]
    assert [season.code for season in timing.seasons(date(2026, 12, 20))] == ["spring", "autumn"]
    assert timing.seasons(date(2026, 12, 20))[0].first == date(2027, 1, 10)


def test_next_dates_leave_out_exceptions():
    schedules = timing.read_times("tiistaisin klo 18–19, ei 1.12.", TODAY)
    coming = timing.next_times(schedules, datetime(2026, 11, 21, tzinfo=HELSINKI), 2)
    assert [span.start.day for span in coming] == [24, 8]
