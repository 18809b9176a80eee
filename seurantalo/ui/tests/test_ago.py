"""How long ago: what happened this minute is not "0 minutes ago"."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seurantalo.common.time import now
from seurantalo.ui.templatetags.ui import ago


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=5), "juuri äsken"),
        (timedelta(minutes=2), "2 minuuttia sitten"),
        (timedelta(days=3, hours=2), "3 päivää sitten"),
    ],
)
def test_says_it_as_people_do(passed, said):
    assert ago(now() - passed).replace("\xa0", " ") == said
