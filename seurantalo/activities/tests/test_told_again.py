"""What was told can be read back as it was told: editing, copying and merging start from it."""

from __future__ import annotations

import pytest

from seurantalo.activities import commands, queries
from seurantalo.activities.tests.factories import activity, activity_content, at
from seurantalo.common.text import Text
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.tests.factories import organization
from seurantalo.records.schemas import PriceRecord, RegistrationRecord

pytestmark = pytest.mark.django_db


def test_an_activity_is_read_back_as_it_was_told(facts):
    told = activity_content(
        themes=("loneliness",),
        price=PriceRecord(kind="paid", text=Text(fi="5 €")),
        channels=(at(registration=RegistrationRecord(phone="017 123 4567")),),
    )
    kept = activity(
        **{name: getattr(told, name) for name in type(told).model_fields if name != "name"}
    )
    again = queries.content(kept)
    assert again == told.model_copy(update={"images": ()})


def test_the_draft_is_what_was_told_last(facts):
    public = activity("Kerho")
    told = queries.content(public).model_copy(update={"name": Text(fi="Uusi nimi")})
    by = organizations_admin()
    commands.apply(told, organization=public.organization, by=by, to=public, publish=False)
    public.refresh_from_db()
    assert queries.content(public).name == Text(fi="Uusi nimi")
    assert str(queries.get_record(public.pk).name) == "Kerho"


def test_an_organization_is_read_back_as_it_was_told(facts):
    kept = organization(themes=("loneliness",))
    told = organizations.content(kept)
    assert told.themes == ("loneliness",)
    assert told.addresses[0].street_address == Text(fi="Seuratie 3")
    assert [area.code for area in told.service_areas] == ["297"]


def organizations_admin():
    from seurantalo.accounts.tests.factories import national_admin

    return national_admin("Helmi")
