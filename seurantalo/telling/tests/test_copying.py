"""The same club next autumn: weekdays and hours stay, the dates are new."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.activities import recurrence
from seurantalo.activities.tests.factories import TUESDAYS, activity, activity_content, at
from seurantalo.common.time import HELSINKI, helsinki, local_day
from seurantalo.organizations.tests.factories import NILSIA, member
from seurantalo.records.content import OccurrenceChange
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.telling import copying
from seurantalo.telling.models import NoticeTemplate, Report

AUTUMN, CHRISTMAS = date(2026, 9, 1), date(2026, 12, 15)
START = datetime(2026, 1, 13, 18, tzinfo=HELSINKI)


def club(*schedules, **told):
    return activity_content(channels=(at(NILSIA, *schedules, **told),))


def moved(*schedules, first=AUTUMN, last=CHRISTMAS):
    content = copying.next_season(club(*schedules), first, last)
    return content.channels[0].schedules


def days(schedule, many=3):
    begin = helsinki(datetime(2026, 1, 1))
    spans = recurrence.expand(schedule, begin, begin + timedelta(days=800))
    return [local_day(span.start) for _n, span in zip(range(many), spans, strict=False)]


def test_the_weekday_and_the_hour_stay():
    old = TUESDAYS.model_copy(update={"until": date(2026, 5, 26), "exdates": (date(2026, 2, 17),)})
    (new,) = moved(old)
    assert new.dtstart == datetime(2026, 9, 1, 18, tzinfo=HELSINKI)
    assert (new.until, new.exdates, new.duration) == (CHRISTMAS, (), old.duration)
    assert days(new) == [date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 15)]


def test_it_begins_on_the_first_right_weekday():
    (new,) = moved(TUESDAYS, first=date(2026, 9, 2))
    assert days(new, 1) == [date(2026, 9, 8)]


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("FREQ=WEEKLY", date(2026, 9, 1)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", date(2026, 9, 3)),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260526T235959", date(2026, 9, 1)),
        ("FREQ=WEEKLY;COUNT=10", date(2026, 9, 1)),
        ("FREQ=MONTHLY;BYDAY=2TU", date(2026, 9, 8)),
        ("FREQ=MONTHLY;BYDAY=-1TU", date(2026, 9, 29)),
        ("FREQ=MONTHLY", date(2026, 9, 13)),
        ("FREQ=DAILY", date(2026, 9, 1)),
    ],
)
def test_every_rhythm_goes_on(rule, first):
    (new,) = moved(ScheduleRecord(dtstart=START, rrule=rule))
    assert days(new, 1) == [first]
    assert "UNTIL" not in new.rrule
    assert "COUNT" not in new.rrule
    assert recurrence.check(new) == []


def test_single_dates_move_by_whole_weeks_and_late_ones_are_left_out():
    old = ScheduleRecord(
        dtstart=START, rdates=(START + timedelta(weeks=3), START + timedelta(weeks=30))
    )
    (new,) = moved(old)
    assert days(new) == [date(2026, 9, 1), date(2026, 9, 22)]


def test_several_times_keep_their_distance():
    later = ScheduleRecord(dtstart=START + timedelta(weeks=2, days=1))
    first, second = moved(ScheduleRecord(dtstart=START), later)
    assert days(second, 1)[0] - days(first, 1)[0] == timedelta(weeks=2, days=1)


def test_until_further_notice():
    (new,) = moved(TUESDAYS, last=None)
    assert new.until is None


@pytest.mark.parametrize("last", [date(2026, 8, 1), date(2030, 1, 1)])
def test_days_in_the_wrong_order_are_refused(last):
    with pytest.raises(ValidationError):
        moved(TUESDAYS, last=last)


def test_a_season_in_which_nothing_happens_is_refused():
    with pytest.raises(ValidationError):
        moved(TUESDAYS, first=date(2026, 9, 2), last=date(2026, 9, 5))


@given(
    st.sampled_from(["FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=1TH"]),
    st.dates(date(2026, 6, 1), date(2028, 6, 1)),
)
def test_never_before_the_first_day(rule, first):
    old = ScheduleRecord(dtstart=START, rrule=rule)
    (new,) = moved(old, first=first, last=first + timedelta(days=120))
    assert first <= local_day(new.dtstart) < first + timedelta(days=62)
    assert new.dtstart.astimezone(HELSINKI).hour == 18


def test_cancelled_times_and_confirmations_stay_behind():
    off = OccurrenceChange(original_start=START)
    content = copying.fresh(
        club(TUESDAYS, changes=(off,)).model_copy(update={"assured_date": AUTUMN, "source": "ptv"})
    )
    assert content.channels[0].changes == ()
    assert (content.assured_date, content.source) == (None, "")


@pytest.mark.parametrize(
    ("told", "last"),
    [
        ({"rrule": "FREQ=WEEKLY"}, None),
        ({"rrule": "FREQ=WEEKLY", "until": date(2026, 5, 26)}, date(2026, 5, 26)),
        ({"rrule": "FREQ=WEEKLY;UNTIL=20260526T235959"}, date(2026, 5, 26)),
        ({"rrule": "FREQ=WEEKLY;COUNT=3"}, date(2026, 1, 27)),
        ({"rdates": (START + timedelta(weeks=2),)}, date(2026, 1, 27)),
    ],
)
def test_the_last_day_of_a_season(told, last):
    assert copying.season_of(club(ScheduleRecord(dtstart=START, **told))) == (
        date(2026, 1, 13),
        last,
    )


@pytest.fixture
def hers(client, aino, friends):
    client.force_login(aino)
    return client


def copy(client, notice, **told):
    return client.post(reverse("copy-activity", args=[notice.pk]), told)


def test_the_next_season_is_looked_over_before_it_is_sent(hers, friends):
    notice = activity("Kuoro", of=friends)
    answer = copy(hers, notice, how="season", first="1.9.2026", last="15.12.2026")
    report = Report.objects.get()
    assert answer.url == reverse("report-summary", args=[report.pk])
    assert (report.title, report.organization, report.activity) == ("Kuoro", friends, None)
    (schedule,) = report.content.channels[0].schedules
    assert local_day(schedule.dtstart) == AUTUMN
    assert hers.get(answer.url).status_code == 200


def test_a_plain_copy(hers, friends):
    notice = activity("Kuoro", of=friends)
    copy(hers, notice, how="same")
    assert Report.objects.get().content.channels[0].schedules == (TUESDAYS,)


@pytest.mark.parametrize(
    ("first", "last"), [("", ""), ("joskus", ""), ("1.9.2026", "1.8.2026"), ("31.2.", "")]
)
def test_a_mistake_is_told_and_nothing_is_lost(hers, friends, first, last):
    notice = activity("Kuoro", of=friends)
    answer = copy(hers, notice, how="season", first=first, last=last)
    assert answer.status_code == 422
    assert not Report.objects.exists()
    if first:
        assert f'value="{first}"' in answer.content.decode()


def test_a_notice_without_times_is_copied_as_it_is(hers, friends):
    notice = activity("Apua", of=friends, channels=())
    assert (
        "first" not in hers.get(reverse("copy-activity", args=[notice.pk])).context["form"].fields
    )
    copy(hers, notice, how="same")
    assert Report.objects.get().title == "Apua"


def test_outsiders_copy_nothing(client, kalle, friends):
    notice = activity("Kuoro", of=friends)
    client.force_login(kalle)
    assert copy(client, notice, how="same").status_code == 403


def test_a_template_is_kept_used_by_a_colleague_and_thrown_away(hers, client, friends, bertta):
    member(friends, bertta, "editor")
    notice = activity("Kuoro", of=friends)
    keep = reverse("keep-template", args=[notice.pk])
    assert hers.post(keep, {"name": "Kuoroilta"}).url == reverse("notice-templates")
    assert hers.post(keep, {"name": "Kuoroilta"}).status_code == 302  # replaced, not doubled
    kept = NoticeTemplate.objects.get()
    client.force_login(bertta)
    assert "Kuoroilta" in client.get(reverse("notice-templates")).content.decode()
    client.post(reverse("start-from-template", args=[kept.pk]))
    assert Report.objects.get().title == "Kuoro"
    drop = reverse("drop-template", args=[kept.pk])
    assert client.get(drop).status_code == 200
    client.post(drop)
    assert not NoticeTemplate.objects.exists()


def test_a_template_needs_a_name(hers, friends):
    notice = activity("Kuoro", of=friends)
    answer = hers.post(reverse("keep-template", args=[notice.pk]), {"name": " "})
    assert answer.status_code == 422
    assert not NoticeTemplate.objects.exists()


def test_outsiders_have_no_templates(client, kalle, friends, aino):
    kept = copying.keep_template(activity("Kuoro", of=friends), name="Kuoroilta", by=aino)
    client.force_login(kalle)
    assert "Kuoroilta" not in client.get(reverse("notice-templates")).content.decode()
    assert client.post(reverse("start-from-template", args=[kept.pk])).status_code == 403
    assert client.post(reverse("drop-template", args=[kept.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        copying.start_from(kept, by=kalle)
