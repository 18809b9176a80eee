"""What somebody means: a line of words becomes clauses for the engine, with the reasons why.

Pure functions over what they are given: the analyser, the everyday words, the place names and the
index's own lexicon. Nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.places.names import Found, PlaceNames
from seurantalo.search import ranking
from seurantalo.search.analysis import Analyser, person_words, stop_words, tokens, weak_words
from seurantalo.search.index.plan import Clause, Hit
from seurantalo.search.lay_words import BY_PART, LANGUAGES, LayWords, Led, Synonyms
from seurantalo.search.meanings import Kind, Lexicon, Meaning, Reader

MOST_WORDS = 24  # of a query; the rest of a pasted page is not read
MOST_THEMES = 5
WEAKEST_THEME = 0.3


class Suggestion(NamedTuple):
    """A filter that a word asks for: the field and value of `SearchQuery`, and the word."""

    field: str
    value: str
    said: str


class Theme(NamedTuple):
    """A theme recognised: its index term, label, the everyday phrase and how surely (0…1)."""

    term: str
    label: Text
    phrase: str
    strength: float


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that understanding needs, made once and kept: see `search.queries`."""

    analyser: Analyser
    lay_words: LayWords
    synonyms: Synonyms
    places: PlaceNames | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a line of words means.

    `clauses` and `meanings` go together, one for each word that leads somewhere. `places` are the
    names to make filters of; `place_clauses` look for the same names as words. `unmatched` are words
    that nothing in the index answers. `is_hopeless` means that words were given and none leads
    anywhere: the plan then finds nothing, rather than everything.
    """

    lang: str
    meanings: tuple[Meaning, ...] = ()
    clauses: tuple[Clause, ...] = ()
    places: tuple[Found, ...] = ()
    place_clauses: tuple[Clause, ...] = ()
    themes: tuple[Theme, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    unmatched: tuple[str, ...] = ()
    is_hopeless: bool = False

    @property
    def corrections(self) -> dict[str, str]:
        """Misspelt word → the spelling it was taken for."""
        return {m.said: m.corrected for m in self.meanings if m.corrected}


def understand(
    words: str, lang: str, *, knowledge: Knowledge, lexicon: Lexicon, literal: bool = False
) -> Understanding:
    """What `words` mean to a reader of the interface language `lang`.

    With `literal`, place names are words like any other.
    """
    spoken = tokens(words, keep_case=True)[:MOST_WORDS]
    places = () if literal or knowledge.places is None else _places(knowledge.places, spoken)
    placed = {position for place in places for position in range(place.start, place.end)}
    said = [word.lower() for n, word in enumerate(spoken) if n not in placed]
    language = _language(said, lang, knowledge.analyser)
    stops = stop_words(language)
    telling = [word for word in said if word not in stops] or ([] if places else said)
    reader = Reader(knowledge.analyser, knowledge.synonyms, knowledge.lay_words, lexicon)
    words_read = [reader.read(word, language) for word in telling]
    for first, second in pairwise(words_read):
        reader.join(first, second, language)
    meanings = [meaning for read in words_read for meaning in read]
    led = _add_themes(words_read, knowledge.lay_words)
    suggestions = _weaken(meanings)
    clauses = _clauses(meanings, reader, language, lexicon)
    there = [(meaning, clause) for meaning, clause in clauses if clause.alternatives]
    return Understanding(
        lang=language,
        meanings=tuple(meaning for meaning, _clause in there),
        clauses=tuple(clause for _meaning, clause in there),
        places=places,
        place_clauses=_place_clauses(places, spoken, reader, language, lexicon),
        themes=tuple(_theme(one, knowledge.lay_words) for one in led),
        suggestions=suggestions,
        unmatched=tuple(meaning.said for meaning, clause in clauses if not clause.alternatives),
        is_hopeless=bool(meanings) and not there,
    )


def _clauses(
    meanings: list[Meaning], reader: Reader, lang: str, lexicon: Lexicon
) -> list[tuple[Meaning, Clause]]:
    """Each meaning with its clause. When none leads anywhere, even words of the dictionary may be
    misspelt."""
    if not any(meaning.clause(lexicon).alternatives for meaning in meanings):
        for meaning in meanings:
            reader.correct(meaning, lang)
    return [(meaning, meaning.clause(lexicon)) for meaning in meanings]


def _places(names: PlaceNames, spoken: list[str]) -> tuple[Found, ...]:
    """The places that can be nothing else; "lahti" between other words may be a bay."""
    return tuple(found for found in names.find(spoken) if found.certain)


def _place_clauses(
    places: tuple[Found, ...], spoken: list[str], reader: Reader, lang: str, lexicon: Lexicon
) -> tuple[Clause, ...]:
    """The place names as words, for an index that has no areas or when a filter finds nothing."""
    clauses = []
    for place in places:
        for word in spoken[place.start : place.end]:
            for meaning in reader.read(word.lower(), lang):
                meaning.importance *= ranking.PLACE
                clauses.append(meaning.clause(lexicon))
    return tuple(clause for clause in clauses if clause.alternatives)


def _language(said: Sequence[str], lang: str, analyser: Analyser) -> str:
    """The language that knows most of the words; the reader's own when in doubt."""

    def known(candidate: str) -> int:
        stops = stop_words(candidate)
        return sum(2 if w in stops else analyser.analyse(w, candidate).known for w in said)

    own = lang if lang in LANGUAGES else "fi"
    best = max(LANGUAGES, key=known)
    return best if known(best) > known(own) else own


