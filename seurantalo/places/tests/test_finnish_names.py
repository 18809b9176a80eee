"""Place names are recognised and said as Finns inflect them."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.places.commands import DATA
from seurantalo.places.inflection import decline, in_place
from seurantalo.places.names import Name, PlaceNames, fold, name_forms

LOCATIVES = [
    line.replace("_", " ").rsplit(" ", 1)
    for line in (Path(__file__).parent / "locatives.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def names():
    with (DATA / "areas.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "municipality" and not row["replaced_by"]:
                words = [word.split(":", 1) for word in row["words"].split(";") if word]
                for lang in ("fi", "sv", "se"):
                    if row[f"name_{lang}"]:
                        words.append((lang, row[f"name_{lang}"]))
                for lang, text in words:
                    yield Name(f"municipality:{row['code']}", lang, text, row["locative"])


NAMES = list(names())
INDEX = PlaceNames(NAMES)
CODES = {name.text: name.key for name in NAMES if name.lang == "fi"}
LOCATIVE = {name.text: name.locative for name in NAMES if name.lang == "fi"}


def only(*words):
    (found,) = INDEX.find(list(words))
    return found


def test_the_table_has_every_municipality():
    assert len(LOCATIVES) == 308


@pytest.mark.parametrize(("name", "form"), LOCATIVES)
def test_in_a_municipality_as_people_say_it(name, form):
    for typed in (form, form.lower(), fold(form)):
        found = only(typed)
        assert found.area_key == CODES[name]
        assert found.certain
    if " " not in name:  # Koski Tl, Pedersören kunta: the everyday name is an other name
        assert in_place(name, LOCATIVE[name]) == form


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Kuopion", "Kuopio"), ("Kuopiota", "Kuopio"), ("Kuopiosta", "Kuopio"),
        ("Kuopioon", "Kuopio"), ("Tampereen", "Tampere"), ("Tamperetta", "Tampere"),
        ("Tampereelle", "Tampere"), ("Tampereelta", "Tampere"), ("Turun", "Turku"),
        ("Turkuun", "Turku"), ("Turkua", "Turku"), ("Turusta", "Turku"),
        ("Helsingin", "Helsinki"), ("Helsinkiin", "Helsinki"), ("Helsinkiä", "Helsinki"),
        ("Iisalmeen", "Iisalmi"), ("Iisalmen", "Iisalmi"), ("Iisalmesta", "Iisalmi"),
        ("Seinäjoelle", "Seinäjoki"), ("Seinäjoen", "Seinäjoki"), ("Seinäjokea", "Seinäjoki"),
        ("Pieksämäen", "Pieksämäki"), ("Pieksämäelle", "Pieksämäki"),
        ("Heinäveden", "Heinävesi"), ("Heinävettä", "Heinävesi"), ("Ruovedeltä", "Ruovesi"),
        ("Lahteen", "Lahti"), ("Lapinlahden", "Lapinlahti"), ("Vantaan", "Vantaa"),
        ("Vantaalle", "Vantaa"), ("Espooseen", "Espoo"), ("Porvooseen", "Porvoo"),
        ("Kiteelle", "Kitee"), ("Kiteen", "Kitee"), ("Iihin", "Ii"),
        ("Järvenpäähän", "Järvenpää"), ("Joensuuhun", "Joensuu"), ("Joensuun", "Joensuu"),
        ("Kauniaisten", "Kauniainen"), ("Kauniaisiin", "Kauniainen"),
        ("Joroisten", "Joroinen"), ("Joroisiin", "Joroinen"), ("Joroisista", "Joroinen"),
        ("Oulaisten", "Oulainen"), ("Paraisille", "Parainen"), ("Kaustisen", "Kaustinen"),
        ("Virroille", "Virrat"), ("Virtojen", "Virrat"),
        ("Varkauden", "Varkaus"), ("Varkauteen", "Varkaus"), ("Alavuden", "Alavus"),
        ("Nurmekseen", "Nurmes"), ("Muhoksen", "Muhos"), ("Kannukseen", "Kannus"),
        ("Pihtiputaan", "Pihtipudas"), ("Punkalaitumen", "Punkalaidun"),
        ("Uudenkaupungin", "Uusikaupunki"), ("Uuteenkaupunkiin", "Uusikaupunki"),
        ("Isonkyrön", "Isokyrö"), ("Isoonkyröön", "Isokyrö"), ("Kangasalle", "Kangasala"),
        ("Lopen", "Loppi"), ("Lopelle", "Loppi"), ("Hangon", "Hanko"), ("Hankoon", "Hanko"),
        ("Liedon", "Lieto"), ("Outokummun", "Outokumpu"), ("Leppävirran", "Leppävirta"),
        ("Limingan", "Liminka"), ("Juuan", "Juuka"), ("Lappeenrantaan", "Lappeenranta"),
        ("Vesannolle", "Vesanto"), ("Mikkeliin", "Mikkeli"), ("Raahen", "Raahe"),
        ("Mänttä-Vilppulan", "Mänttä-Vilppula"), ("Pyhännän", "Pyhäntä"),
        ("Viitasaaren", "Viitasaari"), ("Kirkkonummelle", "Kirkkonummi"),
    ],
)  # fmt: skip
def test_the_other_cases(form, name):
    assert [place.area_key for place in INDEX.find([form])] == [CODES[name]]


@given(st.sampled_from(NAMES), st.data())
def test_every_form_of_every_name_is_found_back(name, data):
    form, _ = data.draw(st.sampled_from(name_forms(name)))
    sharing = {other.key for other in NAMES if form in [f for f, _ in name_forms(other)]}
    for typed in (form, form.lower(), form.upper(), form.replace("-", " ")):
        found = only(*typed.split())
        assert found.area_key in sharing
        assert (found.start, found.end) == (0, len(typed.split()))


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_words_may_be_asked(words):
    ends = 0
    for found in INDEX.find(words):
        assert ends <= found.start < found.end <= len(words)
        ends = found.end


@given(st.text(max_size=40))
def test_any_text_can_be_declined(text):
    assert isinstance(decline(text), dict)
    assert isinstance(in_place(text, "outer"), str)


@pytest.mark.parametrize(
    ("query", "said", "code", "certain"),
    [
        ("jumppaa Iisalmessa", "Iisalmessa", "140", True),
        ("kuoro kuopion seudulla aikuisille", "kuopion", "297", True),
        ("sång i Vasa", "Vasa", "905", True),
        ("klubb på Kimitoön", "Kimitoön", "322", True),
        ("Helsingfors för unga", "Helsingfors", "091", True),
        ("koski tl", "koski tl", "284", True),
        ("apua Mänttä Vilppulassa", "Mänttä Vilppulassa", "508", True),
        # An ordinary word in the middle of a query is a place only when written as one.
        ("perho ja muut hyönteiset", "perho", "584", False),
        ("leivontaa Perho", "Perho", "584", True),
        ("leivontaa perhossa", "perhossa", "584", True),
        ("perho", "perho", "584", True),
        ("varkaus ja vahinko", "varkaus", "915", False),
        ("mökki lahdella", "lahdella", "398", False),
        ("mökki lahdessa", "lahdessa", "398", True),
        ("vi har inga pengar", "inga", "149", False),
    ],
)
def test_places_in_a_query(query, said, code, certain):
    words = query.split()
    found = only(*words)
    assert (found.surface, found.area_key.removeprefix("municipality:"), found.certain) == (
        said,
        code,
        certain,
    )
    taken = " ".join(words[found.start : found.end])
    assert said in taken


def test_the_words_around_a_name_go_with_it():
    assert only("sång", "i", "Vasa")[:2] == (1, 3)
    assert only("kuoro", "Kuopion", "seudulla")[:2] == (1, 3)
    assert only("kuoro", "Kuopion", "Reippaat")[:2] == (1, 2)


@pytest.mark.parametrize("word", ["väsa", "kuopiolainen", "helsinkiläinen", "lahjoitus", "i", ""])
def test_what_is_not_a_place(word):
    assert INDEX.find([word]) == []
