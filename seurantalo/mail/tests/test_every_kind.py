"""Every kind of letter there is: known, translated, with something to do and nothing foreign."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from seurantalo.mail import wording
from seurantalo.mail.gallery import LANGUAGES, sample, specimen
from seurantalo.mail.kinds import kind, kinds

ROOMS = Path(__file__).resolve().parents[2]
NAMES = sorted(each.name for each in kinds())


def known(name: str):
    found = kind(name)
    assert found
    return found


def test_every_kind_that_is_composed_is_registered():
    composed = set()
    for path in ROOMS.glob("*/letters.py"):
        composed |= set(re.findall(r'Message\(\s*(?:kind=)?"([\w.]+)"', path.read_text()))
    assert composed <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_said_in_every_language(name):
    letters = [sample(known(name), language) for language in LANGUAGES]
    for letter in letters:
        assert letter.kind == name
        assert letter.subject.strip()
        assert "\n" not in letter.subject
        assert letter.parts
        assert all(part for part in letter.parts)
    assert (
        len({letter.subject for letter in letters}) == 3
        or len({str(letter.parts) for letter in letters}) == 3
    )
    assert len({len(letter.parts) for letter in letters}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_it_looks_like_ours_and_fetches_nothing(name):
    letter = specimen(known(name), "fi")
    assert 'lang="fi"' in letter.html
    assert not re.search(r'(?:src|background)=["\']?https?:', letter.html)
    assert "@import" not in letter.html
    for url in re.findall(r'href="([^"]+)"', letter.html):
        assert url.startswith(("http://", "https://", "mailto:", "tel:")), url
    assert "None" not in letter.text
    assert not re.search(r"%\(\w+\)s|\{\w+\}|<\w+", letter.text)


@pytest.mark.parametrize("name", NAMES)
def test_an_administrator_may_use_every_value_of_it(name):
    letter = sample(known(name), "fi")
    text = " ".join(f"{{{value}}}" for value in letter.values)
    assert wording.unknown(text, letter.values) == []
    assert wording.unknown("{outo}", letter.values) == ["outo"]


def test_the_gallery_is_written(tmp_path, capsys):
    call_command("mail_gallery", str(tmp_path))
    assert len(list(tmp_path.glob("*.html"))) == len(NAMES) * 3 + 1