def _add_themes(words: list[list[Meaning]], lay_words: LayWords) -> list[Led]:
    """Let the words that lead to a theme also mean the theme; the themes, the surest first."""
    led = [
        one
        for one in lay_words.find([meanings[0].terms for meanings in words])
        if one.strength >= WEAKEST_THEME
    ][:MOST_THEMES]
    for one in led:
        for position in one.positions:
            for meaning in words[position]:
                whole = meaning.member and len(one.positions) == 1 and one.strength > BY_PART
                weight = ranking.THEME_OF_COMPOUND if whole else ranking.THEME
                meaning.add(one.term, weight * one.strength, "theme", one.term)
    return led


def _theme(led: Led, lay_words: LayWords) -> Theme:
    return Theme(led.term, Text(lay_words.labels.get(led.term, {})), led.phrase, led.strength)


# -- Words that ask for a filter --------------------------------------------------------------------


@cache
def _filter_words() -> Mapping[str, tuple[str, str]]:
    """Word → (field, value) of `SearchQuery`, inflected forms as people type them."""
    return {
        word: (field, value)
        for (field, value), words in FILTER_WORDS.items()
        for word in words.split()
    }


FILTER_WORDS = {
    ("when", "tanaan"): "tänään tänäpäivänä idag today tanaan",
    ("when", "huomenna"): "huomenna imorgon tomorrow",
    ("when", "viikonloppu"): "viikonloppuna viikonloppu viikonloppuisin helgen veckoslutet weekend",
    ("time_of_day", "aamu"): "aamulla aamuisin aamupäivällä morgonen mornings",
    ("time_of_day", "paiva"): "päivällä päivisin iltapäivällä",
    ("time_of_day", "ilta"): "illalla iltaisin kvällar kvällen kvällstid evenings evening",
    ("price", "free"): "ilmainen ilmaista ilmaiset ilmaiseksi maksuton maksutonta maksuttomat"
    " gratis avgiftsfri free",
    ("channel", "online"): "netissä verkossa etänä virtuaalinen online nätet",
    ("channel", "phone"): "puhelimitse puhelimessa",
    ("weekday", "ma"): "maanantaina maanantaisin måndagar mondays",
    ("weekday", "ti"): "tiistaina tiistaisin tisdagar tuesdays",
    ("weekday", "ke"): "keskiviikkona keskiviikkoisin onsdagar wednesdays",
    ("weekday", "to"): "torstaina torstaisin torsdagar thursdays",
    ("weekday", "pe"): "perjantaina perjantaisin fredagar fridays",
    ("weekday", "la"): "lauantaina lauantaisin lördagar saturdays",
    ("weekday", "su"): "sunnuntaina sunnuntaisin söndagar sundays",
}


def _weaken(meanings: list[Meaning]) -> tuple[Suggestion, ...]:
    """Make framing and time words count little beside others; the filters that they ask for."""
    filters = _filter_words()
    suggestions = []
    importances = []
    for meaning in meanings:
        if meaning.said in filters:
            suggestions.append(Suggestion(*filters[meaning.said], meaning.said))
            importances.append(ranking.TIME)
        elif _is_weak(meaning):
            importances.append(ranking.WEAK)
        elif meaning.terms.lemmas[0] in person_words():
            importances.append(ranking.PERSON)
        else:
            importances.append(1.0)
    strongest = max(importances, default=1.0)
    for meaning, importance in zip(meanings, importances, strict=True):
        meaning.importance *= importance / strongest
    return tuple(suggestions)


def _is_weak(meaning: Meaning) -> bool:
    """Whether a word only frames a wish, in each of its readings ("antaa", but not "muista")."""
    forms = {meaning.member} if meaning.member else set(meaning.terms.lemmas)
    return meaning.said in weak_words() or forms <= weak_words()


# -- Why it matched ---------------------------------------------------------------------------------


class Reason(NamedTuple):
    """Why a hit matched, when the page's own words do not show it."""

    said: str
    kind: Kind
    found: str

    def __str__(self) -> str:
        patterns = {
            "synonym": _("%(said)s → also: %(found)s"),
            "correction": _("“%(said)s” → %(found)s"),
            "theme": _("%(said)s → %(found)s"),
        }
        pattern = patterns.get(self.kind, _("%(said)s → %(found)s"))
        return pattern % {"said": self.said, "found": self.found}


def reasons(hit: Hit, understanding: Understanding, lang: str) -> list[Reason]:
    """Why a hit matched, in words; nothing for words that stand in it as they were said.

    Words that lead to the same theme make one reason ("yksinäinen äiti → Ystävätoiminta").
    """
    labels = {theme.term: theme.label.pick(lang).text for theme in understanding.themes}
    found: dict[tuple[Kind, str], list[str]] = {}
    for meaning, term in zip(understanding.meanings, hit.matched, strict=False):
        origin = meaning.alternatives.get(term)
        if origin is None or (origin.kind in ("word", "root", "part") and not meaning.corrected):
            continue
        shown = labels.get(term, term) if origin.kind == "theme" else term
        found.setdefault((origin.kind, shown), []).append(meaning.said)
    return [Reason(" ".join(said), kind, shown) for (kind, shown), said in found.items() if shown]
