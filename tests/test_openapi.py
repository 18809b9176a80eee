"""The description of the API changes only when somebody means it to: `./dev openapi` writes it."""

import json
from pathlib import Path

from seurantalo.config.api import api

SNAPSHOT = Path(__file__).resolve().parents[1] / "docs/api/openapi.json"


def test_the_description_is_the_one_we_promised():
    described = json.loads(json.dumps(api.get_openapi_schema()))
    assert described == json.loads(SNAPSHOT.read_text(encoding="utf-8")), "run ./dev openapi"


def test_every_answer_says_what_it_is():
    for path, operations in api.get_openapi_schema()["paths"].items():
        for operation in operations.values():
            assert operation["summary"] and operation["description"], path
            answers = operation["responses"]
            assert (answers.get(200) or answers[201])["content"], path
            if operation["parameters"]:
                assert 422 in operation["responses"], path
            if "{" in path:
                assert 404 in operation["responses"], path
