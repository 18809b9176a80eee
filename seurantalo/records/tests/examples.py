"""Made-up records that fill every field, for the golden files and the tests of the formats."""

from datetime import date, datetime, timedelta

from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI
from seurantalo.records.schemas import (
    ActivityRecord,
    AreaRecord,
    CardRecord,
    ChannelRecord,
    ContactPointRecord,
    ImageRecord,
    LinkRecord,
    OccurrenceRecord,
    OrganizationRecord,
    OrganizationRef,
    PlaceRecord,
    PriceRecord,
    RegistrationRecord,
    ScheduleRecord,
    TermRecord,
)


def at(*clock):
    return datetime(*clock, tzinfo=HELSINKI)


KUOPIO = AreaRecord(kind="municipality", code="297", name=Text(fi="Kuopio", sv="Kuopio"))
NILSIA = AreaRecord(kind="district", code="297-nilsia", name=Text(fi="Nilsiä"))
CHOIR = TermRecord(
    taxonomy="theme", code="choir", label=Text(fi="Kuorolaulu", sv="Körsång", en="Choirs")
)
SENIORS = TermRecord(
    taxonomy="target_group", code="seniors", label=Text(fi="Ikäihmiset", sv="Äldre")
)
STEP_FREE = TermRecord(
    taxonomy="accessibility", code="step-free", label=Text(fi="Esteetön sisäänkäynti")
)
ASSOCIATION = OrganizationRef(
    id="45",
    url="/jarjestot/45",
    name=Text(fi="Nilsiän Laulajat; 'Nilsiä \"sings\"' ry", sv="Nilsiäs sångare rf"),
)
HALL = PlaceRecord(
    name=Text(fi="Seurantalo, iso sali"),
    street_address=Text(fi="Koulutie 3", sv="Skolvägen 3"),
    postal_code="73300",
    municipality=KUOPIO,
    district=NILSIA,
    latitude=63.2049,
    longitude=28.0853,
    directions=Text(fi="Ovi pihan puolella"),
)
SHELTER = PlaceRecord(
    name=Text(fi="Salainen talo"),
    street_address=Text(fi="Piilokatu 1"),
    postal_code="70100",
    municipality=KUOPIO,
    latitude=62.9,
    longitude=27.7,
    confidential=True,
)
TUESDAYS = ScheduleRecord(
    dtstart=at(2026, 9, 1, 18),
    duration=timedelta(minutes=90),
    rrule="FREQ=WEEKLY;BYDAY=TU",
    exdates=(date(2026, 12, 22), date(2026, 12, 29)),
    rdates=(at(2026, 12, 12, 14),),
    until=date(2027, 5, 25),
)
OFFICE = ScheduleRecord(
    kind="opening_hours",
    dtstart=at(2026, 8, 3, 9),
    duration=timedelta(hours=6),
    rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
)
CREATED, MODIFIED = at(2026, 8, 1, 12), at(2026, 10, 20, 9, 30)


def occurrence(start, *, length=timedelta(minutes=90), original=None, **more):
    return OccurrenceRecord(
        id=f"12-0-{start:%Y%m%dT%H%M}",
        start=start,
        end=start + length,
        original_start=original or start,
        **more,
    )


def choir(**changes):
    """A hobby that meets on Tuesdays, with one time cancelled, one moved and one full."""
    record = ActivityRecord(
        id="12",
        url="/toiminta/12",
        version=7,
        modified=MODIFIED,
        kind="hobby",
        name=Text(fi="Kuoro, kaikille; myös ujoille", sv="Kör för alla"),
        summary=Text(fi="Lauletaan yhdessä. Ei koelaulua.", sv="Vi sjunger tillsammans."),
        description=Text(fi="Ensimmäisellä rivillä kahvia,\ntoisella pullaa.\n\nTervetuloa!"),
        organizations=(ASSOCIATION,),
        themes=(CHOIR,),
        target_groups=(SENIORS,),
        minimum_age=55,
        languages=("fi", "sv"),
        price=PriceRecord(kind="paid", text=Text(fi="20 € kaudelta")),
        channels=(
            ChannelRecord(
                kind="place", place=HALL, schedules=(TUESDAYS,), accessibility=(STEP_FREE,),
                registration=RegistrationRecord(required=True, url="https://example.org/ilmo"),
            ),
        ),
        occurrences=(
            occurrence(at(2026, 10, 27, 18)),
            occurrence(at(2026, 11, 3, 18), status="cancelled", note=Text(fi="Johtaja on sairaana.")),
            occurrence(at(2026, 11, 11, 17), original=at(2026, 11, 10, 18), status="moved"),
            occurrence(at(2026, 11, 17, 18), status="full"),
        ),
        contacts=(
            ContactPointRecord(role=Text(fi="Kuoronjohtaja"), phone="+358 40 123 4567", languages=("fi",)),
        ),
        images=(ImageRecord(url="/media/kuoro.jpg", alt=Text(fi="Kuoro laulaa"), width=1200, height=800),),
        links=(LinkRecord(url="https://example.org/kuoro"),),
        service_areas=(KUOPIO,),
        assured_date=date(2026, 10, 1),
        created=CREATED,
    )  # fmt: skip
    return record.model_copy(update=changes)


