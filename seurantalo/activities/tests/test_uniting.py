"""Two notices of one club become one: nothing that either told is lost, and parted both are back."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seurantalo.accounts.tests.factories import national_admin
from seurantalo.activities import commands, queries
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import TUESDAYS, activity, activity_content, at
from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI
from seurantalo.organizations.tests.factories import NILSIA, member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries as reading
from seurantalo.records.content import (
    AreaCode,
    ChannelContent,
    ContactPointContent,
    OccurrenceChange,
)
from seurantalo.records.schemas import ImageRecord, LinkRecord, PriceRecord

pytestmark = pytest.mark.django_db

THURSDAYS = TUESDAYS.model_copy(
    update={
        "dtstart": datetime(2026, 1, 15, 10, 0, tzinfo=HELSINKI),
        "rrule": "FREQ=WEEKLY;BYDAY=TH",
    }
)
SKIPPED = OccurrenceChange(original_start=TUESDAYS.dtstart + timedelta(days=350))


def some(*values):
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


TOLD = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Kahvila", "Ystäväkahvila"]),
        "summary": st.sampled_from([Text(), Text(fi="Kahvia."), Text(fi="Seuraa.", en="Company.")]),
        "description": st.sampled_from([Text(), Text(sv="Kom med!"), Text(fi="Tule mukaan.")]),
        "themes": some("music", "crafts", "loneliness"),
        "languages": some("fi", "sv", "uk"),
        "contacts": some(
            ContactPointContent(phone="040 123 4567"), ContactPointContent(email="a@b.example")
        ),
        "links": some(LinkRecord(url="https://a.example/"), LinkRecord(url="https://b.example/")),
        "images": some(ImageRecord(url="/a.jpg", alt=Text(fi="Kuppi"), width=4, height=3)),
        "service_areas": some(
            AreaCode(kind="municipality", code="297"), AreaCode(kind="municipality", code="778")
        ),
        "channels": some(
            at(NILSIA, TUESDAYS),
            at(NILSIA, THURSDAYS),
            ChannelContent(kind="phone", phone="017 123 456"),
        ),
        "price": st.sampled_from([PriceRecord(), PriceRecord(kind="paid", text=Text(fi="5 €"))]),
        "minimum_age": st.sampled_from([None, 60]),
    }
)
WHOLE = ("themes", "languages", "contacts", "links", "images", "service_areas", "channels")


def told_of(pk):
    return queries.content(Activity.objects.get(pk=pk))


def without_dates(content):
    return content.model_copy(update={"assured_date": None})


@settings(max_examples=5)
@given(TOLD, TOLD)
def test_nothing_is_lost_and_parted_both_are_as_before(first, second):
    house = organization()
    one, two = activity(of=house, **first), activity(of=house, **second)
    before = told_of(one.pk), told_of(two.pk)
    times = list(two.occurrences.values_list("start", "channel"))
    doris = national_admin("Helmi")
    merge = publishing.merge(one, into=two, by=doris)
    union = told_of(two.pk)
    for field in WHOLE:
        for each in before:
            assert set(getattr(each, field) or ()) <= set(getattr(union, field) or ()), field
            assert len(set(getattr(union, field) or ())) == len(getattr(union, field) or ())
    for field in ("name", "summary", "description"):
        texts = [getattr(each, field) for each in before]
        assert set(getattr(union, field)) == {lang for text in texts for lang in text}
    publishing.unmerge(merge, by=doris)
    assert (told_of(one.pk), told_of(two.pk)) == before
    assert (
        list(Activity.objects.get(pk=two.pk).occurrences.values_list("start", "channel")) == times
    )


@pytest.fixture
def house(aino):
    house = organization()
    member(house, aino)
    return house


def test_one_time_that_was_cancelled_stays_so(house, doris):
    old = activity(of=house, channels=(at(NILSIA, TUESDAYS, changes=(SKIPPED,)),))
    kept = activity("Kahvila", of=house)
    publishing.merge(old, into=kept, by=doris)
    [channel] = told_of(kept.pk).channels
    assert channel.changes == (SKIPPED,)


def test_the_coordinator_chooses_whose_words_stay_and_the_fuller_stay_by_themselves(house, doris):
    old = activity("Vanha", of=house, summary=Text(fi="Pitkä ja hyvä kuvaus kahvilasta."))
    kept = activity("Uusi", of=house, summary=Text(fi="Lyhyt."), minimum_age=18)
    merge = publishing.merge(old, into=kept, by=doris)
    assert str(told_of(kept.pk).summary).startswith("Pitkä") and told_of(kept.pk).minimum_age == 18
    publishing.unmerge(merge, by=doris)
    choices = {"name": "merged", "summary": "into", "ages": "merged"}
    publishing.merge(
        Activity.objects.get(pk=old.pk),
        into=Activity.objects.get(pk=kept.pk),
        by=doris,
        choices=choices,
    )
    told = told_of(kept.pk)
    assert (str(told.name), str(told.summary), told.minimum_age) == ("Vanha", "Lyhyt.", None)
    pairs = reading.history(Activity.objects.get(pk=kept.pk))
    assert any(str(each.what) for each in pairs)


def test_a_draft_that_waits_learns_it_and_one_in_review_is_decided_first(house, aino, doris):
    old, kept = activity("Vanha", of=house, languages=("fi", "sv")), activity("Uusi", of=house)
    commands.apply(
        activity_content("Kesken"), organization=house, by=aino,
        to=Activity.objects.get(pk=kept.pk), publish=False,
    )  # fmt: skip
    merge = publishing.merge(old, into=kept, by=doris)
    assert str(told_of(kept.pk).name) == "Kesken" and "sv" in told_of(kept.pk).languages
    record = queries.get_record(kept.pk)
    assert str(record.name) == "Uusi" and "sv" in record.languages
    publishing.unmerge(merge, by=doris)
    assert str(told_of(kept.pk).name) == "Kesken" and "sv" not in told_of(kept.pk).languages
    publishing.send(Activity.objects.get(pk=kept.pk), by=aino)
    with pytest.raises(Exception, match="Uusi"):
        publishing.merge(
            Activity.objects.get(pk=old.pk), into=Activity.objects.get(pk=kept.pk), by=doris
        )


def test_her_own_two_notices_an_organiser_makes_one_herself(house, aino):
    old, kept = activity("Vanha", of=house), activity("Uusi", of=house)
    publishing.merge(old, into=kept, by=aino)
    assert Activity.objects.get(pk=kept.pk).unreviewed


def test_what_nobody_has_read_does_not_become_public_by_a_merge(house, aino):
    secret, kept = activity("Vanha", of=house, publish=False), activity("Uusi", of=house)
    with pytest.raises(Exception, match="may not publish"):
        publishing.merge(secret, into=kept, by=aino)
