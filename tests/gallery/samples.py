"""Sample records: what a believable week in Pohjois-Savo looks like, and its awkward corners."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI, now
from seurantalo.records.schemas import (
    ActivityRecord,
    AreaRecord,
    CardRecord,
    ChannelRecord,
    ContactPointRecord,
    LinkRecord,
    OccurrenceRecord,
    OrganizationRecord,
    OrganizationRef,
    PlaceRecord,
    PriceRecord,
    RegistrationRecord,
    TermRecord,
)
from seurantalo.search.choices import Facet, Option
from seurantalo.search.presenting import Linked
from seurantalo.search.query import SearchQuery
from seurantalo.search.results import Found
from seurantalo.taxonomy.crisis import HelpLine

MODIFIED = datetime(2026, 11, 2, 9, 30, tzinfo=HELSINKI)


def at(days: int, hour: int, minute: int = 0) -> datetime:
    day = (now() + timedelta(days)).date()
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HELSINKI)


def theme(code: str, fi: str, sv: str = "", en: str = "") -> TermRecord:
    return TermRecord(taxonomy="theme", code=code, label=Text(fi=fi, sv=sv, en=en))


def municipality(code: str, fi: str, sv: str = "") -> AreaRecord:
    return AreaRecord(kind="municipality", code=code, name=Text(fi=fi, sv=sv))


KUOPIO = municipality("297", "Kuopio", "Kuopio")
SAVO = AreaRecord(
    kind="region", code="11", name=Text(fi="Pohjois-Savo", sv="Norra Savolax", en="North Savo")
)
FRIENDS = theme("friends", "Ystävätoiminta", "Vänverksamhet", "Befriending")
CHOIR = theme("music", "Musiikki ja kuoro", "Musik och kör", "Music and choirs")
EXERCISE = theme("exercise", "Liikunta", "Motion", "Exercise")
CLUB = OrganizationRef(id="7", url="/jarjestot/7", name=Text(fi="Nilsiän Kyläyhdistys ry"))
CHURCH = OrganizationRef(id="8", url="/jarjestot/8", name=Text(fi="Järvi-Kuopion seurakunta"))

ACTIVITY = ActivityRecord(
    id="12",
    url="/toiminta/12",
    version=3,
    modified=MODIFIED,
    created=MODIFIED,
    kind="support",
    name=Text(
        fi="Ystävä ikäihmiselle – juttuseuraa kotiin ja kahvilaan",
        en="A friend for an older person",
    ),
    summary=Text(
        fi="Vapaaehtoinen ystävä tapaa sinua tai läheistäsi pari kertaa kuussa: jutellaan, "
        "käydään kävelyllä tai kahvilla.",
        en="A volunteer friend meets you or your loved one a couple of times a month.",
    ),
    description=Text(
        fi="Yksin ei tarvitse jäädä. Kysymme aluksi, mistä pidät ja milloin sinulle sopii, ja "
        "etsimme sinulle ystävän läheltä.\n\nYstävä ei siivoa eikä hoida, vaan on seurana. "
        "Tapaamiset ovat maksuttomia ja luottamuksellisia. Lisää: https://nilsia.example/ystava\n\n"
        "Myös omainen voi ottaa yhteyttä äidin, isän tai naapurin puolesta."
    ),
    organizations=(CLUB, CHURCH),
    themes=(FRIENDS, theme("elderly", "Ikäihmiset", "Äldre", "Older people")),
    target_groups=(
        TermRecord(
            taxonomy="target_group",
            code="elderly",
            label=Text(fi="ikäihmiset", sv="äldre", en="older people"),
        ),
    ),
    minimum_age=60,
    languages=("fi", "sv", "ru"),
    price=PriceRecord(kind="free"),
    channels=(
        ChannelRecord(
            kind="place",
            place=PlaceRecord(
                name=Text(fi="Nilsiän seurantalo"),
                street_address=Text(fi="Nilsiäntie 77"),
                postal_code="73300",
                municipality=KUOPIO,
                latitude=63.2063,
                longitude=28.0843,
                directions=Text(fi="Käynti pihan puolelta, bussipysäkki portin edessä."),
            ),
            note=Text(
                fi="Ensimmäinen tapaaminen on aina seurantalolla. Siellä tutustutaan kahvin ääressä."
            ),
            accessibility=(
                TermRecord(
                    taxonomy="accessibility",
                    code="step-free",
                    label=Text(
                        fi="Esteetön sisäänkäynti", sv="Tillgänglig entré", en="Step-free entrance"
                    ),
                ),
                TermRecord(
                    taxonomy="accessibility",
                    code="loop",
                    label=Text(fi="Induktiosilmukka", sv="Induktionsslinga", en="Hearing loop"),
                ),
            ),
            registration=RegistrationRecord(
                required=True,
                phone="017 123 4567",
                url="https://nilsia.example/ilmoittaudu",
                text=Text(fi="Soita tai täytä lomake, niin sovitaan ensimmäinen tapaaminen."),
            ),
        ),
        ChannelRecord(
            kind="phone",
            phone="0800 123 456",
            note=Text(fi="Puhelinystävä soittaa sovittuna aikana."),
        ),
    ),
    contacts=(
        ContactPointRecord(
            role=Text(fi="ystävätoiminnan koordinaattori"),
            name="Aino Savolainen",
            phone="040 123 4567",
            email="aino@nilsia.example",
            languages=("fi", "en"),
        ),
    ),
    links=(LinkRecord(url="https://nilsia.example/ystava"),),
    assured_date=date(2026, 11, 2),
)

COMING = tuple(
    OccurrenceRecord(
        id=f"12-{n}",
        start=at(3 + 14 * n, 18),
        end=at(3 + 14 * n, 19, 30),
        original_start=at(3 + 14 * n, 18),
        status="cancelled" if n == 2 else "scheduled",
        note=Text(fi="Seurantalo on varattu joulujuhlaan") if n == 2 else Text(),
    )
    for n in range(5)
)

ORGANIZATION = OrganizationRecord(
    id="7",
    url="/jarjestot/7",
    version=1,
    modified=MODIFIED,
    created=MODIFIED,
    name=Text(fi="Nilsiän Kyläyhdistys ry"),
    kind=TermRecord(
        taxonomy="organization_kind",
        code="village-association",
        label=Text(fi="Kyläyhdistys", sv="Byaförening", en="Village association"),
    ),
    business_id="1234567-1",
    summary=Text(
        fi="Pidämme kylän elävänä: seurantalo, talkoot, ystävätoiminta ja joka kesä Louhostanssit."
    ),
    description=Text(
        fi="Yhdistys on perustettu 1982. Jäseniä on noin kolmesataa.\n\nMukaan pääset tulemalla paikalle."
    ),
    themes=(FRIENDS, theme("village", "Kylätoiminta", "Byaverksamhet", "Village work")),
    service_areas=(KUOPIO, SAVO),
    addresses=(
        PlaceRecord(
            name=Text(fi="Nilsiän seurantalo"),
            street_address=Text(fi="Nilsiäntie 77"),
            postal_code="73300",
            municipality=KUOPIO,
        ),
    ),
    contacts=ACTIVITY.contacts,
    links=(LinkRecord(url="https://nilsia.example/", label=Text(fi="Kotisivut", en="Home page")),),
    branches=(CHURCH,),
)


def card(number: int, kind: str, name: Text, **more: object) -> CardRecord:
    values = {
        "id": str(number),
        "type": "organization" if kind == "organization" else "activity",
        "kind": kind,
        "url": f"/jarjestot/{number}" if kind == "organization" else f"/toiminta/{number}",
        "modified": MODIFIED,
        "name": name,
        **more,
    }
    return CardRecord.model_validate(values)


HITS = (
    Found(
        card(
            12,
            "support",
            ACTIVITY.name,
            summary=ACTIVITY.summary,
            organizations=(CLUB, CHURCH),
            place=Text(fi="Nilsiän seurantalo"),
            areas=(KUOPIO,),
            themes=(FRIENDS,),
            price=PriceRecord(kind="free"),
            points=((63.2063, 28.0843),),
        ),
        reasons=("”yksinäinen äiti” → Ystävätoiminta", "lähellä: Nilsiä"),
        start=at(0, 18),
        end=at(0, 19, 30),
        kilometres=0.35,
    ),
    Found(
        card(
            13,
            "hobby",
            Text(fi="Karaokekuoro Kultakurkut", sv="Karaokekören"),
            summary=Text(fi="Laulamme viihdettä ja iskelmää. Nuotteja ei tarvitse osata."),
            organizations=(CLUB,),
            place=Text(fi="Maaningan koulu, Kuopio"),
            themes=(CHOIR, EXERCISE),
            price=PriceRecord(kind="paid", text=Text(fi="20 €/kausi")),
        ),
        start=at(1, 17),
        end=at(1, 19),
        kilometres=24.2,
    ),
    Found(
        card(
            14,
            "event",
            Text(
                fi="Koko perheen talviretkipäivä Tahkolla", en="A winter day for the whole family"
            ),
            summary=Text(fi="Makkaraa, mäenlaskua ja lumikenkäilyä. Lumikenkiä saa lainaksi."),
            organizations=(CHURCH,),
            place=Text(fi="Tahkovuori, Kuopio"),
            themes=(EXERCISE,),
            price=PriceRecord(kind="free"),
        ),
        start=at(7, 0),
        end=at(8, 0),
        kilometres=12.0,
    ),
    Found(
        card(
            15,
            "volunteering",
            Text(fi="Tule ruokajakelun avuksi torstaisin"),
            summary=Text(fi="Pakkaamme ja jaamme ruokakasseja kahden tunnin vuoroissa."),
            organizations=(CHURCH,),
            place=Text(fi="Seurakuntatalo, Iisalmi"),
            themes=(theme("food", "Ruoka-apu", "Mathjälp", "Food aid"),),
            schedule_text=Text(
                fi="torstaisin klo 10–12", sv="torsdagar kl. 10–12", en="Thursdays 10:00–12:00"
            ),
        ),
        kilometres=61.0,
    ),
    Found(
        card(
            7,
            "organization",
            ORGANIZATION.name,
            summary=ORGANIZATION.summary,
            place=Text(fi="Kuopio"),
            themes=(FRIENDS,),
            phone="040 123 4567",
        ),
        reasons=("järjestön nimessä: Nilsiä",),
    ),
    Found(
        card(
            16,
            "support",
            Text(fi="Aikuissosiaalityön neuvonta"),
            summary=Text(fi="Neuvontaa toimeentulosta, asumisesta ja veloista."),
            place=Text(fi="Puhelimitse, Pohjois-Savo"),
            schedule_text=Text(fi="ma–pe klo 9–15"),
            public_service=True,
            themes=(theme("money", "Raha ja velat"),),
        ),
    ),
)


def facet(
    name: str,
    label: str,
    *values: tuple[str, str, int | None],
    chosen: str = "",
    open: bool = False,
) -> Facet:
    options = tuple(Option(code, words, count, code == chosen) for code, words, count in values)
    return Facet(name, label, options[:8], options[8:], open or bool(chosen))


QUERY = SearchQuery(q="ystävä yksinäiselle äidille", paikka="Nilsiä", hinta=("free",))
FACETS = (
    facet(
        "laji",
        "Mitä",
        ("support", "Tuki", 48),
        ("hobby", "Harrastus", 31),
        ("volunteering", "Vapaaehtoistyö", 22),
        ("event", "Tapahtuma", 19),
        ("organization", "Järjestö", 6),
        open=True,
    ),
    facet(
        "teema",
        "Mistä aiheesta",
        *(
            (f"t{n}", name, 40 - 3 * n)
            for n, name in enumerate(
                (
                    "Ystävätoiminta",
                    "Ikäihmiset",
                    "Vertaistuki",
                    "Mielenterveys",
                    "Liikunta ja urheilu",
                    "Musiikki ja kuoro",
                    "Omaishoito",
                    "Kylätoiminta",
                    "Ruoka-apu",
                    "Luonto ja ympäristö",
                    "Kädentaidot",
                )
            )
        ),
        chosen="t0",
    ),
    facet(
        "milloin",
        "Milloin",
        ("tanaan", "Tänään", None),
        ("viikonloppu", "Viikonloppuna", None),
        ("viikko", "Viikon sisällä", None),
    ),
    facet("hinta", "Hinta", ("free", "Maksuton", 98), ("paid", "Maksullinen", 12), chosen="free"),
    facet(
        "esteettomyys",
        "Esteettömyys",
        ("step-free", "Esteetön sisäänkäynti", 33),
        ("loop", "Induktiosilmukka", 8),
    ),
    facet("kieli", "Kieli", ("fi", "suomi", 120), ("sv", "ruotsi", 9), ("en", "englanti", 7)),
)
CHIPS = (
    Linked("Maksuton", "/haku?q=yst"),
    Linked("10 km: Nilsiä, Kuopio", "/haku?q=yst"),
    Linked("Ystävätoiminta", "/haku?q=yst"),
)
CRISIS = (
    HelpLine(
        name=Text(fi="Hätänumero", sv="Nödnummer", en="Emergency"),
        phone="112",
        hours=Text(fi="Aina avoinna", sv="Alltid öppet", en="Always open"),
    ),
    HelpLine(
        name=Text(fi="Esimerkkipuhelin"),
        phone="09 000 0000",
        hours=Text(fi="joka päivä ympäri vuorokauden"),
        url="https://apu.example/",
    ),
)
NEAREST = (
    Linked(Text(fi="Uinti", sv="Simning", en="Swimming"), "/teemat/swimming"),
    Linked(Text(fi="Pallopelit", sv="Bollspel", en="Ball games"), "/teemat/ballgames"),
)
