"""PTV's public services become findable activities, and reading them again changes nothing."""

import io
import itertools
import os
import re
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.interop.commands import import_ptv
from seurantalo.interop.models import Run
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing

pytestmark = pytest.mark.django_db
FILES = ("service", "organization", "channels_page")


def public():
    """What the public sees, by name: how many ways to take part, and whose it is."""
    found = activities.with_everything(activities.published())
    return {
        str(one.name): (len(one.channels), str(one.organizations[0].name))
        for one in map(activities.record, found)
    }


def the_activity():
    return next(one for one in Activity.objects.all() if str(one.name) == "Vanhusten ystäväpalvelu")


@pytest.fixture
def imported(world, folder, payloads):
    return import_ptv(folder(**payloads))


def test_a_service_and_its_channels_are_one_public_activity(imported):
    record = activities.get_record(the_activity().pk)

    assert record.public_service and record.source == "ptv"
    assert [str(one.name) for one in record.organizations] == ["Tuulensuun kunta"]
    assert [theme.code for theme in record.themes] == ["befriending"]
    assert [str(group.label) for group in record.target_groups] == ["Ikäihmiset"]
    assert record.languages == ("fi", "sv")
    assert record.price.kind == "free"
    place, phone = record.channels
    assert str(place.place.street_address) == "Tuulikuja 3 B"
    assert place.place.latitude == pytest.approx(62.9124, abs=1e-4)
    assert {term.code for term in place.accessibility} == {"accessible-toilet", "induction-loop"}
    assert "Tavataan aulassa." in str(place.note)
    assert [one.rrule for one in place.schedules][:2] == [
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH",
        "FREQ=WEEKLY;BYDAY=FR",
    ]
    assert (phone.kind, phone.phone, phone.schedules[0].rrule) == (
        "phone",
        "080012345",
        "FREQ=DAILY",
    )
    assert {"ystava@tuulensuu.fi", "tuulikello@tuulensuu.fi"} <= {c.email for c in record.contacts}


def test_the_organisation_is_a_public_body(imported):
    record = organizations.get_record(Organization.objects.get().pk)
    assert (str(record.name), record.business_id) == ("Tuulensuun kunta", "1234567-1")
    assert record.kind.code == "municipality" and record.public_service


def test_a_channel_without_its_service_stands_alone_but_a_form_waits(imported):
    assert set(public()) == {"Vanhusten ystäväpalvelu", "Liikuntavuorojen haku"}
    assert imported.counts["new"] == 3
    assert imported.counts["waiting"] == 1  # the paper form
    assert imported.counts["refused"] == 2  # the draft and the mere name


def test_reading_again_writes_nothing(imported, folder, payloads):
    with CaptureQueriesContext(connection) as context:
        again = import_ptv(folder(**payloads))
    writes = [
        query["sql"]
        for query in context
        if re.match(r"INSERT|UPDATE|DELETE", query["sql"]) and "interop_run" not in query["sql"]
    ]
    assert writes == []
    assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 3)


@pytest.mark.parametrize("order", list(itertools.permutations(FILES)))
def test_the_order_of_the_files_does_not_matter(world, folder, payloads, order):
    for name in order:
        import_ptv(folder(**{name: payloads[name]}))
    assert public() == {
        "Vanhusten ystäväpalvelu": (2, "Tuulensuun kunta"),
        "Liikuntavuorojen haku": (1, "Tuulensuun kunta"),
    }
    assert Organization.objects.count() == 1


def test_a_change_in_ptv_changes_ours(imported, folder, payloads):
    payloads["service"]["serviceNames"][0]["value"] = "Ystäväpalvelu ikäihmisille"
    report = import_ptv(folder(service=payloads["service"]))
    assert report.counts["changed"] == 1
    assert "Ystäväpalvelu ikäihmisille" in public()


def test_what_people_edited_is_kept(imported, folder, payloads, django_user_model):
    helmi = django_user_model.objects.create_superuser("helmi@example.org")
    edited = the_activity()
    edited.name = Text(fi="Ystäväpalvelu, meidän sanoin")
    publishing.publish(edited, by=helmi)

    payloads["service"]["serviceNames"][0]["value"] = "Uusi nimi"
    report = import_ptv(folder(service=payloads["service"]))

    assert report.counts["kept"] == 1
    assert "Ystäväpalvelu, meidän sanoin" in public()


def test_what_people_withdrew_is_not_brought_back(imported, folder, payloads, django_user_model):
    helmi = django_user_model.objects.create_superuser("helmi@example.org")
    publishing.withdraw(the_activity(), by=helmi)
    payloads["service"]["serviceNames"][0]["value"] = "Uusi nimi"
    import_ptv(folder(service=payloads["service"]))
    assert set(public()) == {"Liikuntavuorojen haku"}


