"""Aino keeps her own account: name, address, password, sessions, data, leaving."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from seurantalo.accounts import commands, inactivity, own_data, signals, tasks
from seurantalo.accounts.models import ApiKey, User
from seurantalo.accounts.tests.letterbox import code_in
from seurantalo.jobs import registry

pytestmark = pytest.mark.django_db
PASSWORD = "kuoro-ja-kahvi-2026"


def sign_in(user, password=PASSWORD):
    if not user.check_password(password):
        user.set_password(password)
        user.save()
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    client.post(reverse("sign-in"), {"login": user.email, "password": password})
    return client


def prove(browser):
    """Before something that matters she is asked who she is once more."""
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_a_stranger_is_led_to_the_door_and_back(client):
    for name in ("account", "account-erase", "api-keys", "account-download", "mfa_index"):
        assert client.get(reverse(name))["Location"].startswith(reverse("sign-in") + "?next=/tili")


def test_she_changes_her_name_and_the_language_of_letters(client, aino):
    client.force_login(aino)
    sent = {"first_name": "Aino", "last_name": "Ahonen", "language": "sv"}
    assert client.post(reverse("account"), sent)["Location"] == reverse("account")
    aino.refresh_from_db()
    assert (str(aino), aino.language) == ("Aino Ahonen", "sv")


def test_a_faulty_name_is_told_and_nothing_typed_is_lost(client, aino):
    client.force_login(aino)
    sent = {"first_name": "A" * 200, "last_name": "Ahonen", "language": "fi"}
    page = client.post(reverse("account"), sent)
    assert page.status_code == 422
    assert "error-summary" in page.content.decode() and "A" * 200 in page.content.decode()


def test_a_new_address_holds_from_its_code_on(aino, mailoutbox):
    browser = sign_in(aino)
    new, page = "aino.ahonen@example.fi", reverse("account_email")
    asked = browser.post(page, {"email": new, "action_add": ""}, follow=True)
    assert "Oletko se yhä sinä?" in asked.content.decode()
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": page})
    aino.refresh_from_db()
    assert mailoutbox[-1].to == [new] and aino.email != new
    browser.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox)})
    aino.refresh_from_db()
    assert aino.email == new
    assert list(EmailAddress.objects.filter(user=aino).values_list("email", "verified")) == [
        (new, True)
    ]
    assert "vaihdettiin" in mailoutbox[-1].subject


def test_the_address_of_another_is_not_taken_even_with_its_code(aino, kalle, mailoutbox):
    browser = sign_in(aino)
    prove(browser)
    browser.post(reverse("account_email"), {"email": kalle.email, "action_add": ""})
    taken = {"code": code_in(mailoutbox)}
    page = browser.post(reverse("account_email_verification_sent"), taken).content.decode()
    assert mailoutbox[-1].to == [kalle.email] and "kuuluu toiselle" in page
    assert not EmailAddress.objects.filter(user=aino, email=kalle.email, verified=True).exists()


def test_a_forgotten_password_is_replaced_by_a_code(client, aino, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": aino.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in(mailoutbox)})
    new = {"password1": "uusi-ja-pitka-salasana"}
    client.post(reverse("account_complete_password_reset"), new)
    assert sign_in_works(aino.email, new["password1"])
    assert "vaihdettiin koodilla" in mailoutbox[-1].subject


def sign_in_works(email, password):
    client = Client()
    client.post(reverse("sign-in"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


def test_a_weak_password_is_refused_with_words(client, aino):
    client.force_login(aino)
    page = client.post(reverse("account_set_password"), {"password1": "12345"}).content.decode()
    assert "error-summary" in page


def test_who_has_never_proved_her_address_does_so_at_sign_in(client, mailoutbox):
    User.objects.create_user("maija@example.fi", PASSWORD)
    sent = {"login": "maija@example.fi", "password": PASSWORD}
    answer = client.post(reverse("sign-in"), sent)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox)})
    assert "_auth_user_id" in client.session


def test_five_wrong_passwords_close_the_door_for_ten_minutes(client, aino):
    for _ in range(6):
        page = client.post(reverse("sign-in"), {"login": aino.email, "password": "x"})
    assert "Liian monta yritystä" in page.content.decode()


def test_sessions_are_listed_and_one_or_all_the_others_ended(aino):
    here, phone, library = (sign_in(aino) for _ in range(3))
    page = here.get(reverse("usersessions_list")).content.decode()
    assert page.count("Firefox, Windows</th>") == 3 and "Tämä laite" in page
    others = UserSession.objects.filter(user=aino).exclude(session_key=here.session.session_key)
    here.post(reverse("account-end-session", args=[others[0].pk]))
    assert UserSession.objects.filter(user=aino).count() == 2
    here.post(reverse("usersessions_list"))
    assert phone.get(reverse("account")).status_code == 302
    assert library.get(reverse("account")).status_code == 302
    assert here.get(reverse("account")).status_code == 200


def test_nobody_ends_the_session_of_another(aino, kalle):
    sign_in(aino)
    theirs = UserSession.objects.get(user=aino)
    sign_in(kalle).post(reverse("account-end-session", args=[theirs.pk]))
    assert UserSession.objects.filter(pk=theirs.pk).exists()


def test_own_data_come_as_json_from_every_room(client, aino, monkeypatch):
    monkeypatch.setattr(own_data, "_held", dict(own_data._held))
    own_data.register("choir", lambda user: {"voice": "alto", "who": user.pk})
    client.force_login(aino)
    answer = client.get(reverse("account-download"))
    told = json.loads(answer.content)
    assert "attachment" in answer["Content-Disposition"]
    assert told["choir"] == {"voice": "alto", "who": aino.pk}
    assert told["account"]["email"] == aino.email and "password" not in answer.content.decode()


def test_erasing_asks_for_the_address_by_hand(client, aino):
    client.force_login(aino)
    page = client.post(reverse("account-erase"), {"email": "kalle@seurantalo.example"})
    assert page.status_code == 422 and aino.email in page.content.decode()
    assert User.objects.filter(pk=aino.pk).exists()


def test_erased_she_is_gone_and_gets_a_receipt(client, aino, mailoutbox):
    heard = []
    signals.leaving.connect(
        listener := (lambda user, **_: heard.append((user.email, User.objects.count()))), weak=False
    )
    client.force_login(aino)
    client.post(reverse("account-erase"), {"email": aino.email.upper()})
    signals.leaving.disconnect(listener)
    assert heard == [(aino.email, 1)]
    assert not User.objects.exists() and not EmailAddress.objects.exists()
    assert "_auth_user_id" not in client.session
    assert mailoutbox[-1].to == [aino.email] and "poistettu" in mailoutbox[-1].subject


def test_what_she_did_stays_in_the_log_without_her_name(aino):
    key, _secret = commands.make_key(by=aino, name="verkkosivut")
    line = publishing_lines(key)
    commands.erase(aino, by=aino)
    after = publishing_lines(key)
    assert line and after == line
    assert all("Aino" not in text and "aino@" not in text for text in after)


def publishing_lines(key):
    rows = apps.get_model("wagtailcore", "ModelLogEntry").objects.filter(object_id=str(key.pk))
    return [f"{row.label} {row.action} {row.data}" for row in rows]


def test_only_what_is_known_to_work_in_somebodys_name_keeps_her():
    """Nothing new may stand in the way of erasure: give its key CASCADE or SET_NULL."""
    keeping = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is User
        if field.remote_field.on_delete in (models.PROTECT, models.RESTRICT)
    }
    assert keeping == {"interop.Source.user"}


def test_who_writes_for_a_source_is_told_why_she_cannot_go(client, aino):
    Source = apps.get_model("interop", "Source")
    Source.objects.create(code="kunta", name="Kunnan luettelo", user=aino)
    client.force_login(aino)
    page = client.post(reverse("account-erase"), {"email": aino.email})
    assert page.status_code == 422 and "toimii nimissäsi" in page.content.decode()


def test_nobody_erases_another(aino, kalle):
    with pytest.raises(PermissionDenied):
        commands.erase(aino, by=kalle)


def away(user, months, **fields):
    seen = timezone.now() - timedelta(days=months * 31)
    User.objects.filter(pk=user.pk).update(last_login=seen, date_joined=seen, **fields)


def test_the_unused_account_is_warned_of_and_a_month_later_removed(aino, kalle, mailoutbox):
    away(aino, 23.5)
    assert inactivity.warn() == 1 and inactivity.warn() == 0
    assert mailoutbox[0].to == [aino.email] and "Tarvitsetko" in mailoutbox[0].subject
    assert inactivity.remove() == 0
    away(aino, 25, warned=timezone.now() - timedelta(days=32))
    assert inactivity.remove() == 1
    assert list(User.objects.all()) == [kalle]


def test_coming_back_calls_the_removal_off(aino, mailoutbox):
    away(aino, 24)
    inactivity.warn()
    sign_in(aino)
    assert inactivity.remove(timezone.now() + timedelta(days=40)) == 0


def test_nobody_is_removed_unwarned(aino):
    away(aino, 60)
    assert inactivity.remove() == 0


def test_a_key_in_use_keeps_the_account(aino):
    away(aino, 30)
    key, _secret = commands.make_key(by=aino, name="verkkosivut")
    ApiKey.objects.filter(pk=key.pk).update(last_used=timezone.now())
    assert inactivity.warn() == 0


def test_the_night_does_all_this(aino, mailoutbox):
    away(aino, 24)
    unproved = commands.join(email="typo@example.fi", language="fi")
    User.objects.filter(pk=unproved.pk).update(date_joined=timezone.now() - timedelta(days=8))
    tasks.tend_accounts.call()
    assert len(mailoutbox) == 1 and not User.objects.filter(email="typo@example.fi").exists()
    assert "accounts" in {entry.name for entry in registry.timetable()}


def test_one_who_cannot_go_stays_and_the_night_goes_on(aino, kalle, caplog):
    def stop(user, **_):
        if user == aino:
            raise ValidationError("the last of the kitchen")

    for user in (aino, kalle):
        away(user, 30, warned=timezone.now() - timedelta(days=40))
    signals.leaving.connect(stop)
    try:
        assert inactivity.remove() == 1
    finally:
        signals.leaving.disconnect(stop)
    assert list(User.objects.all()) == [aino] and "kitchen" in caplog.text


def test_after_the_receipt_her_address_is_nowhere(client, aino, mailoutbox):
    client.force_login(aino)
    client.post(reverse("account-erase"), {"email": aino.email})
    assert mailoutbox[-1].to == [aino.email]
    assert not apps.get_model("mail", "Delivery").objects.filter(to=aino.email).exists()
