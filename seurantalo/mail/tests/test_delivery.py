"""Mail servers refuse, disappear and tell of bounces; readers have had enough."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from anymail.signals import tracking
from django.utils import timezone

from seurantalo.mail import commands, kinds, queries, tasks
from seurantalo.mail.messages import Button, Message
from seurantalo.mail.models import Bounce, Delivery

pytestmark = pytest.mark.django_db
NEWS = "tests.news"


def letter(kind: str = "tests.letter") -> Message:
    return Message(kind, "Hei", ("Terve!", Button("Katso", "https://x.example/")))


@pytest.fixture
def news(monkeypatch):
    """A kind of letter that one can say no to."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    return kinds.register(NEWS, "Uutiset", sample=lambda: letter(NEWS), optional=True)


@pytest.fixture
def server(monkeypatch):
    """A mail server that answers what the test says."""
    answers = SimpleNamespace(error=None)

    def send(self, *args, **kwargs):
        if answers.error:
            raise answers.error
        return 1

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)
    return answers


def refusal(code: int) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"aino@x.example": (code, b"no such user")})


def test_a_refusal_for_good_is_a_bounce_and_nothing_more_is_sent(server, mailoutbox):
    server.error = refusal(550)
    delivery = commands.send(letter(), to="aino@x.example")
    delivery.refresh_from_db()
    assert delivery.status == "bounced"
    assert queries.bounced(["Aino@x.example", "b@x.example"]) == {"aino@x.example"}
    server.error = None
    assert commands.send(letter(), to="aino@x.example") is None


def test_signing_in_is_always_tried_and_what_gets_through_ends_the_bounce(server):
    commands.note_bounce("aino@x.example", "mailbox full")
    assert commands.send(letter("accounts.sign_in_code"), to="aino@x.example")
    assert not Bounce.objects.exists()


@pytest.mark.parametrize("error", [refusal(450), smtplib.SMTPServerDisconnected("gone"), OSError()])
def test_what_may_pass_is_left_for_the_queue_to_try_again(server, error):
    delivery = waiting_letter()
    server.error = error
    with pytest.raises(type(error)):
        commands.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.status, delivery.content is None) == ("waiting", False)
    with pytest.raises(type(error)):
        tasks.deliver.call(SimpleNamespace(attempt=tasks.ATTEMPTS), delivery.pk)
    delivery.refresh_from_db()
    assert delivery.status == "failed"
    server.error = None
    assert commands.deliver(delivery.pk)  # an administrator tried the dead letter again


def test_a_letter_is_not_sent_twice_when_its_task_runs_twice(mailoutbox):
    delivery = commands.send(letter(), to="aino@x.example")
    assert not commands.deliver(delivery.pk)
    assert len(mailoutbox) == 1


def waiting_letter() -> Delivery:
    return Delivery.objects.create(
        to="aino@x.example", kind="tests.letter", language="fi", content=commands.to_json(letter())
    )


def test_while_one_worker_sends_a_letter_another_does_not(monkeypatch):
    """A retry, or a worker that took another for dead, comes in the middle of the sending."""
    delivery, sent = waiting_letter(), []

    def send(self, mails, **kwargs):
        sent.extend(mails)
        assert len(sent) == 1 and not commands.deliver(delivery.pk)
        return 1

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)
    assert commands.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (len(sent), delivery.status, delivery.content) == (1, "sent", None)


def test_what_a_killed_worker_held_is_sent_later(server, mailoutbox, monkeypatch):
    delivery, later = waiting_letter(), []
    monkeypatch.setattr(commands, "enqueue", lambda *args, after: later.append((args, after)))
    server.error = SystemExit()  # no error that could be caught and put right: the process ends
    with pytest.raises(SystemExit):
        commands.deliver(delivery.pk)
    server.error = None
    assert not commands.deliver(delivery.pk)
    assert later == [(("seurantalo.mail.tasks.deliver", delivery.pk), commands.IN_HAND)]
    Delivery.objects.update(taken_at=timezone.now() - commands.IN_HAND - timedelta(seconds=1))
    assert commands.deliver(delivery.pk)
    assert not commands.deliver(delivery.pk)


@pytest.mark.parametrize("error", [None, refusal(550)])
def test_who_is_forgotten_while_a_letter_to_her_leaves_stays_forgotten(monkeypatch, error):
    delivery = waiting_letter()

    def send(self, mails, **kwargs):
        commands.forget("aino@x.example")
        if error:
            raise error
        return 1

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)
    commands.deliver(delivery.pk)
    assert not Delivery.objects.exists()
    assert not Bounce.objects.exists()


