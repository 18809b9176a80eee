"""An organiser sees which evenings are busy and which are empty, before she chooses one."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from seurantalo.organizations.tests.factories import member, organization
from seurantalo.planning.tests.factories import plan
from seurantalo.planning.tests.test_planning_calendar import DAY, EVENING, IISALMI, MONTH, happening

pytestmark = pytest.mark.django_db
ADDRESS = f"/suunnittelu/vilkkaus?pvm={MONTH}"


@pytest.fixture
def signed_in(client, aino):
    friends = organization()
    member(friends, aino)
    happening("Mummokerho", EVENING, target_groups=("older-people",))
    happening("Kuoro", EVENING + timedelta(hours=1))
    happening("Aamukahvit", EVENING - timedelta(hours=9))
    happening("Iisalmen tanssit", EVENING + timedelta(days=1), place=IISALMI)
    plan("Oma ilta", of=friends, at=EVENING + timedelta(days=1))
    client.force_login(aino)
    return client


def soup_of(client, query: str = "") -> BeautifulSoup:
    answer = client.get(ADDRESS + query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def evening(soup: BeautifulSoup, day) -> str:
    wanted = f"{day.day}.{day.month}."
    (cell,) = [
        td
        for td in soup.select("table.heat td")
        if td.a and wanted == td.select_one(".heat-date").get_text()
    ]
    return cell.strong.get_text()


def test_each_evening_has_its_number_in_the_picture_and_in_the_table(signed_in):
    soup = soup_of(signed_in)
    assert evening(soup, DAY) == "2" and evening(soup, DAY + timedelta(days=1)) == "2"
    numbers = [text.get_text() for text in soup.select("svg .heat-number")]
    assert numbers.count("2") == 2 and len(numbers) >= 28
    assert soup.select_one("svg[role=img]")["aria-label"]


def test_of_one_town_and_for_whom(signed_in):
    assert evening(soup_of(signed_in, "&kunta=140"), DAY) == "0"
    assert evening(soup_of(signed_in, "&kunta=140"), DAY + timedelta(days=1)) == "1"
    for_elderly = soup_of(signed_in, "&kohderyhma=older-people")
    assert evening(for_elderly, DAY) == "1"
    (row,) = [
        tr for tr in for_elderly.select("tbody tr") if tr.th and "Ikäihmiset" in tr.th.get_text()
    ]
    assert [td.get_text() for td in row.select("td")][1] == "1"


def test_the_emptiest_evenings_lead_to_a_new_plan(signed_in):
    links = [a["href"] for a in soup_of(signed_in).select("main strong ~ a")]
    assert len(links) == 5 and all("/suunnitelmat/uusi?pvm=" in each for each in links)
    assert str(DAY) not in " ".join(links)


def test_the_same_as_a_file(signed_in):
    answer = signed_in.get(ADDRESS + "&muoto=csv")
    assert (
        answer["Content-Type"].startswith("text/csv")
        and "attachment" in answer["Content-Disposition"]
    )
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [
        "Päivä",
        "Viikonpäivä",
        "Koko päivä",
        "Aamu",
        "Iltapäivä",
        "Ilta",
        "Yhteensä",
    ]
    assert [row for row in rows if row[0] == str(DAY)] == [
        [str(DAY), "ti", "0", "1", "0", "2", "3"]
    ]
    assert rows[1][0] == str(MONTH)


def test_constant_questions(signed_in, aino, django_assert_max_num_queries):
    soup_of(signed_in)
    with django_assert_max_num_queries(30) as few:
        soup_of(signed_in)
    for n in range(6):
        happening(f"Kerho {n}", EVENING, target_groups=("children",))
    with django_assert_max_num_queries(len(few)):
        soup_of(signed_in)


def test_strangers_do_not_see_it(client):
    assert client.get(ADDRESS).status_code == 302
