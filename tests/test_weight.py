"""The search page is light enough for a bus in Nilsiä: at most 60 kB of HTML, CSS and JavaScript."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.gallery import samples

LIMIT = 60_000  # bytes, gzipped


@pytest.mark.urls("tests.gallery.urls")
@pytest.mark.django_db
def test_the_search_page_is_light(client, monkeypatch):
    monkeypatch.setattr(samples, "HITS", samples.HITS * 4)  # more than the twenty of a page
    html = client.get("/haku?q=x").content
    parts = re.findall(rb'(?:src|rel="stylesheet" href)="/static/([^"]+)"', html)
    assert len(parts) >= 3, "the sheet and the scripts"
    weights = {"html": len(gzip.compress(html, 9))}
    for part in parts:
        path = finders.find(part.decode())
        assert path, f"{part.decode()} is missing: run ./dev test, it builds the assets"
        weights[part.decode()] = len(gzip.compress(Path(path).read_bytes(), 9))
    assert sum(weights.values()) <= LIMIT, weights
