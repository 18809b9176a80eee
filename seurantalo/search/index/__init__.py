"""The engine: an index of our own, in immutable segments on disk and changes in memory.

`plan` is the seam: what goes in (`Document`), what is asked (`Plan`), what comes out (`Hits`).
`Index` is the door. Behind it: `builder` and `segments` write, `snapshot` is what one reader sees
(`postings`, `facets`, `occurrences`, `points` and `columns` are its parts), `answering` takes a plan
through `matching`, `selection` and `ordering`. See README.md here.
"""

from seurantalo.search.index.index import Index
from seurantalo.search.index.packing import pack, unpack
from seurantalo.search.index.plan import Clause, Document, Hit, Hits, Near, Plan, Sort, When
from seurantalo.search.index.segments import Busy

__all__ = [
    "Busy",
    "Clause",
    "Document",
    "Hit",
    "Hits",
    "Index",
    "Near",
    "Plan",
    "Sort",
    "When",
    "pack",
    "unpack",
]
