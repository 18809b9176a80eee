"""Schedules made up by hypothesis: what people set, and what only a machine would."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from seurantalo.common.time import helsinki
from seurantalo.records.schemas import ScheduleRecord

DAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
# Days that trip calendars: both clock changes, month ends, leap days, New Year.
TRICKY = st.sampled_from(
    [
        date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 28), date(2026, 10, 24),
        date(2028, 2, 29), date(2024, 2, 29), date(2026, 1, 31), date(2026, 12, 31),
        date(2027, 1, 1), date(2026, 8, 31),
    ]
)  # fmt: skip
SOME_DAY = st.one_of(TRICKY, st.dates(date(2023, 1, 1), date(2029, 12, 31)))
CLOCK = st.sampled_from([(0, 0), (2, 30), (3, 0), (3, 30), (4, 0), (9, 0), (18, 0), (23, 30)])
STARTS = st.builds(
    lambda day, clock: datetime(day.year, day.month, day.day, *clock), SOME_DAY, CLOCK
)
LENGTHS = st.sampled_from([0, 15, 60, 90, 480, 900, 1440, 2640, 4320]).map(
    lambda minutes: timedelta(minutes=minutes)
)


def listing(values, most=3):
    return st.lists(values, min_size=1, max_size=most, unique=True).map(
        lambda chosen: ",".join(map(str, chosen))
    )


ORDINAL_DAYS = st.builds(
    lambda nth, day: f"{nth}{day}", st.sampled_from([-2, -1, 1, 2, 3, 4, 5]), DAYS
)
MONTHS, MONTH_DAYS = st.integers(1, 12), st.integers(1, 31) | st.integers(-31, -1)
FREQUENCIES = {
    "DAILY": {"BYMONTH": MONTHS, "BYDAY": DAYS, "BYMONTHDAY": MONTH_DAYS},
    "WEEKLY": {"BYMONTH": MONTHS, "BYDAY": DAYS},
    "MONTHLY": {"BYMONTH": MONTHS, "BYDAY": DAYS | ORDINAL_DAYS, "BYMONTHDAY": MONTH_DAYS},
    "YEARLY": {"BYMONTH": MONTHS, "BYDAY": DAYS | ORDINAL_DAYS, "BYMONTHDAY": MONTH_DAYS},
}


@st.composite
def rules(draw):
    freq = draw(st.sampled_from(list(FREQUENCIES)))
    parts = {"FREQ": freq}
    if draw(st.booleans()):
        parts["INTERVAL"] = str(draw(st.integers(1, 5)))
    for name, values in FREQUENCIES[freq].items():
        if draw(st.booleans()):
            parts[name] = draw(listing(values))
    days = parts.get("BYDAY", "").split(",")
    if len({day[:-2] == "" for day in days}) > 1:
        parts["BYDAY"] = ",".join(day for day in days if day[:-2])
    chosen = len(parts) > 1 + ("INTERVAL" in parts)
    if freq in ("MONTHLY", "YEARLY") and chosen and draw(st.integers(0, 3)) == 0:
        parts["BYSETPOS"] = draw(listing(st.sampled_from([1, 2, 3, -1, -2]), 2))
    if draw(st.booleans()):
        parts["WKST"] = draw(DAYS)
    if draw(st.integers(0, 3)) == 0:
        parts["COUNT"] = str(draw(st.integers(1, 30)))
    return ";".join(f"{name}={value}" for name, value in parts.items())


@st.composite
def schedules(draw):
    start = draw(STARTS)
    whole_day = draw(st.booleans())
    length = draw(
        st.sampled_from([1, 2, 3]).map(lambda days: timedelta(days=days)) if whole_day else LENGTHS
    )
    around = st.integers(-20, 400).map(lambda days: start + timedelta(days=days))
    return ScheduleRecord(
        kind=draw(st.sampled_from(["sessions", "opening_hours"])),
        dtstart=helsinki(start),
        duration=length,
        whole_day=whole_day,
        rrule=draw(st.just("") | rules()),
        rdates=tuple(map(helsinki, draw(st.lists(around, max_size=3)))),
        exdates=tuple(day.date() for day in draw(st.lists(around, max_size=3))),
        until=draw(st.none() | around.map(lambda day: max(day, start).date())),
    )
