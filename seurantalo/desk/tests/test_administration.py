"""Helmi, national administrator, looks after what holds for the whole country; nobody else can."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from seurantalo.accounts import policies
from seurantalo.accounts.models import RegionalRole, User
from seurantalo.accounts.tests import factories as people
from seurantalo.common import switches
from seurantalo.desk.administration import commands
from seurantalo.jobs.models import DeadLetter
from seurantalo.mail import commands as mail
from seurantalo.mail.models import Bounce, Delivery, MailText
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.commands import register
from seurantalo.organizations.models import RegionRule
from seurantalo.organizations.tests.factories import organization_content
from seurantalo.places.models import Area
from seurantalo.telling import translation

pytestmark = pytest.mark.django_db
KIND = "accounts.unused"
RULE = {
    "review": "all",
    "confirm_months": "4",
    "confirm_hobbies_at_term_start": "on",
    "remind_after_days": "7",
    "mark_after_days": "20",
    "hide_after_days": "60",
}


@pytest.fixture
def helmi(client, admin):
    """The administrator at her browser."""
    client.force_login(admin)
    return client


@pytest.fixture
def savo(db):
    return Area.objects.get(kind="region", code="11")


def dead_letter() -> DeadLetter:
    return DeadLetter.objects.create(
        task_path="seurantalo.mail.tasks.deliver",
        queue_name="mail",
        arguments={"args": [0], "kwargs": {}},
        error="OSError: no mail server",
        traceback="…",
        attempts=12,
        enqueued_at=timezone.now(),
    )


def addresses(doris) -> list[str]:
    role = doris.regional_roles.get().pk
    return [
        reverse("administration"),
        reverse("administration-regions"),
        reverse("administration-region", args=["11"]),
        reverse("administration-coordinator", args=[role]),
        reverse("administration-revoke", args=[role]),
        reverse("administration-switches"),
        reverse("administration-letters"),
        reverse("administration-letter", args=[KIND, "fi"]),
        reverse("administration-preview", args=[KIND, "fi"]),
        reverse("administration-queue"),
    ]


def test_only_national_administrators_come_in(client, admin, aino, doris):
    for address in addresses(doris):
        client.logout()
        assert client.get(address).status_code == 302
        for who, status in ((aino, 403), (doris, 403), (admin, 200)):
            client.force_login(who)
            assert client.get(address).status_code == status, address


def test_the_commands_themselves_refuse_others(doris, savo, aino):
    bounce = Bounce.objects.create(email="x@x.example", reason="")
    letter = dead_letter()
    for refused in (
        lambda: commands.change_rule(savo, {"review": "none"}, by=doris),
        lambda: commands.turn_switch("registration", False, by=doris),
        lambda: commands.change_text(KIND, "fi", {}, by=doris),
        lambda: commands.restore_text(KIND, "fi", by=doris),
        lambda: commands.revive(letter, by=doris),
        lambda: commands.discard(letter, by=aino),
        lambda: commands.trust_again(bounce, by=doris),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_the_rule_of_a_region(helmi):
    address = reverse("administration-region", args=["11"])
    assert helmi.post(address, RULE).status_code == 302
    rule = organizations.rule(["11"])
    assert (rule.review, rule.confirm_months, rule.hide_after_days) == ("all", 4, 60)
    assert RegionRule.objects.count() == 1
    wrong = helmi.post(address, RULE | {"mark_after_days": "5"})
    assert wrong.status_code == 422
    assert "ensin muistutus" in wrong.content.decode()
    assert 'value="5"' in wrong.content.decode()  # nothing typed is lost
    assert organizations.rule(["11"]).mark_after_days == 20


@pytest.mark.parametrize(
    "wrong",
    [{"confirm_months": "0"}, {"hide_after_days": "99999999999"}, {"review": "x"}, {"review": ""}],
)
def test_a_wrong_rule_is_said_to_be_wrong(helmi, wrong):
    page = helmi.post(reverse("administration-region", args=["11"]), RULE | wrong)
    assert page.status_code == 422
    assert not RegionRule.objects.exists()


def test_somebody_becomes_a_coordinator_and_ceases(helmi, mailoutbox):
    address = reverse("administration-grant", args=["11"])
    page = helmi.post(address, {"email": "Uusi@Seura.example", "language": "sv"})
    assert page.status_code == 302
    new = User.objects.get(email="uusi@seura.example")
    assert policies.is_coordinator(new, ["11"])
    assert not policies.is_coordinator(new, ["05"])
    (letter,) = mailoutbox
    assert letter.to == ["uusi@seura.example"]
    assert "Norra Savolax" in letter.subject

    again = helmi.post(address, {"email": "uusi@seura.example", "language": "sv"})
    assert again.status_code == 422
    assert "on jo tämän alueen koordinaattori" in again.content.decode()
    assert helmi.post(address, {"email": "ei osoite", "language": "fi"}).status_code == 422

    role = new.regional_roles.get()
    revoke = reverse("administration-revoke", args=[role.pk])
    helmi.get(revoke)
    assert RegionalRole.objects.filter(pk=role.pk).exists()  # looking takes nothing away
    assert helmi.post(revoke).status_code == 302
    assert not policies.is_coordinator(User.objects.get(pk=new.pk), ["11"])
    assert helmi.post(revoke).status_code == 404


def test_whom_citizens_may_ask(helmi, doris):
    role = doris.regional_roles.get()
    address = reverse("administration-coordinator", args=[role.pk])
    told = {"name": "Doris Savolainen", "consent": "on", "phone": "017 123 456", "email": ""}
    assert helmi.post(address, told).status_code == 302
    role.refresh_from_db()
    assert role.contacts[0].name == "Doris Savolainen"
    assert "017 123 456" in helmi.get(address).content.decode()
    helmi.post(address, {"name": "", "phone": "", "email": ""})
    role.refresh_from_db()
    assert role.contacts == ()


def test_switches(helmi):
    assert switches.on("registration")
    address = reverse("administration-switches")
    helmi.post(address, {"name": "registration", "turn": "off"})
    assert not switches.on("registration")
    helmi.post(address, {"name": "registration", "turn": "on"})
    assert switches.on("registration")
    assert helmi.post(address, {"name": "outo", "turn": "on"}).status_code == 404
    with pytest.raises(KeyError):
        switches.on("outo")


def test_registration_turned_off_stops_all_but_officials(aino, doris, admin):
    told = organization_content("Uusi kerho")
    commands.turn_switch("registration", False, by=admin)
    with pytest.raises(ValidationError):
        register(told, by=aino)
    assert register(told, by=doris, speaker="Aino Virtanen")


def test_reporting_without_an_account_turned_off_asks_to_sign_in(client, admin, aino):
    assert client.get(reverse("report")).status_code == 200
    commands.turn_switch("report-without-account", False, by=admin)
    assert reverse("sign-in") in client.get(reverse("report")).url
    client.force_login(aino)
    assert client.get(reverse("report")).status_code == 200


def test_machine_translation_turned_off_is_not_offered(settings, admin):
    settings.TRANSLATION_URL, settings.TRANSLATION_LANGUAGES = "https://mt.example", ["sv"]
    assert translation.offered("sv")
    commands.turn_switch("machine-translation", False, by=admin)
    assert not translation.offered("sv")


def test_a_letter_in_own_words(helmi, aino, mailoutbox):
    from seurantalo.accounts import letters

    address = reverse("administration-letter", args=[KIND, "fi"])
    page = helmi.get(address).content.decode()
    assert "{day}" in page  # what is filled in is shown as a name
    words = {
        "subject": "Vieläkö tarvitset tiliä?",
        "opening": "Hei!\n\nTilisi poistetaan {day}.",
        "closing": "Nähdään.",
    }
    preview = helmi.post(reverse("administration-preview", args=[KIND, "fi"]), words)
    assert "Tilisi poistetaan" in preview.content.decode()
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert not MailText.objects.exists()  # looking keeps nothing

    assert helmi.post(address, words | {"opening": "{outo}"}).status_code == 422
    assert helmi.post(address, words).status_code == 302
    mail.write(letters.unused, timezone.localdate(), to=aino)
    assert mailoutbox[0].subject == "Vieläkö tarvitset tiliä?"
    assert f"poistetaan {timezone.localdate().day}." in mailoutbox[0].body

    assert helmi.post(address, {"restore": "1"}).status_code == 302
    mail.write(letters.unused, timezone.localdate(), to=aino)
    assert mailoutbox[1].subject != mailoutbox[0].subject


def test_words_left_as_they_were_follow_the_service(helmi):
    from seurantalo.mail import gallery, wording
    from seurantalo.mail.kinds import kind

    words = wording.editable(gallery.sample(kind(KIND), "fi"))
    helmi.post(reverse("administration-letter", args=[KIND, "fi"]), words | {"subject": "Oma"})
    own = MailText.objects.get()
    assert (own.subject, own.opening, own.closing) == ("Oma", "", "")


@pytest.mark.parametrize("args", [["outo", "fi"], [KIND, "xx"]])
def test_a_letter_that_is_none(helmi, args):
    assert helmi.get(reverse("administration-letter", args=args)).status_code == 404


def test_what_failed_is_tried_again_or_thrown_away(helmi):
    address = reverse("administration-queue")
    first, second = dead_letter(), dead_letter()
    assert "no mail server" in helmi.get(address).content.decode()
    assert helmi.post(address, {"deed": f"revive {first.pk}"}).status_code == 302
    assert helmi.post(address, {"deed": f"discard {second.pk}"}).status_code == 302
    assert not DeadLetter.objects.exists()
    assert helmi.post(address, {"deed": f"discard {second.pk}"}).status_code == 404  # twice
    for nonsense in ("", "revive", "x 1", "revive ²", "revive " + "9" * 30):
        assert helmi.post(address, {"deed": nonsense}).status_code == 404


def test_an_address_that_bounced_is_trusted_again(helmi):
    mail.note_bounce("aino@x.example", "mailbox full")
    bounce = Bounce.objects.get()
    address = reverse("administration-queue")
    assert "mailbox full" in helmi.get(address).content.decode()
    helmi.post(address, {"deed": f"trust {bounce.pk}"})
    assert not Bounce.objects.exists()


def test_every_change_is_recorded(helmi, admin):
    from django.utils.module_loading import import_string

    helmi.post(reverse("administration-switches"), {"name": "registration", "turn": "off"})
    helmi.post(reverse("administration-region", args=["11"]), RULE)
    log = import_string("wagtail.models.ModelLogEntry").objects.filter(user=admin)
    assert set(log.values_list("action", flat=True)) >= {
        "administration.switch_turned",
        "administration.rule_changed",
    }


def test_lists_ask_the_database_the_same_however_long_they_are(
    helmi, django_assert_max_num_queries
):
    queue, regions = reverse("administration-queue"), reverse("administration-regions")
    for times in (1, 3):
        for number in range(times * 3):
            dead_letter()
            mail.note_bounce(f"a{times}{number}@x.example", "gone")
            Delivery.objects.create(to="b@x.example", kind="x", language="fi", status="failed")
            people.coordinator(f"Koo{times}{number}", region="11")
        with django_assert_max_num_queries(16):
            helmi.get(queue)
        with django_assert_max_num_queries(12):
            helmi.get(regions)