def concert(**changes):
    """A free event on one evening."""
    event = {
        "id": "13",
        "url": "/toiminta/13",
        "kind": "event",
        "name": Text(fi="Joulukonsertti", sv="Julkonsert"),
        "price": PriceRecord(kind="free"),
        "channels": (
            ChannelRecord(
                kind="hybrid", place=HALL, url="https://example.org/suora",
                schedules=(ScheduleRecord(dtstart=at(2026, 12, 13, 18), duration=timedelta(hours=2)),),
            ),
        ),
        "occurrences": (occurrence(at(2026, 12, 13, 18), length=timedelta(hours=2)),),
    }  # fmt: skip
    return choir(**{**event, **changes})


def helpline(**changes):
    """Support by phone on weekdays, and in a confidential place."""
    support = {
        "id": "14",
        "url": "/toiminta/14",
        "kind": "support",
        "name": Text(fi="Kriisipuhelin", sv="Kristelefon", en="Crisis line"),
        "price": PriceRecord(kind="free"),
        "minimum_age": None,
        "channels": (
            ChannelRecord(kind="phone", phone="09 2525 0111", schedules=(OFFICE,)),
            ChannelRecord(kind="place", place=SHELTER, schedules=(OFFICE,)),
        ),
        "occurrences": (),
        "images": (),
    }
    return choir(**{**support, **changes})


def association(**changes):
    record = OrganizationRecord(
        id="45",
        url="/jarjestot/45",
        version=3,
        modified=MODIFIED,
        name=ASSOCIATION.name,
        alternate_names=(Text(fi="Laulajat"),),
        kind=TermRecord(
            taxonomy="organization_kind", code="association", label=Text(fi="Yhdistys")
        ),
        business_id="1234567-1",
        registration_number="123.456",
        parent=OrganizationRef(id="1", url="/jarjestot/1", name=Text(fi="Laulajien liitto ry")),
        branches=(OrganizationRef(id="46", url="/jarjestot/46", name=Text(fi="Nuoret Laulajat")),),
        summary=Text(fi="Laulua Nilsiässä vuodesta 1921."),
        themes=(CHOIR,),
        service_areas=(KUOPIO,),
        addresses=(HALL,),
        contacts=(
            ContactPointRecord(
                role=Text(fi="Sihteeri"), email="sihteeri@example.org", languages=("fi",)
            ),
        ),
        links=(LinkRecord(url="https://example.org/"),),
        logo=ImageRecord(url="/media/logo.png", alt=Text(fi="Nuottiavain"), width=400, height=400),
        created=CREATED,
    )
    return record.model_copy(update=changes)


def card(**changes):
    record = CardRecord(
        id="12",
        type="activity",
        kind="hobby",
        url="/toiminta/12",
        modified=MODIFIED,
        name=Text(fi="Kuoro <kaikille> & ujoille", sv="Kör för alla"),
        summary=Text(fi="Lauletaan yhdessä."),
        organizations=(ASSOCIATION,),
        place=Text(fi="Seurantalo"),
        areas=(KUOPIO,),
        themes=(CHOIR,),
        schedule_text=Text(fi="tiistaisin klo 18–19.30", sv="tisdagar kl. 18–19.30"),
    )
    return record.model_copy(update=changes)
