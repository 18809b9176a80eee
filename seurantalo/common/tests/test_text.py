"""One text in several languages: what a reader of each is shown, and what is refused."""

import copy
import pickle

import pytest

from seurantalo.common.text import Text


def test_a_reader_is_shown_her_own_language():
    assert Text(fi="Kuoro", sv="Kör").pick("sv") == ("sv", "Kör")


@pytest.mark.parametrize(
    ("reader", "shown"), [("sv", "fi"), ("en", "fi"), ("se", "fi"), ("fi", "fi"), ("ar", "fi")]
)
def test_a_missing_language_falls_back_to_finnish(reader, shown):
    assert Text(fi="Kuoro", uk="Хор").pick(reader).lang == shown


def test_any_language_is_better_than_nothing():
    assert Text(uk="Хор").pick("fi") == ("uk", "Хор")
    assert Text().pick("fi") == ("", "")


def test_empty_texts_are_no_texts():
    assert Text(fi="  ", sv=" Kör ") == {"sv": "Kör"}


def test_it_never_changes():
    text = Text(fi="Kuoro")
    with pytest.raises(TypeError):
        text["sv"] = "Kör"
    with pytest.raises(TypeError):
        text.update(sv="Kör")
    assert copy.deepcopy(text) is text
    assert pickle.loads(pickle.dumps(text)) == text


@pytest.mark.parametrize("tag", ["", "FI", "suomi!", "f", "fi_FI"])
def test_a_wrong_language_tag_is_refused(tag):
    with pytest.raises(ValueError, match="language tag"):
        Text({tag: "x"})


def test_only_texts_are_texts():
    with pytest.raises(ValueError, match="not a text"):
        Text({"fi": 3})  # type: ignore[dict-item]
