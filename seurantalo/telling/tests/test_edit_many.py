"""Five notices are kept current from one table, with one Save."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from seurantalo.activities import queries
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI
from seurantalo.organizations.tests.factories import NILSIA, member, organization
from seurantalo.publishing.standing import standing
from seurantalo.records.content import ContactPointContent
from seurantalo.records.schemas import PriceRecord, ScheduleRecord
from seurantalo.telling import own_changes

pytestmark = pytest.mark.django_db
CONTACT = ContactPointContent(phone="050 123 4567", email="aino@seura.example")


@pytest.fixture
def friends(aino):
    found = organization()
    member(found, aino)
    found.trusted = True
    found.save()
    return found


@pytest.fixture
def hers(client, aino, friends):
    client.force_login(aino)
    return client


@pytest.fixture
def clubs(friends):
    return [
        activity(name, of=friends, contacts=(CONTACT,), price=PriceRecord(kind="free"))
        for name in ("Kahvila", "Lukupiiri")
    ]


def table(client, clubs):
    return client.get(f"{reverse('edit-many')}?{urlencode({'n': [c.pk for c in clubs]}, True)}")


def filled(answer):
    """The fields of the page as a browser would send them."""
    data = {"n": [form.activity.pk for form in answer.context["forms"]]}
    for form in answer.context["forms"]:
        for bound in form:
            value = bound.value()
            data[bound.html_name] = "" if value is None else value
            hidden = form[bound.name].html_initial_name
            drawn = form.data.get(hidden) if form.is_bound else value
            data[hidden] = "" if drawn is None else drawn
    return data


def save(client, data):
    return client.post(reverse("edit-many"), data)


def told(club):
    club = type(club).objects.get(pk=club.pk)
    return own_changes.brief(queries.content(club))


def test_only_what_was_changed_is_written(hers, clubs):
    first, second = clubs
    before = second.latest_revision_id
    data = filled(table(hers, clubs))
    data[f"n{first.pk}-name"] = "Kahvila ja jutut"
    data[f"n{first.pk}-price"] = "5 €"
    data[f"n{first.pk}-phone"] = "017 123 456"
    data[f"n{first.pk}-last_day"] = "31.5.2026"
    assert save(hers, data).url == reverse("own-activities")
    assert told(first) == own_changes.Brief(
        "Kahvila ja jutut", "5 €", "017 123 456", "aino@seura.example", date(2026, 5, 31)
    )
    second.refresh_from_db()
    assert second.latest_revision_id == before
    assert standing(type(first).objects.get(pk=first.pk)) == "public"


def test_a_row_with_a_mistake_stays_and_the_others_are_saved(hers, clubs):
    first, second = clubs
    data = filled(table(hers, clubs))
    data[f"n{first.pk}-name"] = ""
    data[f"n{first.pk}-phone"] = "soita"
    data[f"n{first.pk}-email"] = "aino"
    data[f"n{first.pk}-last_day"] = "joskus"
    data[f"n{second.pk}-price"] = "10 €"
    answer = save(hers, data)
    assert answer.status_code == 422
    (form,) = answer.context["forms"]
    assert set(form.errors) == {"name", "phone", "email", "last_day"}
    text = answer.content.decode()
    assert 'value="soita"' in text
    assert 'value="joskus"' in text
    assert told(second).price == "10 €"
    assert told(first).name == "Kahvila"


def test_the_last_day_before_the_first_is_told_at_its_row(hers, clubs):
    data = filled(table(hers, clubs))
    data[f"n{clubs[0].pk}-last_day"] = "1.1.2020"
    answer = save(hers, data)
    assert answer.status_code == 422
    assert "Kahvila" in answer.content.decode()
    assert told(clubs[0]).last_day is None


def test_another_s_change_meanwhile_is_shown_and_neither_is_lost(hers, clubs, bertta, friends):
    member(friends, bertta, "editor")
    club = clubs[0]
    mine = filled(table(hers, clubs))
    fresh = type(club).objects.get(pk=club.pk)
    own_changes.change(fresh, {"price": "3 €", "email": "bertta@seura.example"}, by=bertta)
    mine[f"n{club.pk}-price"] = "7 €"
    answer = save(hers, mine)
    assert answer.status_code == 422
    (form,) = answer.context["forms"]
    assert "3 €" in form.errors["price"][0]
    assert told(club).price == "3 €"
    again = filled(answer)
    assert again[f"n{club.pk}-price"] == "7 €"
    assert save(hers, again).status_code == 302
    assert told(club).price == "7 €"
    assert told(club).email == "bertta@seura.example"  # what I did not touch is still hers


def test_others_notices_are_not_in_the_table(hers, clubs):
    theirs = activity("Muiden", of=organization("Siilin Soutajat"))
    assert len(table(hers, [*clubs, theirs]).context["forms"]) == 2
    data = {"n": [theirs.pk], f"n{theirs.pk}-name": "Kaapattu"}
    assert save(hers, data).status_code == 302
    theirs.refresh_from_db()
    assert str(theirs.name) == "Muiden"


def test_nothing_chosen_leads_back(hers):
    assert hers.get(reverse("edit-many")).status_code == 302
    assert hers.get(f"{reverse('edit-many')}?n=x&n={'9' * 40}").status_code == 302


def test_a_draft_is_saved_and_not_sent(hers, friends, aino):
    draft = activity("Luonnos", of=friends, publish=False)
    data = filled(table(hers, [draft]))
    data[f"n{draft.pk}-name"] = "Parempi luonnos"
    save(hers, data)
    draft = type(draft).objects.get(pk=draft.pk)
    assert (str(draft.name), standing(draft), draft.live) == ("Parempi luonnos", "draft", False)


def test_single_dates_have_no_last_day(hers, friends):
    once = ScheduleRecord(dtstart=datetime(2030, 1, 1, 18, tzinfo=HELSINKI))
    event = activity("Juhla", of=friends, channels=(at(NILSIA, once),))
    assert "last_day" not in table(hers, [event]).context["forms"][0].fields


def test_other_languages_and_contacts_survive(friends, admin):
    club = activity(
        "Kahvila",
        of=friends,
        contacts=(CONTACT, ContactPointContent(phone="017 1")),
        price=PriceRecord(kind="paid", text=Text(fi="5 €", sv="5 euro")),
    )
    own_changes.change(club, {"name": "Kahvit", "phone": "", "email": ""}, by=admin)
    content = queries.content(type(club).objects.get(pk=club.pk))
    assert content.price.text == Text(fi="5 €", sv="5 euro")
    assert [one.phone for one in content.contacts] == ["017 1"]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("maksuton", "free", ""),
        ("Ilmainen", "free", ""),
        ("0 €", "free", ""),
        ("5 €", "paid", "5 €"),
        ("vapaaehtoinen maksu", "paid", "vapaaehtoinen maksu"),
        ("", "unknown", ""),
    ],
)
def test_a_price_in_words(text, kind, words):
    found = own_changes.price(text, PriceRecord())
    assert (found.kind, str(found.text)) == (kind, words)


@pytest.mark.parametrize("rows", [1, 6])
def test_few_queries_whatever_the_length(rows, hers, friends, django_assert_max_num_queries):
    clubs = [activity(f"Kerho {n}", of=friends) for n in range(rows)]
    with django_assert_max_num_queries(16):
        table(hers, clubs)
