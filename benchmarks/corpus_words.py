"""Finnish words with their stems, and the forms Finns write them in.

A word is "nominative", "nominative/weak" or "nominative/strong/weak" where the grade or the stem
changes: "jumppa/jumpa", "lapsi/lapse/lapse". Compounds join a modifier with a head that inflects.
"""

# ruff: noqa: SIM905 - a word list reads better as words

from __future__ import annotations

import re

NOUNS = """
kerho ryhmä jumppa/jumpa kuoro ystävä ilta/illa päivä kahvila toiminta/toiminna apu/avu tuki/tuke/tue
vapaaehtoinen/vapaaehtoise/vapaaehtoise yhdistys/yhdistykse/yhdistykse seura järjestö lapsi/lapse/lapse
nuori/nuore/nuore aikuinen/aikuise/aikuise seniori ikäihminen/ikäihmise/ikäihmise perhe/perhee/perhee
vanhempi/vanhempa/vanhemma äiti/äidi isä mummo ukki/uki naapuri kylä kaupunki/kaupungi kunta/kunna
talo sali halli puisto ranta/ranna metsä järvi/järve/järve polku/polu luonto/luonno retki/retke/retke
leiri kurssi luento/lueno työpaja näyttely konsertti/konserti esitys/esitykse/esitykse tapahtuma juhla
tanssi laulu musiikki/musiiki soitto/soito kitara piano viulu teatteri elokuva kirja kirjasto lukupiiri
kieli/kiele/kiele suomi/suome/suome ruotsi englanti/englanni keskustelu puhe/puhee/puhee tarina muisto
liikunta/liikunna urheilu uinti/uinni juoksu kävely hiihto/hiihdo luistelu pyöräily jalkapallo
lentopallo koripallo salibandy tennis/tennikse/tennikse sulkapallo keilailu ratsastus/ratsastukse/ratsastukse
jooga pilates/pilatekse/pilatekse venyttely voimistelu judo karate nyrkkeily paini suunnistus/suunnistukse/suunnistukse
kalastus/kalastukse/kalastukse metsästys/metsästykse/metsästykse marjastus/marjastukse/marjastukse sieni/siene/siene
käsityö neulonta/neulonna ompelu kudonta/kudonna keramiikka/keramiika maalaus/maalaukse/maalaukse piirustus/piirustukse/piirustukse
valokuvaus/valokuvaukse/valokuvaukse puutyö savi/save/save lanka/langa kangas/kankaa/kankaa
ruoka/ruoa keitto/keito leipä/leivä kahvi tee/tee/tee pulla puuro lounas/lounaa/lounaa aamiainen/aamiaise/aamiaise
sauna avanto/avanno uimahalli kuntosali koulu päiväkoti/päiväkodi opisto yliopisto opiskelija oppilas/oppilaa/oppilaa
opettaja ohjaaja valmentaja vetäjä jäsen/jäsene/jäsene hallitus/hallitukse/hallitukse kokous/kokoukse/kokoukse
työ työttömyys/työttömyyde/työttömyyde raha velka/vela talous/taloude/taloude vero eläke/eläkkee/eläkkee
terveys/terveyde/terveyde sairaus/sairaude/sairaude kipu/kivu diabetes/diabetekse/diabetekse syöpä/syövä muisti
muistisairaus/muistisairaude/muistisairaude sydän/sydäme/sydäme astma reuma allergia kuulo näkö/näö vamma
vammainen/vammaise/vammaise kehitysvamma autismi mieli/miele/miele mielenterveys/mielenterveyde/mielenterveyde
masennus/masennukse/masennukse ahdistus/ahdistukse/ahdistukse kriisi suru ero yksinäisyys/yksinäisyyde/yksinäisyyde
päihde/päihtee/päihtee alkoholi riippuvuus/riippuvuude/riippuvuude raittius/raittiude/raittiude peli
omainen/omaise/omaise omaishoitaja läheinen/läheise/läheise leski/leske/leske vauva taapero raskaus/raskaude/raskaude
adoptio sijaisperhe/sijaisperhee/sijaisperhee yksinhuoltaja maahanmuuttaja pakolainen/pakolaise/pakolaise
kotoutuminen/kotoutumise/kotoutumise kulttuuri perinne/perintee/perintee historia kotiseutu/kotiseudu museo
sota/soda veteraani rauha ihmisoikeus/ihmisoikeude/ihmisoikeude tasa-arvo demokratia politiikka/politiika
ympäristö ilmasto kierrätys/kierrätykse/kierrätykse lintu/linnu eläin/eläime/eläime koira kissa hevonen/hevose/hevose
puutarha viljely palsta kukka/kuka kasvi tieto/tiedo tietokone/tietokonee/tietokonee puhelin/puhelime/puhelime
netti/neti digitaito/digitaido laite/laittee/laittee sovellus/sovellukse/sovellukse turvallisuus/turvallisuude/turvallisuude
pelastus/pelastukse/pelastukse palokunta/palokunna ensiapu/ensiavu etsintä/etsinnä valmius/valmiude/valmiude
seurakunta/seurakunna kirkko/kirko rukous/rukoukse/rukoukse raamattu/raamatu usko hartaus/hartaude/hartaude diakonia
keräys/keräykse/keräykse lahjoitus/lahjoitukse/lahjoitukse kirpputori vaate/vaattee/vaattee lelu huonekalu
neuvonta/neuvonna ohjaus/ohjaukse/ohjaukse palvelu apuväline/apuvälinee/apuvälinee kuljetus/kuljetukse/kuljetukse
saattaja lukija kummi mentori tukihenkilö vertainen/vertaise/vertaise kokemusasiantuntija koordinaattori
shakki/shaki bridge/bridge/bridge bingo lautapeli biljardi arpajaiset/arpajaise/arpajaise myyjäiset/myyjäise/myyjäise
joulu pääsiäinen/pääsiäise/pääsiäise juhannus/juhannukse/juhannukse vappu/vapu syksy talvi/talve/talve kevät/kevää/kevää kesä
viikko/viiko kuukausi/kuukaude/kuukaude vuosi/vuode/vuode maanantai tiistai keskiviikko/keskiviiko torstai
perjantai lauantai sunnuntai aamu ilta/illa tunti/tunni kerta/kerra ovi/ove/ove piha katu/kadu tori asema
vene/venee/venee purjehdus/purjehdukse/purjehdukse melonta/melonna kanootti/kanooti soutu/soudu sukellus/sukellukse/sukellukse
moottori auto mopo pyörä juna lento/lenno matka/matka keräily postimerkki/postimerki kivi/kive/kive sukututkimus/sukututkimukse/sukututkimukse
runo kirjoittaminen/kirjoittamise/kirjoittamise lehti/lehte/lehde radio podcast/podcasti/podcasti video sarjakuva robotti/roboti
tähti/tähte/tähde avaruus/avaruude/avaruude tiede/tietee/tietee koodi ohjelmointi/ohjelmoinni matematiikka/matematiika
""".split()

