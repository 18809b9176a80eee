"""Organisers write to each other about a plan, on the page and by mail; nobody hears what is not hers."""

from __future__ import annotations

from base64 import b64encode
from types import SimpleNamespace

import pytest
from anymail.inbound import AnymailInboundMessage
from anymail.signals import inbound
from anymail.webhooks.mailjet import MailjetInboundWebhookView
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.urls import reverse

from seurantalo.accounts import commands as accounts
from seurantalo.accounts import own_data
from seurantalo.accounts.tests.factories import person
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.planning import talking, together
from seurantalo.planning.inbound import new_words
from seurantalo.planning.models import Follow, Message
from seurantalo.planning.tests.factories import plan


@pytest.fixture
def hinted(friends):
    """A plan of which others see a hint."""
    return plan(
        "Salaiset tanssit", of=friends, shown="hint", hint="Jotain ikäihmisille", seeks_room=True
    )


@pytest.fixture
def comes_in(settings):
    """Answers are taken in at this address."""
    settings.INBOUND_DOMAIN = "posti.seurantalo.example"


def texts(plan, user):
    return [message.text for message in talking.messages_for(plan, user)]


def test_an_answer_to_what_is_looked_for_opens_a_talk(
    client, hinted, kalles, friends, aino, kalle, mailoutbox
):
    client.force_login(kalle)
    seen = client.get(reverse("plan", args=[hinted.pk]))
    assert "Meillä on tila" in seen.text and "Salaiset" not in seen.text
    begun = client.get(reverse("plan", args=[hinted.pk]), {"vastaa": "room"})
    assert "Voisimme tarjota tilan:" in begun.text
    client.post(reverse("plan-write", args=[hinted.pk]), {"text": "Sali on vapaa."})
    assert hinted.partners.get().status == "talks"
    (letter,) = mailoutbox
    assert letter.to == [aino.email] and "Sali on vapaa." in letter.body

    talking.write(hinted, "Kiitos! Sopii hyvin.", by=aino)
    answer = mailoutbox[1]
    assert answer.to == [kalle.email] and "Kiitos! Sopii hyvin." in answer.body
    assert "Salaiset" not in answer.body + answer.subject + str(answer.message())
    assert "Jotain ikäihmisille" in answer.subject
    assert "Salaiset" not in str(own_data.of(kalle))


def test_those_who_only_talk_do_not_read_each_other(hinted, friends, kalles, aino, kalle, doris):
    third = organization("Kolmas ry")
    liisa = person("Liisa")
    member(third, liisa)
    talking.write(hinted, "Aino itsekseen", by=aino)
    talking.write(hinted, "Liisan asia", by=liisa)
    talking.write(hinted, "Kallen asia", by=kalle)
    talking.write(hinted, "Ainon vastaus", by=aino)
    assert texts(hinted, kalle) == ["Kallen asia", "Ainon vastaus"]
    assert texts(hinted, liisa) == ["Liisan asia", "Ainon vastaus"]
    assert len(texts(hinted, aino)) == 4
    assert texts(hinted, doris) == texts(hinted, person("Outo")) == []
    together.invite(hinted, kalles, by=aino)
    assert len(texts(hinted, kalle)) == 4


def test_who_may_not_see_it_cannot_write(hinted, friends, far, doris, admin, client):
    for who in (far, doris, admin):
        with pytest.raises(PermissionDenied):
            talking.write(hinted, "Hei", by=who)
    client.force_login(far)
    assert client.post(reverse("plan-write", args=[hinted.pk]), {"text": "x"}).status_code == 404


def test_nobody_writes_in_the_name_of_another(hinted, kalles, friends, kalle):
    with pytest.raises(PermissionDenied):
        talking.write(hinted, "Hei", by=kalle, organization=friends)


def test_what_is_wrong_is_said_and_the_words_are_kept(client, hinted, kalles, kalle):
    client.force_login(kalle)
    address = reverse("plan-write", args=[hinted.pk])
    assert client.post(address, {"text": "  "}).status_code == 422
    long = client.post(address, {"text": "ä" * 5001})
    assert long.status_code == 422 and "ä" * 5001 in long.text
    assert not Message.objects.exists()


def test_too_many_messages_wait(hinted, aino):
    for number in range(talking.AN_HOUR):
        talking.write(hinted, f"Viesti {number}", by=aino)
    with pytest.raises(ValidationError):
        talking.write(hinted, "Vielä yksi", by=aino)


def test_letters_stop_by_a_link_without_signing_in(client, hinted, kalles, aino, kalle, mailoutbox):
    talking.write(hinted, "Hei", by=kalle)
    (letter,) = mailoutbox
    path = next(line for line in letter.body.split() if "/hiljaa/" in line)
    path = path.removeprefix("http://localhost:8000")
    assert client.get(path).status_code == 200
    assert Follow.objects.get(user=aino).by_mail  # to look stops nothing
    client.post(path)
    talking.write(hinted, "Hei taas", by=kalle)
    assert len(mailoutbox) == 1
    assert client.get(path[:-2]).status_code == 404


def test_unread_messages_are_counted_and_marked(client, hinted, kalles, aino, kalle):
    talking.write(hinted, "Yksi", by=kalle)
    talking.write(hinted, "Kaksi", by=kalle)
    assert (
        talking.unread(aino) == [(hinted.pk, "Salaiset tanssit", 2)] and talking.unread(kalle) == []
    )
    client.force_login(aino)
    client.get(reverse("plan", args=[hinted.pk]))
    assert talking.unread(aino)  # to look writes nothing
    client.post(reverse("plan-follow", args=[hinted.pk]), {"read": "yes"})
    assert talking.unread(aino) == []