def test_a_mail_provider_tells_of_a_bounce():
    event = SimpleNamespace(
        event_type="bounced", recipient="Aino@x.example", description="", reject_reason="bounced"
    )
    for _time in range(2):
        tracking.send(sender=object(), event=event, esp_name="Mailjet")
    assert Bounce.objects.get().count == 2
    event.event_type, event.recipient = "opened", "b@x.example"
    tracking.send(sender=object(), event=event, esp_name="Mailjet")
    assert queries.bounced(["b@x.example"]) == set()


def test_nobody_is_flooded(mailoutbox, monkeypatch):
    monkeypatch.setattr(commands, "AN_HOUR", 2)
    monkeypatch.setattr(commands, "A_DAY", 4)
    for _time in range(3):
        commands.send(letter(), to="aino@x.example")
    commands.send(letter(), to="bertta@x.example")
    assert [mail.to[0][0] for mail in mailoutbox] == ["a", "a", "b"]
    waiting = Delivery.objects.get(status="waiting")
    Delivery.objects.update(sent_at=timezone.now() - timedelta(hours=1, minutes=1))
    assert commands.deliver(waiting.pk)
    commands.send(letter(), to="aino@x.example")
    commands.send(letter(), to="aino@x.example")
    assert Delivery.objects.filter(status="held").count() == 1


def test_one_click_and_no_more_of_these_letters(client, news, mailoutbox):
    commands.send(letter(NEWS), to="aino@x.example")
    headers = mailoutbox[0].message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = headers["List-Unsubscribe"].strip("<>")
    assert url in mailoutbox[0].body
    path = url.removeprefix("http://localhost:8000")

    page = client.get(path)
    assert page.status_code == 200
    assert not queries.unsubscribed("aino@x.example", NEWS)  # looking changes nothing

    # As Gmail posts it: no cookie, no token of ours.
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert commands.send(letter(NEWS), to="Aino@x.example") is None
    assert commands.send(letter(NEWS), to="bertta@x.example")

    client.post(path, {"again": "1"})
    assert commands.send(letter(NEWS), to="aino@x.example")


def test_letters_about_the_account_cannot_be_unsubscribed(mailoutbox):
    commands.send(letter("accounts.sign_in_code"), to="aino@x.example")
    assert "List-Unsubscribe" not in mailoutbox[0].message()


@pytest.mark.parametrize("token", ["x", "a:b:c", "WyJ4Il0:1a:b"])
def test_a_broken_link_says_so(client, token):
    assert client.get(f"/ei-enaa/{token}").status_code == 404


def test_own_words_of_an_administrator(mailoutbox):
    plain = Message(
        "tests.invitation",
        "Kutsu",
        ("Terve!", "Tervetuloa.", Button("Mukaan", "https://x.example/k"), "Hei hei."),
        {"name": "Nilsiän ystävät"},
    )
    commands.change_text(
        "tests.invitation",
        "fi",
        subject="{name} kutsuu",
        opening="Hei!\r\n\r\n{name} odottaa. {outo}",
        closing="",
    )
    commands.send(plain, to="aino@x.example")
    (mail,) = mailoutbox
    assert mail.subject == "Nilsiän ystävät kutsuu"
    assert mail.body.startswith(
        "Hei!\n\nNilsiän ystävät odottaa. {outo}\n\nMukaan:\nhttps://x.example/k\n\nHei hei."
    )
    commands.restore_text("tests.invitation", "fi")
    commands.send(plain, to="aino@x.example")
    assert mailoutbox[1].subject == "Kutsu"


def test_letters_are_forgotten_in_three_months_or_when_asked(mailoutbox):
    commands.send(letter(), to="aino@x.example")
    commands.send(letter(), to="bertta@x.example")
    Delivery.objects.filter(to="aino@x.example").update(
        created_at=timezone.now() - timedelta(days=91)
    )
    assert tasks.tidy.call() == 1
    commands.forget("Bertta@x.example")
    assert not Delivery.objects.exists()


def test_an_address_that_bounced_is_tried_again_after_a_year():
    for email in ("aino@x.example", "bertta@x.example"):
        commands.note_bounce(email, "no such user")
    Bounce.objects.filter(email="aino@x.example").update(
        last_at=timezone.now() - timedelta(days=366)
    )
    assert tasks.tidy.call() == 1
    assert Bounce.objects.get().email == "bertta@x.example"
