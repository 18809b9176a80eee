"""A municipality's list of associations comes in: all of it, or a list of what to mend."""

import io
from datetime import date, datetime, time

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.interop.commands import import_spreadsheet
from seurantalo.interop.models import Run
from seurantalo.interop.report import Unreadable
from seurantalo.interop.spreadsheets import sheets, template
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
LIST = """Yhdistyksen nimi;Y-tunnus;Kotipaikka;Sähköposti;Puh.;Teemat
Nilsiän Marttaseura ry;1234567-1;Kuopio;martat@esimerkki.fi;050 123 4567;nukanpoisto
Siilin Soutajat;;Siilinjärvi;soutajat@esimerkki.fi;;
"""
CLUBS = """Järjestö;Otsikko;Laji;Ikä;Hinta;Paikka;Osoite;Kunta;Ajat
Siilin Soutajat;Soutukoulu;harrastus;yli 65;5 €;Ranta;Rantatie 1;Siilinjärvi;ti klo 18-19.30
Siilin Soutajat;Soutukoulu;harrastus;yli 65;5 €;Halli;Hallitie 2;Kuopio;to klo 9-10
"""


def take_in(text, **how):
    raw = text if isinstance(text, bytes) else text.encode()
    return import_spreadsheet(raw, today=TODAY, **how)


def names():
    return sorted(str(one.name) for one in Organization.objects.filter(live=True))


def the_activity():
    return activities.get_record(Activity.objects.get().pk)


def workbook(**tables):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_list_of_associations_becomes_public_organisations(world):
    report = take_in(LIST, name="yhdistykset.csv")

    assert report.counts == {"new": 2}
    assert names() == ["Nilsiän Marttaseura ry", "Siilin Soutajat"]
    martat = organizations.by_number("1234567-1")
    record = organizations.get_record(martat.pk)
    assert [area.code for area in record.service_areas] == ["297"]
    assert [theme.code for theme in record.themes] == ["lint-rolling"]
    assert {one.phone or one.email for one in record.contacts} == {
        "050 1234567",
        "martat@esimerkki.fi",
    }
    assert not record.public_service
    assert Run.objects.get().place == "yhdistykset.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_whatever_the_encoding_and_the_delimiter(encoding, delimiter):
    (sheet,) = sheets.read(LIST.replace(";", delimiter).encode(encoding))
    assert [row.cells[0] for row in sheet.rows[1:]] == ["Nilsiän Marttaseura ry", "Siilin Soutajat"]
    assert [row.number for row in sheet.rows] == [1, 2, 3]


def test_the_same_list_again_changes_nothing_even_on_another_day(world):
    take_in(LIST + "")
    take_in(CLUBS)
    again = import_spreadsheet(CLUBS.encode(), today=date(2026, 4, 7))
    assert again.counts == {"unchanged": 1}
    assert take_in(LIST).counts == {"unchanged": 2}


def test_a_changed_row_updates_and_makes_no_duplicate(world):
    take_in(LIST)
    report = take_in(LIST.replace("Siilin Soutajat;;", "Siilin Soutajat;7654321-2;"))
    assert report.counts == {"changed": 1, "unchanged": 1}
    assert len(names()) == 2
    assert organizations.by_number("7654321-2")


def test_what_an_association_wrote_itself_is_kept(world, django_user_model):
    take_in(LIST)
    martat = organizations.by_number("1234567-1")
    martat.summary = Text(fi="Omin sanoin.")
    helmi = django_user_model.objects.create_superuser("helmi@example.org")
    publishing.publish(martat, by=helmi)

    report = take_in(LIST.replace("martat@", "uusi@"))

    assert report.counts["kept"] == 1
    assert organizations.by_number("1234567-1").summary == {"fi": "Omin sanoin."}


def test_an_association_that_registered_itself_is_not_doubled(world):
    from seurantalo.organizations.tests.factories import organization

    organization("Siilin soutajat", addresses=(), service_areas=())
    report = take_in(LIST)
    assert report.counts == {"new": 1, "kept": 1}
    assert len(names()) == 2


def test_problems_are_listed_by_row_and_column_and_nothing_is_taken_in(world):
    broken = LIST.replace("1234567-1", "1234567-9").replace("Siilinjärvi", "Atlantis")
    report = take_in(broken)

    assert [(one.where, one.outcome) for one in report.problems] == [
        ("Row 2, column Y-tunnus", "refused"),
        ("Row 3, column Kotipaikka", "refused"),
    ]
    assert "Atlantis" in report.problems[1].reason
    assert names() == [] and not Run.objects.exists()


def test_the_good_rows_can_be_taken_alone(world):
    report = take_in(LIST.replace("1234567-1", "1234567-9"), partial=True)
    assert report.counts == {"new": 1, "refused": 1}
    assert names() == ["Siilin Soutajat"]