def test_of_who_has_left_only_the_organisation_stays(hinted, kalles, kalle, aino):
    talking.write(hinted, "Hei", by=kalle)
    accounts.erase(kalle, by=kalle)
    (message,) = talking.messages_for(hinted, aino)
    assert message.author is None and message.organization == kalles
    assert not Follow.objects.filter(user__email__startswith="kalle").exists()


def mail(to, text, sender, **headers):
    told = AnymailInboundMessage.construct(
        from_email=sender, to=to, subject="Re: Viesti", text=text, headers=headers or None
    )
    told.envelope_recipient, told.envelope_sender = to, sender
    event = SimpleNamespace(message=told, event_type="inbound")
    inbound.send(sender=object(), event=event, esp_name="Mailjet")


ANSWER = """Sopii, nähdään torstaina.
Tuon kahvit.

Ke 3.4.2027 klo 12.30 Seurantalo <yhteys@seurantalo.example>
kirjoitti:
> — Kirjoita vastauksesi tämän rivin yläpuolelle —
> Kalle Korhonen, Iisalmen Martat ry, kirjoittaa:
"""


def test_an_answer_by_mail_joins_the_talk(hinted, kalles, aino, kalle, mailoutbox, comes_in):
    talking.write(hinted, "Käykö torstai?", by=kalle)
    reply_to = mailoutbox[0].reply_to[0]
    assert reply_to == f"plan+{Follow.objects.get(user=aino).reply_token}@posti.seurantalo.example"
    assert "rivin yläpuolelle" in mailoutbox[0].body
    for _twice in range(2):  # providers tell again what they are not sure of
        mail(reply_to, ANSWER, aino.email, **{"Message-ID": "<1@x.example>"})
    said = Message.objects.get(author=aino)
    assert said.text == "Sopii, nähdään torstaina.\nTuon kahvit." and said.by_mail
    assert mailoutbox[-1].to == [kalle.email]


def handed_over(rf, told, secret="posti:salaisuus"):
    """As the mail provider posts a mail to us."""
    word = "Basic " + b64encode(secret.encode()).decode()
    hook = MailjetInboundWebhookView.as_view()
    asked = rf.post(
        "/anymail/mailjet/inbound/", told, "application/json", headers={"Authorization": word}
    )
    return hook(asked)


def test_the_provider_hands_an_answer_over(
    rf, settings, hinted, kalles, aino, kalle, mailoutbox, comes_in
):
    settings.ANYMAIL = {"WEBHOOK_SECRET": "posti:salaisuus"}
    talking.write(hinted, "Käykö torstai?", by=kalle)
    (to,) = mailoutbox[0].reply_to
    told = {
        "Sender": aino.email,
        "Recipient": to,
        "Headers": {"From": f"Aino <{aino.email}>", "To": to, "Message-ID": "<2@x.example>"},
        "Parts": [],
        "Text-part": ANSWER,
    }
    with pytest.raises(SuspiciousOperation):
        handed_over(rf, told, "posti:arvaus")
    assert not Message.objects.filter(author=aino).exists()
    assert handed_over(rf, told).status_code == 200
    said = Message.objects.get(author=aino)
    assert said.text == "Sopii, nähdään torstaina.\nTuon kahvit." and said.by_mail
    assert mailoutbox[-1].to == [kalle.email] and "Tuon kahvit." in mailoutbox[-1].body


@pytest.mark.parametrize(
    ("to", "sender", "headers"),
    [
        ("plan+" + "0" * 32 + "@posti.seurantalo.example", "", {}),
        ("{token}@muualla.example", "", {}),
        ("{token}@posti.seurantalo.example", "kalle@x.example", {}),
        ("{token}@posti.seurantalo.example", "", {"Auto-Submitted": "auto-replied"}),
        ("{token}@posti.seurantalo.example", "", {"Precedence": "bulk"}),
        ("{token}@posti.seurantalo.example", "", {"List-Id": "<lista.example>"}),
    ],
)
def test_what_is_no_answer_of_hers_is_left(hinted, aino, comes_in, to, sender, headers):
    token = f"plan+{hinted.follows.get_or_create(user=aino, reply_token='a' * 32)[0].reply_token}"
    mail(to.format(token=token), "Hei", sender or aino.email, **headers)
    assert not Message.objects.exists()


def test_a_mail_without_words_of_its_own_or_with_very_many_is_left(hinted, aino, comes_in):
    hinted.follows.create(user=aino, reply_token="a" * 32)
    to = f"plan+{'a' * 32}@posti.seurantalo.example"
    for text in ("> vain lainaus\n", "x" * 5001):
        mail(to, text, aino.email)
    assert not Message.objects.exists()


def test_who_has_left_the_organisation_answers_no_more(hinted, friends, aino, comes_in):
    hinted.follows.create(user=aino, reply_token="a" * 32)
    friends.memberships.all().delete()
    mail(f"plan+{'a' * 32}@posti.seurantalo.example", "Hei", aino.email)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "Joo.\n\nOn Wed, 3 Apr 2027 at 12:30, Seurantalo <a@b.example> wrote:\n> Hei",
        "Joo.\n-- \nAino Virtanen\n040 123",
        "Joo.\n\n-----Alkuperäinen viesti-----\nLähettäjä: Seurantalo",
        "Joo.\r\n\r\n________________________________\r\nFrån: Seurantalo",
        "Joo.\n— Skriv ditt svar ovanför den här raden —\nKalle",
    ],
)
def test_only_the_new_words_are_taken(text):
    assert new_words(text) == "Joo."


def test_a_sentence_that_says_who_wrote_is_kept():
    assert new_words("Hän kirjoitti: tule!\nSelvä") == "Hän kirjoitti: tule!\nSelvä"
