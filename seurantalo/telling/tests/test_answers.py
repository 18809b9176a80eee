"""What was told comes back as it was told: an edit changes what it touches and nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI
from seurantalo.organizations.tests.factories import NILSIA
from seurantalo.records.content import (
    ActivityContent,
    AreaCode,
    ChannelContent,
    ContactPointContent,
    OccurrenceChange,
    PlaceContent,
)
from seurantalo.records.schemas import (
    ImageRecord,
    LinkRecord,
    PriceRecord,
    RegistrationRecord,
    ScheduleRecord,
)
from seurantalo.telling.answers import from_content, to_content

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
TUESDAYS = ScheduleRecord(
    dtstart=datetime(2026, 11, 24, 18, 0, tzinfo=HELSINKI),
    duration=timedelta(minutes=90),
    rrule="FREQ=WEEKLY;BYDAY=TU",
)
RICH = ActivityContent(
    kind="support",
    name=Text({"fi": "Ystäväkahvila", "sv": "Väncafé", "fi-x-selko": "Kahvila"}),
    summary=Text(fi="Kahvia ja juttuseuraa.", sv="Kaffe."),
    description=Text(fi="Ensimmäinen kappale.\n\nToinen kappale."),
    themes=("friends", "senior-exercise"),
    target_groups=("everyone",),
    formats=("group",),
    minimum_age=18,
    languages=("fi", "sv"),
    price=PriceRecord(kind="paid", text=Text(fi="5 €", sv="5 euro")),
    channels=(
        ChannelContent(
            place=NILSIA,
            note=Text(fi="Ovi pihan puolella"),
            schedules=(TUESDAYS,),
            changes=(OccurrenceChange(original_start=TUESDAYS.dtstart),),
            registration=RegistrationRecord(required=True, phone="017 1", text=Text(fi="Soita")),
            accessibility=("step-free",),
        ),
        ChannelContent(kind="online", url="https://kahvila.example/"),
    ),
    service_areas=(AreaCode(kind="municipality", code="297"),),
    contacts=(
        ContactPointContent(name="Aino", phone="017 1", consent=True, role=Text(fi="vetäjä")),
        ContactPointContent(email="toimisto@seura.example"),
    ),
    links=(LinkRecord(url="https://seura.example/", label=Text(fi="Kotisivu")),),
    images=(ImageRecord(url="/media/1.jpg", alt=Text(fi="Pöytä", sv="Bord"), width=3, height=2),),
    assured_date=date(2026, 9, 1),
    source="csv",
)


def test_untouched_answers_are_the_same_content():
    assert to_content(from_content(RICH), base=RICH, today=TODAY) == RICH


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_untouched_in_any_language(lang):
    assert to_content(from_content(RICH, lang), base=RICH, lang=lang, today=TODAY) == RICH


def test_an_edit_changes_what_it_touches_and_nothing_else():
    told = {
        **from_content(RICH),
        "title": "Kahvihetki",
        "price_text": "6 €",
        "phone": "040 1234567",
    }
    edited = to_content(told, base=RICH, today=TODAY)
    first = RICH.channels[0]
    wanted = RICH.model_copy(
        update={
            "name": Text({**RICH.name, "fi": "Kahvihetki"}),
            "price": PriceRecord(kind="paid", text=Text(fi="6 €", sv="5 euro")),
            "contacts": (
                RICH.contacts[0].model_copy(update={"phone": "040 1234567"}),
                RICH.contacts[1],
            ),
            "channels": (
                first.model_copy(
                    update={
                        "registration": first.registration.model_copy(
                            update={"phone": "040 1234567"}
                        )
                    }
                ),
                RICH.channels[1],
            ),
        }
    )
    assert edited == wanted


def test_new_times_leave_the_place_and_its_door():
    told = {**from_content(RICH), "times": "torstaisin klo 10–12"}
    channel = to_content(told, base=RICH, today=TODAY).channels[0]
    assert channel.schedules[0].rrule == "FREQ=WEEKLY;BYDAY=TH"
    assert (channel.place, channel.note) == (NILSIA, RICH.channels[0].note)


def test_a_new_name_of_the_place_keeps_its_point_on_the_map():
    told = {**from_content(RICH), "place_name": "Vanha seurantalo"}
    place = to_content(told, base=RICH, today=TODAY).channels[0].place
    assert place == NILSIA.model_copy(update={"name": Text(fi="Vanha seurantalo")})


words = st.text(st.characters(whitelist_categories=("Lu", "Ll", "Nd"), max_codepoint=0x17F), min_size=1,
                max_size=30)  # fmt: skip
plain_contents = st.builds(
    ActivityContent,
    kind=st.sampled_from(["support", "hobby", "volunteering", "event"]),
    name=st.builds(lambda text: Text(fi=text), words),
    summary=st.builds(lambda text: Text(fi=text), words),
    description=st.builds(lambda text: Text(fi=text), words),
    themes=st.lists(st.sampled_from(["friends", "sport"]), unique=True).map(tuple),
    target_groups=st.lists(st.sampled_from(["everyone", "children"]), unique=True).map(tuple),
    minimum_age=st.none() | st.integers(0, 50),
    maximum_age=st.none() | st.integers(51, 120),
    languages=st.lists(st.sampled_from(["fi", "sv"]), unique=True).map(tuple),
    price=st.builds(
        PriceRecord,
        kind=st.sampled_from(["free", "paid", "unknown"]),
        text=st.builds(lambda text: Text(fi=text), words),
    ),
    channels=st.tuples(
        st.builds(
            ChannelContent,
            place=st.sampled_from([PlaceContent(municipality="297"), PlaceContent(
                name=Text(fi="Talo"), street_address=Text(fi="Seuratie 3"), postal_code="73300",
                municipality="297", district="297-nilsia")]),
            schedules=st.sampled_from([(), (TUESDAYS,)]),
            accessibility=st.sampled_from([(), ("step-free",)]),
        )
    ),
    contacts=st.tuples(
        st.builds(ContactPointContent, name=words, phone=words, consent=st.booleans())
    ),
    links=st.sampled_from([(), (LinkRecord(url="https://seura.example/"),)]),
    images=st.just(()),
)  # fmt: skip


@given(plain_contents)
def test_what_the_questions_cover_is_told_whole_by_the_answers(content):
    assert to_content(from_content(content), today=TODAY) == content


@given(plain_contents, st.text(max_size=60))
def test_whatever_is_typed_nothing_else_breaks(content, typed):
    told = {**from_content(content), "text": typed, "directions": typed, "person": typed}
    edited = to_content(told, base=content, today=TODAY)
    assert (edited.name, edited.themes, edited.price) == (
        content.name,
        content.themes,
        content.price,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("times", "silloin tällöin"), ("address", "Olematonkatu 3"), ("times", "1.9.2020 klo 18")],
)
def test_what_cannot_be_read_is_named(name, value):
    told = {**from_content(RICH), name: value}
    with pytest.raises(ValidationError) as raised:
        to_content(told, base=RICH, today=TODAY)
    assert set(raised.value.message_dict) == {name}