def test_a_trial_changes_nothing(world):
    assert take_in(LIST, dry_run=True).counts == {"new": 2}
    assert names() == []


def test_the_same_association_twice_in_a_list_is_a_problem(world):
    report = take_in(LIST + LIST.splitlines()[1])
    assert report.problems[0].where == "Row 4"
    assert "Row 2" in report.problems[0].reason
    assert names() == []


def test_rows_of_one_activity_are_its_ways_to_take_part(world):
    take_in(LIST)
    assert take_in(CLUBS).counts["new"] == 1

    record = the_activity()
    assert (record.kind, record.minimum_age, record.maximum_age) == ("hobby", 65, None)
    assert (record.price.kind, str(record.price.text)) == ("paid", "5 €")
    assert [str(way.place.name) for way in record.channels] == ["Ranta", "Halli"]
    assert [way.place.municipality.code for way in record.channels] == ["749", "297"]
    assert [way.schedules[0].rrule for way in record.channels] == [
        "FREQ=WEEKLY;BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=TH",
    ]


def test_an_unknown_organiser_is_told(world):
    report = take_in(CLUBS)
    assert all("Siilin Soutajat" in one.reason for one in report.problems)
    assert not Activity.objects.exists()


def test_a_workbook_has_both_and_excel_s_own_dates_and_times(world):
    raw = workbook(
        Järjestöt=[["Luettelo 2026"], [], ["Nimi", "Postinumero"], ["Kylätalo ry", 70100]],
        Toiminta=[
            ["Järjestäjä", "Otsikko", "Viikonpäivä", "Alkaa", "Päättyy", "Alkupäivä", "Loppupäivä"],
            ["Kylätalo ry", "Peli-ilta", "ti", time(18), time(19, 30), datetime(2026, 9, 1), datetime(2027, 5, 31)],
        ],
    )  # fmt: skip
    assert take_in(raw).counts == {"new": 2}

    (schedule,) = the_activity().channels[0].schedules
    assert f"{schedule.dtstart:%Y-%m-%d %H.%M}" == "2026-09-01 18.00"
    assert (schedule.rrule, schedule.until) == ("FREQ=WEEKLY;BYDAY=TU", date(2027, 5, 31))


def test_texts_in_swedish_have_columns_of_their_own(world):
    take_in("Nimi;Nimi (ruotsiksi);Kuvaus;Kuvaus sv\nKylätalo;Byahuset;Talo.;Huset.\n")
    assert Organization.objects.get().name == {"fi": "Kylätalo", "sv": "Byahuset"}
    assert Organization.objects.get().description == {"fi": "Talo.", "sv": "Huset."}


def test_an_unknown_column_is_told_but_does_no_harm(world):
    report = take_in("Nimi;Kotikunta;Lempiväri\nKylätalo;Kuopio;sininen\n")
    assert [one.outcome for one in report.problems] == ["left out"]
    assert names() == ["Kylätalo"]


def test_the_template_itself_can_be_taken_in(world):
    report = take_in(template.write_xlsx())
    assert report.counts == {"new": 2}, report.problems
    record = the_activity()
    assert str(record.name) == "Käsityökerho" and record.themes
    assert take_in(template.write_csv("organization")).counts["new"] == 0


def test_the_template_is_there_to_download(client):
    answer = client.get("/tuonti/pohja.xlsx")
    assert answer.status_code == 200 and answer.content.startswith(b"PK")
    answer = client.get("/tuonti/pohja.csv?laji=toiminta")
    assert answer.content.decode("utf-8-sig").startswith("Järjestö;Otsikko;")
    assert client.get("/tuonti/pohja.pdf").status_code == 404


def test_the_command_tries_lists_and_takes_in(world, tmp_path):
    file = tmp_path / "lista.csv"
    file.write_text(LIST.replace("1234567-1", "123"), encoding="utf-8")
    out = io.StringIO()
    call_command("import", "csv", str(file), "--dry-run", stdout=out)
    assert "Row 2, column Y-tunnus" in out.getvalue()
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("import", "csv", str(file), stdout=out)
    call_command("import", "csv", str(file), "--partial", stdout=out)
    assert names() == ["Siilin Soutajat"]
    call_command("import", "csv", template=str(tmp_path / "pohja.xlsx"), stdout=out)
    assert (tmp_path / "pohja.xlsx").exists()
    with pytest.raises(CommandError, match="missing"):
        call_command("import", "csv", str(tmp_path / "missing.csv"))


def test_old_excel_files_and_broken_ones_are_refused_with_advice():
    with pytest.raises(Unreadable, match=r"\.xlsx"):
        take_in(b"\xd0\xcf\x11\xe0 old")
    with pytest.raises(Unreadable, match="Save it"):
        take_in(b"PK\x03\x04 broken")