def test_what_ptv_no_longer_publishes_is_withdrawn_and_comes_back(imported, folder, payloads):
    service = payloads["service"]
    report = import_ptv(folder(service=service | {"publishingStatus": "Withdrawn"}))
    assert report.counts["withdrawn"] == 1
    assert "Vanhusten ystäväpalvelu" not in public()

    import_ptv(folder(service=service))
    assert "Vanhusten ystäväpalvelu" in public()


def test_a_complete_reading_withdraws_what_is_gone(imported, folder, payloads):
    page = payloads["channels_page"]
    page["itemList"] = [one for one in page["itemList"] if one["serviceChannelType"] != "EChannel"]
    report = import_ptv(folder(**payloads), complete=True)
    assert report.counts["withdrawn"] == 1
    assert set(public()) == {"Vanhusten ystäväpalvelu"}


def test_a_complete_reading_that_lost_most_changes_nothing(imported, folder, payloads):
    only = payloads["organization"]
    with pytest.raises(ValidationError, match="would be withdrawn"):
        import_ptv(folder(organization=only), complete=True)
    assert len(public()) == 2


def test_an_organisation_known_by_name_alone_is_filled_in_later(world, folder, payloads):
    import_ptv(folder(service=payloads["service"]))
    body = Organization.objects.get()
    assert (str(body.name), body.business_id) == ("Tuulensuun kunta", "")

    import_ptv(folder(organization=payloads["organization"]))
    body.refresh_from_db()
    assert body.business_id == "1234567-1"


def test_an_organisation_that_was_here_before_is_left_as_it_is(world, folder, payloads):
    from seurantalo.organizations.tests.factories import organization

    ours = organization("Tuulensuu", business_id="1234567-1", addresses=())
    report = import_ptv(folder(**payloads))
    assert report.counts["kept"] == 1
    assert public()["Vanhusten ystäväpalvelu"] == (2, "Tuulensuu")
    assert Organization.objects.get() == ours


def test_branches_find_their_parent_whichever_comes_first(world, folder, payloads):
    parent = payloads["organization"]
    names = [{"language": "fi", "value": "Tuulensuun kirjasto", "type": "Name"}]
    branch = parent | {"id": "0a-branch", "parentOrganizationId": parent["id"]}
    branch |= {"organizationNames": names}

    import_ptv(folder(branch=branch))
    library = Organization.objects.get()
    assert (library.parent, library.business_id) == (None, "")  # the number is the parent's
    import_ptv(folder(parent=parent))

    library.refresh_from_db()
    assert str(library.parent) == "Tuulensuun kunta"
    assert library.business_id == library.parent.business_id == "1234567-1"


def test_organisations_that_are_each_other_s_parents_end(world, folder, payloads):
    one = payloads["organization"] | {"parentOrganizationId": "0b", "businessCode": None}
    other = one | {"id": "0b", "parentOrganizationId": one["id"]}
    assert import_ptv(folder(ring=[one, other])).counts["new"] == 2
    assert import_ptv(folder(ring=[one, other])).counts["unchanged"] == 2
    assert not Organization.objects.filter(parent__isnull=False).exists()


def test_broken_files_are_named_and_the_rest_is_taken_in(world, folder, payloads):
    report = import_ptv(folder(broken="{nonsense", **payloads))
    assert "broken.json" in {problem.what for problem in report.problems}
    assert len(public()) == 2
    assert Run.objects.get().counts["refused"] == 3


def test_a_zip_file_is_read_like_a_folder(world, payloads, folder, tmp_path):
    source = Path(folder(**payloads))
    with zipfile.ZipFile(tmp_path / "ptv.zip", "w") as archive:
        for file in source.glob("*.json"):
            archive.write(file, f"inner/{file.name}")
    import_ptv(str(tmp_path / "ptv.zip"))
    assert len(public()) == 2


def test_the_command_says_what_came_of_it(world, folder, payloads):
    out = io.StringIO()
    call_command("import", "ptv", folder(**payloads), stdout=out)
    first, *reasons = out.getvalue().splitlines()
    assert first.startswith("3 ")
    assert any("Draft" in line for line in reasons)
    with pytest.raises(CommandError, match="nowhere"):
        call_command("import", "ptv", "/nowhere")


REAL = os.environ.get("SEURANTALO_REAL_PTV")


@pytest.mark.skipif(not REAL, reason="SEURANTALO_REAL_PTV names no folder of PTV files")
def test_real_files_import_or_are_refused_with_a_reason(world):
    files = sorted(Path(REAL).glob("*.json"))
    for file in files:
        report = import_ptv(str(file))
        assert sum(report.counts.values()) > 0, file.name
        assert report.counts["new"] + report.counts["unchanged"] or report.problems, file.name
    before = public()
    again = import_ptv(REAL)
    third = import_ptv(REAL)
    assert third.counts["new"] == third.counts["changed"] == 0
    assert third.counts["unchanged"] == again.counts["unchanged"] + again.counts["changed"]
    assert set(before) <= set(public())