MODIFIERS = """
tuoli vesi seniori lasten nuorten naisten miesten perhe vauva äiti isä ystävä vertais kylä kansan
keskustelu tuki apu digi luonto metsä ulko sisä ilta aamu päivä viikonloppu kesä talvi joulu ruoka
musiikki tanssi teatteri taide käsityö kirjoitus luku kieli muisti sydän syöpä reuma kuulo näkö omais
lähi naapuri koti koulu työ opiskelija eläkeläis sota veteraani koira hevos lintu kala pallo jää hiihto
uinti kunto voima tasapaino rentoutus hyvinvointi terveys mielenterveys kriisi suru ero päihde raittius
seurakunta kirkko lähetys kulttuuri perinne historia kotiseutu museo puutarha palsta ympäristö ilmasto
kierrätys tori asukas alue kaupunki maaseutu nuoriso partio leiri retki vaellus melonta purjehdus
pelastus ensiapu turva palo vapaaehtois yhteis monikulttuuri maahanmuuttaja suku shakki lautapeli
""".split()

HEADS = """
kerho ryhmä jumppa/jumpa kahvila toiminta/toiminna piiri kurssi leiri retki/retke/retke ilta/illa
päivä tapahtuma tupa/tuva talo tila yhdistys/yhdistykse/yhdistykse seura järjestö liitto/liito kuoro
tanssi peli laulu ohjaus/ohjaukse/ohjaukse neuvonta/neuvonna puhelin/puhelime/puhelime verkosto työ
henkilö vetäjä ohjaaja koulu tunti/tunni harjoitus/harjoitukse/harjoitukse kilpailu turnaus/turnaukse/turnaukse
juhla konsertti/konserti näyttely myyjäiset/myyjäise/myyjäise talkoot/talkoi/talkoi paja hetki/hetke/hetke
viikko/viiko palvelu keskus/keskukse/keskukse piste/pistee/pistee matka/matka polku/polu ateria aamiainen/aamiaise/aamiaise
""".split()

SMALL = """ja on sekä kaikille mukaan tule myös ei tai kanssa joka klo voit meidän oma uusi hyvä iloinen
avoin maksuton tervetulleita järjestää tarjoaa auttaa tutustua oppia tavata liikkua yhdessä ilman
ennakkoilmoittautumista aloittelijoille kokeneille pieni suuri rauhallinen hauska turvallinen lämmin""".split()


def forms(word: str) -> list[str]:
    """The forms of a word, the commonest first: nominative, genitive, partitive, inessive …

    >>> forms("jumppa/jumpa")[:5]
    ['jumppa', 'jumpan', 'jumppaa', 'jumpassa', 'jumppaan']
    """
    nominative, *stems = word.split("/")
    strong = stems[0] if len(stems) == 2 else nominative
    weak = stems[-1] if stems else strong
    back = bool(re.search("[aou]", nominative))
    a, o = ("a", "o") if back else ("ä", "ö")
    long = strong[-1] == strong[-2:-1]
    partitive = "" if len(stems) == 2 and not long else strong + (f"t{a}" if long else a)
    illative = f"{strong}seen" if long else f"{strong}{strong[-1]}n"
    plural = _plural(strong, o)
    found = [
        nominative,
        f"{weak}n",
        partitive or f"{weak}n",
        f"{weak}ss{a}",
        illative,
        f"{weak}st{a}",
        f"{weak}lle",
        f"{weak}ll{a}",
        f"{weak}t",
        f"{_plural(weak, o)}ss{a}",
        f"{_plural(weak, o)}lle",
        f"{plural}hin" if len(plural) > 2 and plural[-2] in "oöuyaeä" else f"{plural}in",
        f"{weak}ksi",
        f"{strong}n{a}",
        f"{weak}lt{a}",
        f"{weak}mme" if back else f"{weak}nne",
    ]
    return list(dict.fromkeys(found))


def _plural(stem: str, o: str) -> str:
    """The stem before plural endings: kerho → kerhoi, koira → koiri, kala → kaloi, lapse → lapsi."""
    last, rest = stem[-1], stem[:-1]
    if last in "eäi" or (last == "a" and re.search("[ou]", rest) and len(rest) < 5):
        return rest + ("ei" if last == "i" else "i")
    return rest + (f"{o}i" if last == "a" else f"{last}i")
