"""Schedules as a notice board says them: each sentence was read by somebody who speaks it."""

from datetime import date, datetime, time, timedelta

import pytest

from seurantalo.activities.recurrence import dates, monthly_nth, weekly
from seurantalo.activities.wording import describe
from seurantalo.common.time import HELSINKI
from seurantalo.records.schemas import ScheduleRecord

HOUR = timedelta(hours=1)
JANUARY = date(2026, 1, 12)


def at(*clock):
    return datetime(*clock, tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("schedule", "fi", "sv", "en"),
    [
        (
            weekly([1], time(18), time(19, 30), first=JANUARY),
            "tiistaisin klo 18–19.30",
            "tisdagar kl. 18–19.30",
            "Tuesdays 18:00–19:30",
        ),
        (
            weekly(
                [1], time(18), time(19, 30), first=JANUARY, interval=2, exdates=[date(2026, 2, 10)]
            ),
            "joka toinen tiistai klo 18–19.30, ei 10.2.",
            "varannan tisdag kl. 18–19.30, inte 10.2",
            "every other Tuesday 18:00–19:30, not 10 Feb",
        ),
        (
            weekly([0, 3], time(10), time(12), first=JANUARY, until=date(2026, 5, 24)),
            "maanantaisin ja torstaisin klo 10–12, 12.1.–24.5.",
            "måndagar och torsdagar kl. 10–12, 12.1–24.5",
            "Mondays and Thursdays 10:00–12:00, 12 Jan – 24 May",
        ),
        (
            weekly([0, 1, 2, 3, 4], time(9), time(15), first=JANUARY),
            "maanantaista perjantaihin klo 9–15",
            "måndag–fredag kl. 9–15",
            "Monday to Friday 9:00–15:00",
        ),
        (
            weekly([2, 3, 4, 6], time(9), time(15), first=JANUARY),
            "keskiviikosta perjantaihin ja sunnuntaisin klo 9–15",
            "onsdag–fredag och söndagar kl. 9–15",
            "Wednesday to Friday and Sundays 9:00–15:00",
        ),
        (
            weekly([5, 6], time(9), time(15), first=JANUARY),
            "lauantaisin ja sunnuntaisin klo 9–15",
            "lördagar och söndagar kl. 9–15",
            "Saturdays and Sundays 9:00–15:00",
        ),
        (
            weekly(range(7), time(9), time(15), first=JANUARY),
            "joka päivä klo 9–15",
            "varje dag kl. 9–15",
            "every day 9:00–15:00",
        ),
        (
            weekly([0, 3], time(10), time(12), first=JANUARY, interval=2),
            "joka toinen viikko maanantaisin ja torstaisin klo 10–12",
            "varannan vecka på måndagar och torsdagar kl. 10–12",
            "every other week on Mondays and Thursdays 10:00–12:00",
        ),
        (
            weekly([1], time(10), time(12), first=JANUARY, interval=3),
            "joka kolmas viikko tiistaisin klo 10–12",
            "var tredje vecka på tisdagar kl. 10–12",
            "every 3 weeks on Tuesdays 10:00–12:00",
        ),
        (
            weekly([1], time(10), time(12), first=JANUARY, interval=6),
            "joka 6. viikko tiistaisin klo 10–12",
            "var 6:e vecka på tisdagar kl. 10–12",
            "every 6 weeks on Tuesdays 10:00–12:00",
        ),
        (
            weekly([0, 1, 2], time(10), time(12), first=JANUARY, interval=4),
            "joka neljäs viikko maanantaista keskiviikkoon klo 10–12",
            "var fjärde vecka måndag–onsdag kl. 10–12",
            "every 4 weeks Monday to Wednesday 10:00–12:00",
        ),
        (
            monthly_nth(-1, 2, time(17), None, first=JANUARY),
            "joka kuun viimeinen keskiviikko klo 17",
            "sista onsdagen varje månad kl. 17",
            "the last Wednesday of every month at 17:00",
        ),
        (
            monthly_nth(1, 0, time(17), None, first=JANUARY, interval=2),
            "joka toisen kuun ensimmäinen maanantai klo 17",
            "första måndagen varannan månad kl. 17",
            "the first Monday of every other month at 17:00",
        ),
        (
            monthly_nth(1, 0, time(17), None, first=JANUARY, interval=3),
            "joka kolmannen kuun ensimmäinen maanantai klo 17",
            "första måndagen var tredje månad kl. 17",
            "the first Monday of the month, every 3 months at 17:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 1, 12, 18), rrule="FREQ=MONTHLY;BYDAY=1MO,3MO"),
            "joka kuun ensimmäinen ja kolmas maanantai klo 18–19",
            "första och tredje måndagen varje månad kl. 18–19",
            "the first and third Monday of every month 18:00–19:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 1, 12, 18), rrule="FREQ=MONTHLY;BYDAY=1MO,-1TH"),
            "joka kuun ensimmäinen maanantai ja viimeinen torstai klo 18–19",
            "första måndagen och sista torsdagen varje månad kl. 18–19",
            "the first Monday and last Thursday of every month 18:00–19:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 1, 12, 18), rrule="FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-2"),
            "joka kuun toiseksi viimeinen maanantai klo 18–19",
            "näst sista måndagen varje månad kl. 18–19",
            "the second to last Monday of every month 18:00–19:00",
        ),
        (
            ScheduleRecord(
                dtstart=at(2026, 1, 12, 18), rrule="FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
            ),
            "joka kuun viimeinen arkipäivä klo 18–19",
            "sista vardagen varje månad kl. 18–19",
            "the last weekday of every month 18:00–19:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 1, 12, 18), rrule="FREQ=MONTHLY;BYMONTHDAY=1,15"),
            "joka kuun 1. ja 15. päivä klo 18–19",
            "den 1 och den 15 varje månad kl. 18–19",
            "the 1st and 15th of every month 18:00–19:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 1, 12, 18), rrule="FREQ=MONTHLY;BYMONTHDAY=-1"),
            "joka kuun viimeinen päivä klo 18–19",
            "sista dagen varje månad kl. 18–19",
            "the last day of every month 18:00–19:00",
        ),
        (
            ScheduleRecord(
                dtstart=at(2026, 1, 12, 18), rrule="FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"
            ),
            "vaihtelevina päivinä klo 18–19",
            "på varierande dagar kl. 18–19",
            "on varying days 18:00–19:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 1, 12, 18), rrule="FREQ=DAILY"),
            "joka päivä klo 18–19",
            "varje dag kl. 18–19",
            "every day 18:00–19:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 1, 12, 18), rrule="FREQ=DAILY;INTERVAL=2"),
            "joka toinen päivä klo 18–19",
            "varannan dag kl. 18–19",
            "every other day 18:00–19:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 1, 12, 18), rrule="FREQ=DAILY;INTERVAL=3;COUNT=5"),
            "joka kolmas päivä klo 18–19, 12.1. alkaen, 5 kertaa",
            "var tredje dag kl. 18–19, från 12.1, 5 gånger",
            "every 3 days 18:00–19:00, from 12 Jan, 5 times",
        ),
        (
            ScheduleRecord(
                dtstart=at(2026, 1, 12, 18), rrule="FREQ=WEEKLY;COUNT=10", duration=2 * HOUR
            ),
            "maanantaisin klo 18–20, 12.1. alkaen, 10 kertaa",
            "måndagar kl. 18–20, från 12.1, 10 gånger",
            "Mondays 18:00–20:00, from 12 Jan, 10 times",
        ),
        (
            ScheduleRecord(
                dtstart=at(2026, 1, 12, 18), rrule="FREQ=WEEKLY;COUNT=1", duration=2 * HOUR
            ),
            "ma 12.1. klo 18–20",
            "mån 12.1 kl. 18–20",
            "Mon 12 Jan 18:00–20:00",
        ),
        (
            ScheduleRecord(
                dtstart=at(2026, 12, 6), whole_day=True, duration=24 * HOUR, rrule="FREQ=YEARLY"
            ),
            "joka vuosi 6.12. koko päivän",
            "varje år 6.12 hela dagen",
            "every year on 6 Dec all day",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 5, 1, 12), rrule="FREQ=YEARLY;BYMONTH=5;BYDAY=2SU"),
            "joka vuosi toukokuun toisena sunnuntaina klo 12–13",
            "varje år andra söndagen i maj kl. 12–13",
            "every year on the second Sunday of May 12:00–13:00",
        ),
        (
            ScheduleRecord(
                dtstart=at(2026, 5, 1, 12), rrule="FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=2SU"
            ),
            "joka toinen vuosi toukokuun toisena sunnuntaina klo 12–13",
            "vartannat år andra söndagen i maj kl. 12–13",
            "every other year on the second Sunday of May 12:00–13:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 5, 1, 12), rrule="FREQ=WEEKLY;BYMONTH=5,6,7,8"),
            "perjantaisin klo 12–13 touko–elokuussa",
            "fredagar kl. 12–13 i maj–augusti",
            "Fridays 12:00–13:00 in May–August",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 5, 1, 12), rrule="FREQ=WEEKLY;BYMONTH=7"),
            "perjantaisin klo 12–13 heinäkuussa",
            "fredagar kl. 12–13 i juli",
            "Fridays 12:00–13:00 in July",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 5, 1, 12), rrule="FREQ=WEEKLY;BYMONTH=1,2,4,9,10,11"),
            "perjantaisin klo 12–13 tammi-, helmi-, huhti- ja syys–marraskuussa",
            "fredagar kl. 12–13 i januari, februari, april och september–november",
            "Fridays 12:00–13:00 in January, February, April and September–November",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 6, 5, 18), duration=15 * HOUR, rrule="FREQ=WEEKLY"),
            "pe klo 18 – la klo 9",
            "fre kl. 18 – lör kl. 9",
            "Fri 18:00 – Sat 9:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 6, 5, 21), duration=5 * HOUR, rrule="FREQ=WEEKLY"),
            "perjantaisin klo 21–2",
            "fredagar kl. 21–2",
            "Fridays 21:00–2:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 6, 5, 18), duration=15 * HOUR, rrule="FREQ=DAILY"),
            "joka päivä klo 18 – seuraavana päivänä klo 9",
            "varje dag kl. 18 – följande dag kl. 9",
            "every day 18:00 – 9:00 the next day",
        ),
        (
            ScheduleRecord(
                dtstart=at(2026, 6, 5, 18), duration=44 * HOUR, rrule="FREQ=MONTHLY;BYDAY=1FR"
            ),
            "joka kuun ensimmäinen perjantai klo 18 – 2 päivää myöhemmin klo 14",
            "första fredagen varje månad kl. 18 – 2 dagar senare kl. 14",
            "the first Friday of every month 18:00 – 14:00 2 days later",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 6, 5, 18), duration=44 * HOUR),
            "pe 5.6. klo 18 – su 7.6. klo 14",
            "fre 5.6 kl. 18 – sön 7.6 kl. 14",
            "Fri 5 Jun 18:00 – Sun 7 Jun 14:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 6, 5, 18), duration=15 * HOUR),
            "pe 5.6. klo 18 – la 6.6. klo 9",
            "fre 5.6 kl. 18 – lör 6.6 kl. 9",
            "Fri 5 Jun 18:00 – Sat 6 Jun 9:00",
        ),
        (
            dates([at(2026, 3, 3, 18), at(2026, 3, 18, 18), at(2026, 4, 2, 18)], timedelta()),
            "ti 3.3., ke 18.3. ja to 2.4. klo 18",
            "tis 3.3, ons 18.3 och tors 2.4 kl. 18",
            "Tue 3 Mar, Wed 18 Mar and Thu 2 Apr at 18:00",
        ),
        (
            dates([at(2026, 3, 3, 18), at(2026, 3, 18, 17), at(2026, 4, 2, 18)], HOUR),
            "ti 3.3. klo 18–19, ke 18.3. klo 17–18 ja to 2.4. klo 18–19",
            "tis 3.3 kl. 18–19, ons 18.3 kl. 17–18 och tors 2.4 kl. 18–19",
            "Tue 3 Mar 18:00–19:00, Wed 18 Mar 17:00–18:00 and Thu 2 Apr 18:00–19:00",
        ),
        (
            dates([at(2026, 3, 3, 18)], 2 * HOUR),
            "ti 3.3. klo 18–20",
            "tis 3.3 kl. 18–20",
            "Tue 3 Mar 18:00–20:00",
        ),
        (
            dates([at(2026, 3, 3, 18) + timedelta(days=9 * n) for n in range(12)], 2 * HOUR),
            "ti 3.3., to 12.3., la 21.3., ma 30.3., ke 8.4., pe 17.4., su 26.4. ja 5 muuta kertaa klo 18–20",
            "tis 3.3, tors 12.3, lör 21.3, mån 30.3, ons 8.4, fre 17.4, sön 26.4 och 5 gånger till kl. 18–20",
            "Tue 3 Mar, Thu 12 Mar, Sat 21 Mar, Mon 30 Mar, Wed 8 Apr, Fri 17 Apr, Sun 26 Apr and 5 more times 18:00–20:00",
        ),
        (
            dates([at(2026, 7, 4)], 48 * HOUR, whole_day=True),
            "la–su 4.–5.7.",
            "lör–sön 4–5.7",
            "Sat–Sun 4–5 Jul",
        ),
        (dates([at(2026, 7, 4)], 24 * HOUR, whole_day=True), "la 4.7.", "lör 4.7", "Sat 4 Jul"),
        (
            dates([at(2026, 7, 31)], 72 * HOUR, whole_day=True),
            "pe–su 31.7.–2.8.",
            "fre–sön 31.7–2.8",
            "Fri–Sun 31 Jul – 2 Aug",
        ),
        (dates([at(2026, 6, 1)], 24 * 30 * HOUR, whole_day=True), "1.–30.6.", "1–30.6", "1–30 Jun"),
        (
            ScheduleRecord(
                dtstart=at(2026, 7, 4), whole_day=True, duration=24 * HOUR, rrule="FREQ=WEEKLY"
            ),
            "lauantaisin koko päivän",
            "lördagar hela dagen",
            "Saturdays all day",
        ),
        (
            ScheduleRecord(
                dtstart=at(2026, 7, 4),
                whole_day=True,
                duration=48 * HOUR,
                rrule="FREQ=MONTHLY;BYDAY=1SA",
            ),
            "joka kuun ensimmäinen lauantai 2 päivää kerrallaan",
            "första lördagen varje månad 2 dagar åt gången",
            "the first Saturday of every month 2 days at a time",
        ),
        (
            weekly(
                [1],
                time(18),
                time(19),
                first=date(2026, 9, 1),
                exdates=[
                    date(2026, 12, 22),
                    date(2026, 12, 29),
                    date(2027, 1, 5),
                    date(2026, 10, 13),
                ],
            ),
            "tiistaisin klo 18–19, ei 13.10. eikä 22.12.–5.1.",
            "tisdagar kl. 18–19, inte 13.10 eller 22.12–5.1",
            "Tuesdays 18:00–19:00, not 13 Oct or 22 Dec – 5 Jan",
        ),
        (
            weekly([1], time(18), time(19), first=date(2026, 9, 1), until=date(2027, 8, 30)),
            "tiistaisin klo 18–19, 1.9.2026–30.8.2027",
            "tisdagar kl. 18–19, 1.9.2026–30.8.2027",
            "Tuesdays 18:00–19:00, 1 Sep 2026 – 30 Aug 2027",
        ),
        (
            weekly(
                [1],
                time(18),
                time(19),
                first=date(2026, 9, 1),
                exdates=[date(2026, 9, 8) + timedelta(days=14 * n) for n in range(9)],
            ),
            "tiistaisin klo 18–19, ei 8.9., 22.9., 6.10., 20.10., 3.11. eikä 4 muuna kertana",
            "tisdagar kl. 18–19, inte 8.9, 22.9, 6.10, 20.10, 3.11 eller 4 andra gånger",
            "Tuesdays 18:00–19:00, not 8 Sep, 22 Sep, 6 Oct, 20 Oct, 3 Nov or 4 other times",
        ),
        (
            weekly([1], time(18), time(19), first=date(2026, 9, 1)).model_copy(
                update={"rdates": (at(2026, 12, 5, 10),)}
            ),
            "tiistaisin klo 18–19, lisäksi la 5.12. klo 10–11",
            "tisdagar kl. 18–19, dessutom lör 5.12 kl. 10–11",
            "Tuesdays 18:00–19:00, also Sat 5 Dec 10:00–11:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 6, 5, 18), exdates=(date(2026, 6, 5),)),
            "ei sovittuja aikoja",
            "inga avtalade tider",
            "no times agreed",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 6, 5, 18), rrule="garbage"),
            "pe 5.6. klo 18–19",
            "fre 5.6 kl. 18–19",
            "Fri 5 Jun 18:00–19:00",
        ),
        (
            ScheduleRecord(dtstart=at(2026, 6, 5, 0), duration=24 * HOUR, rrule="FREQ=DAILY"),
            "joka päivä ympäri vuorokauden",
            "varje dag dygnet runt",
            "every day around the clock",
        ),
    ],
)
def test_a_schedule_in_words(schedule, fi, sv, en):
    assert describe(schedule) == {"fi": fi, "sv": sv, "en": en}
