"""Friendly remarks: what they notice, and what they leave in peace."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from seurantalo.common.text import Text
from seurantalo.records.content import ActivityContent
from seurantalo.telling import hints
from seurantalo.telling.guidance import meter
from seurantalo.telling.plain_text import plain

TODAY = date(2026, 11, 21)
PLEASANT = "Juodaan kahvia ja jutellaan. Yksinkin voi tulla, ja aloittaa voi milloin vain."


def said(field: str, text: str, **others: str) -> list[str]:
    with translation.override("en"):
        return [hint.text for hint in hints.of({field: text, **others}, TODAY)]


def test_a_pleasant_text_is_left_in_peace():
    assert said("text", PLEASANT) == []


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Jumppaa.", "Tell a little more"),
        (PLEASANT * 5, "shown in lists"),
        (PLEASANT + " TERVETULOA KAIKKI", "shouting"),
        (PLEASANT + " Soita 040 123 4567.", "phone number"),
        (PLEASANT + " Vetäjänä Aino Virtanen.", "Aino Virtanen"),
        (PLEASANT + " Yhteyshenkilö: Matti Meri", "Matti Meri"),
        (PLEASANT + " Aloitamme 1.9.2024.", "1.9.2024"),
        (PLEASANT + " <b>Tule</b>", "Codes"),
    ],
)
def test_what_is_noticed(text, remark):
    assert any(remark in each for each in said("text", text))


@pytest.mark.parametrize(
    "text",
    [
        PLEASANT + " Kello 18–19.30 tiistaisin 24.11. alkaen.",
        PLEASANT + " Aloitamme 1.9.2027.",
        PLEASANT + " Nilsiän seurantalolla, SPR on mukana.",
    ],
)
def test_what_is_not(text):
    assert said("text", text) == []


def test_heavy_text_is_said_to_be_heavy():
    heavy = (
        "Toiminnan tarkoituksena on osallisuuden edistäminen hyvinvointiyhteistyöverkostossa"
        " kohderyhmälähtöisesti sekä toimintamahdollisuuksien yhdenvertaisuuden varmistaminen"
        " poikkihallinnollisesti kumppanuuspöytätyöskentelyn palvelukokonaisuuksissa."
    )
    assert hints.is_hard(heavy)
    assert not hints.is_hard(PLEASANT * 3)


def test_a_picture_without_words_and_weeks_without_a_beginning():
    assert said("picture_alt", "", picture="x")
    assert said("times", "joka toinen tiistai klo 18")
    assert not said("times", "joka toinen tiistai klo 18, 24.11. alkaen")
    assert said("price_text", "", price="paid")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Hei <b>sinä</b></p>", "Hei sinä"),
        ("<script>alert(1)</script>Kahvia", "Kahvia"),
        ("<img src=x onerror=alert(1)>Kahvia", "Kahvia"),
        (
            "Kirjoita <aino@seura.example> tai 5 < 6 & 7",
            "Kirjoita <aino@seura.example> tai 5 < 6 & 7",
        ),
        ("rivi<br>toinen", "rivi\ntoinen"),
        ("a\r\nb\x00c", "a\nbc"),
    ],
)
def test_only_words_are_kept(typed, kept):
    assert plain(typed) == kept


def test_the_meter_counts_what_guidance_needs():
    bare = ActivityContent(kind="hobby", name=Text(fi="Kuoro"))
    assert meter(bare).told == 0 and not meter(bare).shows
