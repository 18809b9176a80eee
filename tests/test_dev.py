"""`./dev` on a stranger's machine: finds a Python, repairs, and says plainly what is wrong.

The script runs for real in a copy of the tree whose interpreter is a small shell script.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FAKE = """\
#!/bin/sh
echo "$*" | tail -n 1 >> "$CALLS"
case "$*" in
  *importlib.util*) echo "${SAYS:-3|13|$0}" ;;
  "-m venv"*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
  "-m pip"*) echo "$PIP"; test -z "$PIP" ;;
esac
"""


@pytest.fixture
def tree(tmp_path):
    """A copy of what `./dev` reads, and an interpreter that writes down how it was called."""
    home = tmp_path / "Järjestö talo"
    (home / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "dev", home)
    shutil.copytree(ROOT / "tools", home / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("base.txt", "dev.txt"):
        (home / "requirements" / name).write_text("# nothing\n")
    fake = home / "fake-python"
    fake.write_text(FAKE)
    fake.chmod(0o755)
    return home


def dev(tree: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the copy with an empty HOME, no git, no uv and only the fake interpreter."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tree / "nobody"),
        "LANG": "C.UTF-8",
        "CALLS": str(tree / "calls"),
        "SEURANTALO_PYTHON": str(tree / "fake-python"),
        **variables,
    }
    return subprocess.run(
        [sys.executable, tree / "dev", *arguments],
        env=environment, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def calls(tree: Path) -> list[str]:
    path = tree / "calls"
    return path.read_text().splitlines() if path.exists() else []


def test_without_a_word_it_lists_its_commands(tree):
    done = dev(tree)
    assert done.returncode == 0 and "./dev demo" in done.stdout and "./dev test" in done.stdout


def test_an_unknown_command_shows_the_list_and_fails(tree):
    done = dev(tree, "dmeo")
    assert done.returncode == 2 and "./dev demo" in done.stdout


def test_packages_are_installed_by_their_hashes_and_only_once(tree):
    assert dev(tree, "manage", "check").returncode == 0
    installs = [call for call in calls(tree) if call.startswith("-m pip install")]
    assert len(installs) == 1
    assert "--require-hashes" in installs[0] and "requirements/base.txt" in installs[0]
    assert dev(tree, "manage", "check").returncode == 0
    assert len([call for call in calls(tree) if call.startswith("-m pip install")]) == 1


def test_changed_requirements_are_installed_again(tree):
    dev(tree, "manage", "check")
    (tree / "requirements/base.txt").write_text("# more\n")
    dev(tree, "manage", "check")
    assert len([call for call in calls(tree) if call.startswith("-m pip install")]) == 2


@pytest.mark.parametrize("says", ["3|9|/usr/bin/python3", "3|11|/x", "2|7|/x", "4|0|/x"])
def test_a_python_of_another_age_is_named(tree, says):
    done = dev(tree, "demo", "--port", str(free_port()), SAYS=says)
    assert done.returncode == 1
    assert "3.12" in done.stderr and ".".join(says.split("|")[:2]) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_python_without_venv_is_named(tree):
    done = dev(tree, "manage", SAYS="3|12|/usr/bin/python3|ensurepip")
    assert "3.12 without ensurepip" in done.stderr and "python3-venv" in done.stderr


def test_a_python_that_does_not_run_is_named(tree):
    done = dev(tree, "manage", SEURANTALO_PYTHON="/no/such/python")
    assert "/no/such/python: does not run" in done.stderr


@pytest.mark.parametrize(
    ("pip", "told"),
    [
        ("ERROR: Could not find a version that satisfies django", "registry could not be reached"),
        ("Temporary failure in name resolution", "registry could not be reached"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that was checked"),
        ("something else", "packages.log"),
    ],
)
def test_a_failed_installation_says_what_to_do(tree, pip, told):
    done = dev(tree, "manage", PIP=pip)
    assert done.returncode == 1
    assert told in done.stderr and pip in done.stderr and "Traceback" not in done.stderr


def test_a_half_made_environment_is_made_again(tree):
    assert dev(tree, "manage", PIP="interrupted").returncode == 1
    done = dev(tree, "manage", "check")
    assert done.returncode == 0 and "half-made" in done.stdout
    assert sum(call.startswith("-m venv") for call in calls(tree)) == 2


def test_an_environment_whose_python_is_gone_is_made_again(tree):
    dev(tree, "manage", "check")
    (tree / ".venv/bin/python").unlink()
    assert dev(tree, "manage", "check").returncode == 0
    assert (tree / ".venv/bin/python").exists()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_a_taken_port_is_told_before_anything_is_made(tree):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        done = dev(tree, "demo", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr and f"--port {port + 1}" in done.stderr
    assert not (tree / ".venv").exists()


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_an_impossible_port_is_told(tree, port):
    done = dev(tree, "demo", "--port", port)
    assert done.returncode == 1 and "cannot be used" in done.stderr


def test_a_folder_that_cannot_be_written_is_told(tree):
    (tree / "var").write_text("a file where the folder should be")
    done = dev(tree, "manage")
    assert done.returncode == 1 and "Cannot write into" in done.stderr


def test_data_is_deleted_only_after_asking(tree):
    (tree / "var").mkdir()
    (tree / "var/seurantalo.sqlite3").write_text("years of work")
    done = dev(tree, "demo", "--fresh", "--port", str(free_port()))
    assert done.returncode == 1 and "--yes" in done.stderr
    assert (tree / "var/seurantalo.sqlite3").exists()


def test_a_second_demo_keeps_the_data_and_loads_nothing(tree):
    for _ in range(2):
        done = dev(tree, "demo", "--port", str(free_port()))
        assert "stopped at its start" in done.stderr  # the fake interpreter serves nobody
        (tree / "var/seurantalo.sqlite3").touch()
    assert sum("demo demo_life rebuild_appeals reindex" in call for call in calls(tree)) == 1


def test_nothing_is_written_outside_the_folder(tree):
    before = set(tree.parent.iterdir())
    dev(tree, "manage", "check")
    assert set(tree.parent.iterdir()) == before and not (tree / "nobody").exists()
