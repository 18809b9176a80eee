"""Every text is there in Finnish and Swedish; the frame and search in Northern Sámi too."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from seurantalo.common.management import catalogs

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def faults():
    return catalogs.faults(ROOT)


@pytest.mark.parametrize("lang", [*catalogs.COMPLETE, *catalogs.FRAME_ONLY])
def test_no_text_is_missing_or_broken(faults, lang):
    assert [str(fault) for fault in faults if fault.lang == lang] == []


def test_the_kept_texts_are_those_of_the_code():
    wanted = {message.id for message in catalogs.collect(ROOT) if message.id}
    for lang in (*catalogs.COMPLETE, *catalogs.FRAME_ONLY):
        kept = {message.id for message in catalogs.load(ROOT, lang) if message.id}
        assert kept == wanted, "run ./dev messages"


@pytest.fixture
def project(tmp_path):
    """A package of one module and one template, as small as a project can be."""
    templates = tmp_path / "seurantalo/ui/templates/ui"
    templates.mkdir(parents=True)
    (tmp_path / "seurantalo/words.py").write_text(
        "from django.utils.translation import gettext as _, ngettext\n"
        'def f(n):\n    """Not this."""\n    return _("Search"), ngettext("%(n)s hit", "%(n)s hits", n)\n'
    )
    (templates / "base.html").write_text(
        '{% load i18n %}\n  <p>it\'s "quoted" {% translate "Skip to content" %}</p>\n'
        "{% blocktranslate trimmed with a=b %}\n  Hello\n  {{ a }}\n{% endblocktranslate %}\n"
        '{% translate "May" context "month" %}\n'
    )
    return tmp_path


def test_texts_are_found_in_code_and_templates(project):
    found = {(message.id, message.context) for message in catalogs.collect(project) if message.id}
    assert found == {
        ("Search", None),
        (("%(n)s hit", "%(n)s hits"), None),
        ("Skip to content", None),
        ("Hello %(a)s", None),
        ("May", "month"),
    }


def translate(project, *pairs):
    """Write translations into the Finnish .po, as a translator would."""
    catalogs.refresh(project)
    path = catalogs.po_path(project, "fi")
    text = path.read_text()
    for empty, filled in pairs:
        assert empty in text
        text = text.replace(empty, filled)
    path.write_text(text)


def test_translations_are_kept_when_texts_are_collected_again(project):
    translate(
        project,
        ('msgid "Search"\nmsgstr ""', 'msgid "Search"\nmsgstr "Haku"'),
        ('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(n)s osuma"\nmsgstr[1] "%(n)s osumaa"'),
    )
    catalogs.refresh(project)
    kept = catalogs.load(project, "fi")
    assert kept.get("Search").string == "Haku"
    assert kept.get("%(n)s hit").string == ("%(n)s osuma", "%(n)s osumaa")
    assert {fault.msgid for fault in catalogs.faults(project) if fault.lang == "fi"} == {
        "Skip to content", "Hello %(a)s", "May",
    }  # fmt: skip


def test_collecting_twice_changes_nothing(project):
    catalogs.refresh(project)
    first = catalogs.po_path(project, "sv").read_text()
    catalogs.refresh(project)
    assert catalogs.po_path(project, "sv").read_text() == first


def test_compiled_texts_are_what_gettext_reads(project):
    translate(project, ('msgid "Search"\nmsgstr ""', 'msgid "Search"\nmsgstr "Haku"'))
    catalogs.compile_all(project)
    assert b"Haku" in catalogs.po_path(project, "fi").with_suffix(".mo").read_bytes()


@pytest.mark.parametrize(
    ("msgid", "text", "why"),
    [
        ("%(n)s left", "jäljellä", "placeholders differ"),
        ("{part} is wrong", "{osa} on väärin", "placeholders differ"),
        ("Search", "", "not translated"),
        (("%(n)s hit", "%(n)s hits"), ("%(n)s osuma", ""), "not translated"),
        (("%(n)s hit", "%(n)s hits"), ("Yksi osuma", "%(n)s osumaa"), ""),
        (("%(n)s hit", "%(n)s hits"), ("Yksi osuma", "osumia"), "placeholders differ"),
    ],
)
def test_what_counts_as_a_fault(msgid, text, why):
    assert catalogs.fault(Message(msgid), Message(msgid, text)).startswith(why or " "[1:])
    if not why:
        assert catalogs.fault(Message(msgid), Message(msgid, text)) == ""


def test_an_unsure_translation_is_a_fault():
    unsure = Message("Search", "Etsi", flags=["fuzzy"])
    assert "fuzzy" in catalogs.fault(Message("Search"), unsure)


def test_po_files_are_readable_by_anybody():
    for path in ROOT.glob("locale/*/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            read_po(file, abort_invalid=True)
