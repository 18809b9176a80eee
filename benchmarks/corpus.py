"""A country of associations to measure with: always the same for the same size.

`python -m benchmarks.corpus --size 510000` makes what the service would hold if every association
told everything: of each 51 documents 11 are organisations and 40 activities, with 7.5 coming times
each. Half of the words are the theme's own, the others follow Zipf's law (flattened by Mandelbrot as
that of words that tell something is: the commonest is in one text of five); they are inflected and
compounded, then analysed and weighed by the service's own `analysis` and `ranking`. Municipalities
have their share of people. The documents are kept under var/ and read back in seconds.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from tqdm import tqdm

from benchmarks.corpus_words import HEADS, MODIFIERS, NOUNS, SMALL, forms
from seurantalo.search import ranking
from seurantalo.search.analysis import Terms, analyser, stop_words
from seurantalo.search.index import Document, pack, unpack
from seurantalo.search.ranking import FieldTerms

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / "var" / "benchmarks"
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
NATIONAL = 510_000
SEED = 7

TOP_THEMES, SUB_THEMES = 12, 6
GROUPS = ["lapset", "nuoret", "aikuiset", "ikaihmiset", "perheet", "vammaiset", "maahanmuuttajat",
          "tyottomat", "opiskelijat", "omaiset", "miehet", "naiset"]  # fmt: skip
CHANNELS = ["place"] * 16 + ["online"] * 2 + ["phone", "hybrid"]
LANGUAGES = [("fi",)] * 16 + [("fi", "sv")] * 3 + [("fi", "en"), ("sv",), ("en",)]
ACCESSIBILITY = ["wheelchair", "induction-loop", "sign-language", "toilet", "parking", "guide-dog"]
# Thousands of people at the end of 2024, Statistics Finland; the rest share what is left.
PEOPLE = {"091": 684, "049": 320, "837": 260, "092": 251, "564": 216, "853": 206, "179": 149,
          "297": 125, "398": 121, "743": 67, "609": 83, "285": 50, "405": 73, "109": 68, "905": 69,
          "167": 78, "698": 66, "186": 51, "740": 32, "491": 51}  # fmt: skip


AGES = [(0, 255)] * 6 + [(7, 15), (13, 29), (18, 255), (60, 255)]


class Country:
    """Municipalities with their groups, centres and weights."""

    def __init__(self) -> None:
        data = ROOT / "seurantalo" / "places" / "data"
        with (data / "areas.csv").open(encoding="utf-8") as handle:
            rows = [row for row in csv.DictReader(handle) if row["kind"] == "municipality"]
        today = [row for row in rows if not row["valid_to"]]
        with (data / "memberships.csv").open(encoding="utf-8") as handle:
            groups: dict[str, list[str]] = {}
            for row in csv.DictReader(handle):
                if row["member_kind"] == "municipality" and not row["valid_to"]:
                    groups.setdefault(row["member"], []).append(
                        f"in:{row['group_kind']}:{row['group']}"
                    )
        self.codes = [row["code"] for row in today]
        self.names = {row["code"]: row["name_fi"] for row in today}
        self.groups = groups
        self.centres = {r["code"]: (float(r["latitude"]), float(r["longitude"])) for r in today}
        self.weights = [PEOPLE.get(code, 8.5) for code in self.codes]


@cache
def analysed(surface: str) -> Terms:
    """The analysed word."""
    return analyser().analyse(surface, "fi")


class Writer:
    """Makes documents, one after another."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        self.country = Country()
        self.inflected = [forms(word) for word in NOUNS]
        self.heads = [forms(word) for word in HEADS]
        chance = random.Random(SEED + 1)
        self.themes = [chance.sample(range(len(NOUNS)), 10) for _ in range(TOP_THEMES * SUB_THEMES)]
        self.modifiers = [chance.sample(MODIFIERS, 6) for _ in self.themes]

    def word(self, theme: int) -> str:
        """A word of a text about a theme: a small one, a compound, one of its own, a common one."""
        kind = self.random.random()
        form = min(int(self.random.expovariate(0.35)), 15)
        if kind < 0.25:
            return self.random.choice(SMALL)
        if kind < 0.45:
            head = self.heads[self.rank(len(self.heads), 10)]
            pool = self.modifiers[theme] if self.random.random() < 0.7 else MODIFIERS
            return self.random.choice(pool) + head[form % len(head)]
        own = self.themes[theme]
        number = self.random.choice(own) if kind < 0.65 else self.rank(len(NOUNS), 20)
        found = self.inflected[number]
        return found[form % len(found)]

    def theme(self) -> int:
        """What somebody writes or asks about."""
        return self.rank(len(self.themes), 20)

    def rank(self, n: int, flat: int) -> int:
        """A number below n by Zipf and Mandelbrot: r as often as 1 / (r + flat)."""
        return int(flat * (1 + n / flat) ** self.random.random()) - flat

    def text(self, theme: int, words: int) -> list[str]:
        """So many words."""
        return [self.word(theme) for _ in range(words)]

    def document(self, number: int) -> tuple[Document, dict[str, str]]:
        """A document and the texts it was made from."""
        chance, country = self.random, self.country
        organization = number % 51 < 11
        theme = self.theme()
        code = chance.choices(country.codes, country.weights)[0]
        long = min(int(chance.lognormvariate(3.9, 0.7)), 400)
        texts = {
            "name": self.text(theme, chance.randint(1, 4)),
            "summary": self.text(theme, chance.randint(8, 18)),
            "description": self.text(theme, long // 3 if organization else long),
            "place": [country.names[code].lower()],
        }
        stops = stop_words("fi")
        fields = [
            FieldTerms(field, tuple(analysed(word) for word in words if word not in stops))
            for field, words in texts.items()
        ]
        top, sub = f"t{theme // SUB_THEMES}", f"s{theme}"
        facets = {
            "kind": ("organization",),
            "theme": (top, sub),
            "area": (f"in:municipality:{code}", *country.groups.get(code, ())),
            "public": ("no",),
        }
        if not organization:
            facets |= self._activity_facets(number)
        low, high = chance.choice(AGES)
        document = Document(
            key=f"{'organization' if organization else 'activity'}:{number}",
            terms=ranking.impacts(fields) | {f"theme:{top}": 0.4, f"theme:{sub}": 0.75},
            facets=facets,
            points=(self._point(code),) if chance.random() < 0.85 else (),
            occurrences=() if organization else self._times(),
            minimum_age=low,
            maximum_age=high,
            created=int(NOW.timestamp()) - int(chance.expovariate(1 / 3e7)),
            quality=round(chance.random(), 1),
        )
        return document, {field: " ".join(words) for field, words in texts.items()}

    def _activity_facets(self, number: int) -> dict[str, tuple[str, ...]]:
        chance = self.random
        kinds = ["hobby"] * 4 + ["support"] * 3 + ["event"] * 2 + ["volunteering"]
        return {
            "kind": (chance.choice(kinds),),
            "target_group": tuple(chance.sample(GROUPS, chance.choice([0, 1, 1, 2, 3]))),
            "price": (chance.choice(["free", "free", "paid", "unknown"]),),
            "channel": (chance.choice(CHANNELS),),
            "language": chance.choice(LANGUAGES),
            "accessibility": tuple(chance.sample(ACCESSIBILITY, chance.choice([0, 0, 1, 2]))),
            "organization": (str(number - number % 51 + number % 11),),
        }

    def _point(self, code: str) -> tuple[float, float]:
        latitude, longitude = self.country.centres[code]
        spread = self.random.gauss
        return round(latitude + spread(0, 0.04), 5), round(longitude + spread(0, 0.08), 5)

    def _times(self) -> tuple[tuple[datetime, datetime], ...]:
        chance = self.random
        kind = chance.random()
        if kind < 0.4:
            return ()
        day = NOW.replace(hour=0) + timedelta(days=chance.randrange(0, 90))
        start = day + timedelta(hours=chance.choice([7, 8, 10, 11, 13, 15, 16, 16, 17]))
        length = timedelta(minutes=chance.choice([60, 90, 120, 180]))
        if kind < 0.65:
            starts = [start + timedelta(days=9 * n) for n in range(chance.randint(1, 3))]
        else:
            starts = [start + timedelta(weeks=n) for n in range(chance.randint(6, 34))]
        return tuple((each, each + length) for each in starts)


def read(size: int) -> Iterator[tuple[bytes, bytes]]:
    """The packed documents of a corpus with their texts as JSON; made when not there yet."""
    path = CACHE / f"corpus-{size}.jsonl"
    if not path.exists():
        make(size)
    with path.open("rb") as handle:
        for line in handle:
            packed, _, texts = line.partition(b"\t")
            yield packed, texts


def documents(size: int) -> Iterator[Document]:
    """The documents alone."""
    return (unpack(packed) for packed, _ in read(size))


def make(size: int) -> None:
    """Writes a corpus; killed half-way it leaves nothing that would be read."""
    CACHE.mkdir(parents=True, exist_ok=True)
    draft, writer = CACHE / f"corpus-{size}.draft", Writer()
    began = time.process_time()
    with draft.open("wb") as handle:
        for number in tqdm(range(size), mininterval=5, desc="corpus"):
            document, texts = writer.document(number)
            told = json.dumps(texts, ensure_ascii=False).encode()
            handle.write(pack(document) + b"\t" + told + b"\n")
    draft.rename(CACHE / f"corpus-{size}.jsonl")
    print(f"{size} documents analysed and packed in {time.process_time() - began:.0f} CPU s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=NATIONAL)
    make(parser.parse_args().size)
