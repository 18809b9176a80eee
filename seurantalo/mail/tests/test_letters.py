"""A letter reaches its reader in her language, as text and as HTML, and nobody else."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from seurantalo.mail import commands
from seurantalo.mail.messages import (
    Button,
    Code,
    Listing,
    Message,
    Row,
    absolute,
    from_json,
    to_json,
)
from seurantalo.mail.models import Delivery

pytestmark = pytest.mark.django_db


def letter(name: str = "Nilsiän ystävät", subject: str = "Kutsu") -> Message:
    return Message(
        kind="tests.letter",
        subject=subject,
        parts=(
            f"Terve {name}!",
            Button("Tule mukaan", absolute("/kutsu/1?a=1&b=2")),
            Listing((Row("Shakki", "ti klo 18", (Button("Totta yhä", absolute("/v/1")),)),)),
            Code("ABC-123"),
            "Kiitos.",
        ),
        values={"name": name},
    )


def test_text_and_html_say_the_same(mailoutbox):
    commands.send(letter(), to="Aino@Seurantalo.example")
    (mail,) = mailoutbox
    assert mail.to == ["aino@seurantalo.example"]
    html, kind = mail.alternatives[0]
    assert kind == "text/html"
    for said in ("Terve Nilsiän ystävät!", "Tule mukaan", "Shakki", "ti klo 18", "ABC-123"):
        assert said in mail.body
        assert said in html
    assert "\nhttp://localhost:8000/kutsu/1?a=1&b=2\n" in mail.body
    assert 'href="http://localhost:8000/kutsu/1?a=1&amp;b=2"' in html
    assert "<img" not in html  # nothing is fetched, nobody is followed


@pytest.mark.parametrize("odd", ["\x00", "\x1b", "\x7f", "\ufffe", "\u202e", "\u2066"])
def test_a_pasted_control_character_stops_no_letter(mailoutbox, odd):
    commands.send(letter(name=f"Ystävät 🧶{odd}", subject=f"Kut{odd}su"), to="aino@x.example")
    (mail,) = mailoutbox
    assert mail.subject == "Kutsu" and "Terve Ystävät 🧶!" in mail.body
    assert "Terve Ystävät 🧶!" in mail.alternatives[0][0]


def test_it_is_real_mime_with_finnish_letters(mailoutbox):
    commands.send(letter(subject="Kysymys: jatkuuko “Ystävänkahvila”?"), to="aino@x.example")
    raw = mailoutbox[0].message()
    assert raw.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in raw.iter_parts()] == ["text/plain", "text/html"]
    assert "Ystävänkahvila" in str(raw["Subject"])
    assert raw["Auto-Submitted"] == "auto-generated"


def test_what_somebody_typed_is_text_and_never_html(mailoutbox):
    commands.send(letter(name="<script>alert(1)</script><mj-raw>"), to="aino@x.example")
    html = mailoutbox[0].alternatives[0][0]
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_subject_is_one_line(mailoutbox):
    commands.send(letter(subject="Hei\r\nBcc: kaikki@x.example"), to="aino@x.example")
    assert mailoutbox[0].subject == "Hei Bcc: kaikki@x.example"
    assert mailoutbox[0].recipients() == ["aino@x.example"]


@pytest.mark.parametrize(
    "address",
    ["", "aino", "a@x.example\nBcc: b@x.example", "a@x.example, b@x.example", "a@x.example\x00"],
)
def test_an_address_that_is_none_is_refused(address, mailoutbox):
    with pytest.raises(ValueError):
        commands.send(letter(), to=address)
    assert not mailoutbox
    assert not Delivery.objects.exists()


def test_it_is_composed_in_the_readers_language(aino, mailoutbox):
    def compose() -> Message:
        return Message("tests.letter", _("Letters"), (_("Letters"),))

    for language in ("fi", "sv", "en"):
        aino.language = language
        commands.write(compose, to=aino)
    subjects = [mail.subject for mail in mailoutbox]
    assert subjects[2] == "Letters"
    assert len(set(subjects)) == 3
    with translation.override("sv"):
        assert mailoutbox[1].body.startswith(_("Letters"))


def test_what_it_said_is_forgotten_when_it_has_been_sent(mailoutbox):
    delivery = commands.send(letter(), to="aino@x.example")
    delivery.refresh_from_db()
    assert delivery.status == "sent"
    assert delivery.content is None


def test_a_letter_is_kept_whole_until_then():
    assert from_json(to_json(letter())) == letter()
