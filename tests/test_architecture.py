"""The stairs go down only, the files stay small, the names stay the domain's own."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "seurantalo"
FUNCTION, CLASS, FILE, TEMPLATE = 40, 200, 400, 150  # lines
FORBIDDEN = re.compile(r"^(utils?|helpers?|services?|managers?|core.*|common_.*|misc|base_.*)$")
ALLOWED_NAMES = {"settings/base.py"}
SILENCED = 12  # how many times a linter is told to look away; may only fall


def python_files() -> list[Path]:
    """Every Python file that people write."""
    folders = (PACKAGE, ROOT / "tests", ROOT / "benchmarks", ROOT / "tools")
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [ROOT / "dev", *(path for path in found if "migrations" not in path.parts)]


def floors() -> dict[str, int]:
    """Room → its floor, 0 at the bottom, from the import contract of pyproject.toml."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    stairs = next(c for c in contracts["contracts"] if c["name"] == "Dependencies point down")
    layers = [re.findall(r"\w+", layer) for layer in reversed(stairs["layers"])]
    return {room: floor for floor, rooms in enumerate(layers) for room in rooms}


def our_models() -> list[type[models.Model]]:
    return [
        m
        for m in apps.get_models(include_auto_created=True)
        if m.__module__.startswith("seurantalo.")
    ]


def room(model: type[models.Model]) -> str:
    return model._meta.app_config.name.removeprefix("seurantalo.")


def foreign_keys() -> Iterator[tuple[type[models.Model], models.Field, type[models.Model]]]:
    """(model, field, target) for every key of ours that leads into another room of ours."""
    for model in our_models():
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model if field.is_relation else None
            ours = isinstance(target, type) and target.__module__.startswith("seurantalo.")
            if ours and target._meta.app_label != model._meta.app_label:
                yield model, field, target


def of_wagtail(model: type[models.Model], field: models.Field) -> bool:
    """Does the field come from one of Wagtail's mixins, whose accessors are Wagtail's own?"""
    mixins = [base for base in model.__mro__ if base.__module__.startswith("wagtail.")]
    return any(hasattr(base, field.name) for base in mixins)


def test_every_room_has_a_floor():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert rooms <= set(floors())


def test_foreign_keys_point_down_the_stairs():
    floor = floors()
    assert any(field.name == "area" for _model, field, _target in foreign_keys())
    wrong = [
        f"{model.__name__}.{field.name} → {target.__name__}"
        for model, field, target in foreign_keys()
        if floor[room(target)] >= floor[room(model)]
    ]
    assert not wrong, "keys that point up or sideways"


def test_no_key_plants_an_accessor_on_a_lower_room():
    wrong = [
        f"{model.__name__}.{field.name}"
        for model, field, _target in foreign_keys()
        if not field.remote_field.hidden
        and not of_wagtail(model, field)
        and not field.auto_created
        and not model._meta.auto_created
    ]
    assert not wrong, 'give these related_name="+"'


def test_the_import_contract_is_kept():
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("folder", ["seurantalo", "tests", "tools"])
def test_files_are_named_after_the_domain(folder):
    wrong = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / folder).rglob("*.py"))
        if FORBIDDEN.match(path.stem) and not path.as_posix().endswith(tuple(ALLOWED_NAMES))
    ]
    assert not wrong, "name the file after what it knows"


def test_no_function_class_or_file_outgrows_its_budget():
    wrong = []
    for path in python_files():
        source, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
        length = len(source.splitlines())
        wrong += [f"{name}: {length} lines"] if length > FILE else []
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                budget = CLASS if isinstance(node, ast.ClassDef) else FUNCTION
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                wrong += [f"{name}: {node.name} {size} lines"] if size > budget else []
    assert not wrong, "split these by idea"


def test_no_template_outgrows_its_budget():
    sizes = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for path in PACKAGE.rglob("*.html")
    }
    assert {path: size for path, size in sizes.items() if size > TEMPLATE} == {}


def test_every_room_says_what_it_is_for():
    rooms = [path.parent for path in PACKAGE.glob("*/__init__.py")]
    silent = [path.name for path in rooms if not (path / "README.md").is_file()]
    assert not silent, "write a README.md of half a page"


def test_a_linter_is_silenced_only_with_a_reason():
    silenced, unreasoned = 0, []
    for path in python_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if match := re.search(r"#\s*noqa\b(.*)", line):
                silenced += path != Path(__file__)
                if not re.match(r": [A-Z]+\d+(, ?[A-Z]+\d+)* - \S", match[1]) and path != Path(
                    __file__
                ):
                    unreasoned.append(f"{path.relative_to(ROOT)}:{number}")
    assert not unreasoned, "write it so: noqa: S101 - why"
    assert silenced <= SILENCED, "mend the code instead"
