"""A calendar shows every entry on the days it touches, and never loses one."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI
from seurantalo.ui.calendar import Entry, agenda, month

TODAY = date(2026, 12, 1)


def entry(start: datetime, hours: float = 1, name: str = "Kuoro") -> Entry:
    start = start.replace(tzinfo=HELSINKI)
    return Entry(start, start + timedelta(hours=hours), Text(fi=name), "/toiminta/1")


def squares(*entries: Entry):
    shown = month(TODAY, entries, TODAY, lambda day: f"/kalenteri?pvm={day}")
    return {day.date: day for week in shown.weeks for day in week}


def test_a_month_is_whole_weeks_from_monday():
    days = squares()
    assert min(days) == date(2026, 11, 30) and max(days) == date(2027, 1, 3)
    assert not days[date(2026, 11, 30)].in_month
    assert [d for d in days.values() if d.today] == [days[TODAY]]


def test_a_dance_that_ends_in_the_night_is_on_its_own_evening():
    days = squares(entry(datetime(2026, 12, 4, 20), hours=6))
    assert days[date(2026, 12, 4)].entries and not days[date(2026, 12, 5)].entries


def test_a_camp_is_on_each_of_its_days():
    days = squares(entry(datetime(2026, 12, 4, 18), hours=44))
    assert [d for d in days if days[d].entries] == [date(2026, 12, n) for n in (4, 5, 6)]


def test_a_full_day_tells_how_many_more_there_are():
    busy = squares(*(entry(datetime(2026, 12, 4, 9 + n)) for n in range(6)))[date(2026, 12, 4)]
    assert (len(busy.entries), busy.more) == (3, 3)
    four = squares(*(entry(datetime(2026, 12, 4, 9 + n)) for n in range(4)))[date(2026, 12, 4)]
    assert (len(four.entries), four.more) == (4, 0)  # "1 more" takes as much room as the one


@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime(2026, 11, 30), datetime(2027, 1, 3, 12)), st.floats(0.25, 11.5)
        )
    )
)
def test_nothing_is_lost_between_month_and_agenda(times):
    entries = [entry(start, hours) for start, hours in times]
    days = squares(*entries)
    assert sum(len(d.entries) + d.more for d in days.values()) == len(entries)
    listed = agenda(entries, min(days), max(days))
    assert sum(len(each) for _day, each in listed) == len(entries)
    assert [day for day, _each in listed] == sorted(day for day, _each in listed)
