"""Whoever writes in distress is shown the right number first; whoever looks for a hobby is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.taxonomy.crisis import crisis_help

EMERGENCY, MIELI, MIELI_SV = "112", "09 2525 0111", "09 2525 0112"
NOLLALINJA, CHILDREN, VICTIMS = "080 005 005", "116 111", "116 006"
SUBSTANCES, GAMBLING, POISON = "0800 900 45", "0800 100 101", "0800 147 111"

DISTRESS = {
    MIELI: """
        itsemurha
        ajattelen itsemurhaa koko ajan
        Haluan kuolla
        en jaksa enää elää
        en jaksa enaa elaa
        EN JAKSA ENÄÄ
        en halua enää elää
        en haluaisi olla enää olemassa
        tapan itseni
        elämällä ei ole mitään merkitystä
        kaikilla olisi parempi ilman minua
        lapseni viiltelee itseään
        toivon etten heräisi aamulla
        ystävä puhuu itsarista
        itsemurhan tehneiden omaiset
        kuolemanajatuksia
        hyppään junan alle
        tosi paha olo
        kuulen ääniä
        i want to die
        I don't want to live anymore
        my friend is suicidal
        i keep cutting myself
    """,
    MIELI_SV: """
        självmord
        jag vill inte leva längre
        jag vill dö
        jag orkar inte mer
        sjalvmordstankar
    """,
    NOLLALINJA: """
        mies hakkaa minua
        mies hakkaa
        mieheni löi taas
        vaimo lyö
        pelkään puolisoani
        pelkaan miestani
        en uskalla mennä kotiin
        isä lyö äitiä
        minua hakataan kotona
        poikaystävä kuristi
        ex uhkailee ja vainoaa
        parisuhdeväkivalta
        turvakoti Kuopio
        lähisuhdeväkivallan uhri
        kotona on väkivaltaa
        aikuinen poikani lyö minua
        minut raiskattiin
        raiskaus
        seksuaalinen hyväksikäyttö
        opettaja lähentelee minua
        min man slår mig
        jag är rädd för min sambo
        våldtagen
        my husband hits me
        I am afraid of my partner
        domestic violence
        i was raped
    """,
    EMERGENCY: """
        lapseni on vaarassa
        naapurin lapsia hakataan
        pelkään satuttavani vauvaa
        ei hengitä
        rintaan sattuu kovasti
        talo palaa
        hätänumero
        teini karkasi kotoa
        the baby is not breathing
        barnet far illa
    """,
    POISON: """
        lapsi söi sieniä
        sienimyrkytys
        myrkytys
        vauva nieli pariston
        yliannostus lääkkeitä
        poisoning
    """,
    VICTIMS: """
        äidiltä huijattiin rahat
        pankkitunnukset annoin huijarille
        romanssihuijaus
        minulta varastettiin lompakko
        rikoksen uhri
        i got scammed
        viharikos
    """,
    CHILDREN: """
        lasta kiusataan koulussa
        minua kiusataan
        koulukiusaaminen
    """,
    SUBSTANCES: """
        en pysty lopettamaan juomista
        juominen karannut hallinnasta
        olen koukussa pillereihin
        poikani käyttää huumeita
        jag kan inte sluta dricka
    """,
    GAMBLING: """
        peliongelma
        pelannut kaikki rahat
        rahat menee nettikasinoon
    """,
}

EVERYDAY = """
    kuolema teatterissa
    hakkaa halkoja
    mies hakkaa halkoja talkoissa
    tappava tahti
    tappaa aikaa
    nauraa itsensä kipeäksi
    isä lyö vetoa
    äiti ja lapsi jumppa
    isä-lapsikerho
    perhekahvila
    kuoro
    itsepuolustuskurssi naisille
    itsenäisyyspäivä
    ensiapukurssi
    turvallisuuspäivä
    turvapaikanhakija
    lapset ja vaarit
    vaarin verstas
    elämä on ihanaa
    elämäntarina kirjoittaminen
    elää täysillä
    uusi elämä eläkkeellä
    en jaksa enää siivota yksin
    ei jaksa kantaa polttopuita
    karannut koira
    mielenterveyskuntoutujien klubitalo
    seksuaalivähemmistöt
    perhe ja parisuhde
    isä ja poika kalaan
    äidin kanssa tansseihin
    lapset yksin leirillä
    hukassa oleva harrastus
    paniikkihäiriö vertaistuki
    väkivallaton vuorovaikutus
    hengityskurssi
    sydänyhdistys
    haluan liikkua
    haluan ystävän
    yksinäinen
    masennus vertaistuki
    sururyhmä
    puoliso kuoli
    äiti kuoli
    palokunta nuoriso-osasto
    talo kylällä
    myrkytön puutarha
    sienikurssi
    sieniretki lapsille
    poika käy sählyssä
    lyö tahtia rumpuryhmä
    nyrkkeily
    pelikerho
    lautapelit
    pelaan shakkia
    raha-asiat
    ei rahaa ruokaan
    AA-kerho
    lapsi kadoksissa oleva lapsuus näytelmä
    naistenpäivä
    miesten sauna
    mies etsii harrastusta
    vaimo ja mies tanssikurssille
    minua kiinnostaa kuvataide
    pelkään uimista
    pelkään pimeää
    koti palvelutalossa
    kotona asuvien ikäihmisten kerho
    slå boll
    min man vill dansa
    levande musik
    hit music for children
    live music
    ball hits wall squash
    husband and wife dance class
    child care volunteers
    cutting class hairdressing
    women's choir
"""


def sentences(text):
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("words", "first"),
    [(words, phone) for phone, texts in DISTRESS.items() for words in sentences(texts)],
)
def test_distress_is_answered_with_the_right_number_first(words, first):
    assert [line.phone for line in crisis_help(words, "fi")][:1] == [first]


@pytest.mark.parametrize("words", sentences(EVERYDAY))
def test_an_ordinary_search_shows_no_help_line(words):
    assert crisis_help(words, "fi") == ()


def test_several_worries_bring_all_their_lines_but_at_most_four():
    lines = crisis_help("mies hakkaa minua ja haluan kuolla ja juominen karannut hallinnasta", "fi")
    assert [line.phone for line in lines][:2] == [MIELI, EMERGENCY]
    assert NOLLALINJA in [line.phone for line in lines]
    assert len(lines) == 4


def test_a_reader_of_swedish_is_given_the_swedish_line_for_words_without_a_language():
    assert crisis_help("jag vill dö", "sv")[0].phone == MIELI_SV
    assert crisis_help("jag vill dö", "fi")[0].languages == ("sv",)


def test_every_line_says_who_when_and_where_to_read_more():
    for texts in DISTRESS.values():
        for words in sentences(texts):
            for line in crisis_help(words, "en"):
                assert line.name["fi"] and line.name["sv"] and line.name["en"]
                assert line.hours["fi"] and line.hours["sv"] and line.hours["en"]
                assert line.url.startswith("https://") and line.languages


@given(st.text(max_size=300))
def test_any_text_is_read_without_trouble(words):
    assert len(crisis_help(words, "fi")) <= 4


def test_of_a_pasted_page_only_the_beginning_is_read():
    assert crisis_help("mies hakkaa minua " + "kuoro " * 10_000, "fi")
    assert not crisis_help("kuoro " * 10_000 + "mies hakkaa minua", "fi")
