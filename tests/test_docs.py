"""What the documents promise is what the code has."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from seurantalo.records import schemas

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [
    ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "seurantalo").glob("*/README.md")),
]  # fmt: skip


def variables_read() -> dict[str, str]:
    """Variable → the function that reads it (boolean, integer, secret, listing, string)."""
    found = {}
    for path in (ROOT / "seurantalo").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="env"), attr=kind), args=[name, *_]
                ):
                    found[ast.literal_eval(name)] = kind
    return found


def test_settings_md_lists_every_variable_with_its_type():
    rows = re.findall(
        r"^\| `(SEURANTALO_\w+)` \| (\w+)", (ROOT / "docs/settings.md").read_text(), re.M
    )
    assert dict(rows) == variables_read()
    assert len(rows) == len(dict(rows))


def test_env_example_lists_every_variable():
    listed = re.findall(r"^#?(SEURANTALO_\w+)=", (ROOT / ".env.example").read_text(), re.M)
    assert sorted(listed) == sorted(variables_read())


def record_fields() -> list[str]:
    classes = [
        value for value in vars(schemas).values()
        if isinstance(value, type) and issubclass(value, schemas.Record)
    ]  # fmt: skip
    return [f"{each.__name__}.{name}" for each in classes for name in each.model_fields]


def test_the_glossary_knows_every_public_field():
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    listed = [
        f"{record}.{name}"
        for record, table in re.findall(r"^### `(\w+)`(.*?)(?=^##|\Z)", text, re.M | re.S)
        for name in re.findall(r"^\| `(\w+)` \|", table, re.M)
    ]
    assert sorted(listed) == sorted(record_fields())


def test_every_row_of_the_glossary_is_filled():
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    for row in re.findall(r"^\| `.*$", text, re.M):
        assert len(row.split("|")) == 10 and all(cell.strip() for cell in row.split("|")[1:5]), row


def test_commands_named_in_the_documents_exist():
    told = subprocess.run(
        [sys.executable, ROOT / "dev", "help"], capture_output=True, text=True, check=True
    ).stdout
    commands = set(re.findall(r"^\./dev (\w+)", told, re.M))
    for path in DOCUMENTS:
        named = set(re.findall(r"\./dev ([a-z]\w*)", path.read_text(encoding="utf-8")))
        assert named <= commands, path


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), target


class Once(yaml.SafeLoader):
    """YAML in which nothing is said twice: a second key of the same name hides the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping. AssertionError when a key comes twice."""
        keys = [self.construct_object(key, deep=True) for key, _value in node.value]
        assert len(keys) == len(set(keys)), keys
        return super().construct_mapping(node, deep)


def test_the_containers_let_time_pass():
    """Without the worker no letter leaves, nothing scheduled is published and nothing expires."""
    services = yaml.load((ROOT / "compose.yaml").read_text(encoding="utf-8"), Once)["services"]
    assert services["worker"]["command"] == "python manage.py worker"
    assert "python manage.py migrate" in services["prepare"]["command"]
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services), name


def test_no_document_or_code_names_a_machine_of_ours():
    private = re.compile(
        r"/(work|root)/\w|pkgs?\.dev\.|artifactory|registry\.npmjs|files\.pythonhosted"
    )
    suffixes = {
        ".py",
        ".md",
        ".toml",
        ".txt",
        ".json",
        ".mjs",
        ".html",
        ".yml",
        ".yaml",
        ".in",
        ".po",
    }
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git clone")
    files = [ROOT / name for name in listed.stdout.splitlines()]
    wrong = [
        str(path.relative_to(ROOT))
        for path in files
        if path.suffix in suffixes and path.is_file() and path != Path(__file__)
        if private.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not wrong
