"""A server and, beside it, the worker: one start, one Ctrl-C, nobody left behind."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
import subprocess
import time

from tools.environment import PYTHON, ROOT, VAR, Stop, env, say

ACCOUNTS = VAR / "demo-accounts.txt"  # written by `manage.py demo`
WORKER = [str(PYTHON), "manage.py", "worker"]
GRACE = 10  # seconds for what is at hand, after Ctrl-C


def check_port(port: int) -> None:
    """Stop before the set-up when somebody else answers at the port."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", None) != errno.EADDRINUSE:
                raise Stop(f"Port {port} cannot be used: {error}") from error
            raise Stop(
                f"Port {port} is taken: Seurantalo may already be running at"
                f" http://127.0.0.1:{port}\nUse another: --port {port + 1}"
            ) from error


def start(command: list[str], variables: dict[str, str]) -> subprocess.Popen[bytes]:
    """A process in a group of its own: Ctrl-C comes here alone, and no child is left behind."""
    return subprocess.Popen(command, cwd=ROOT, env=variables, start_new_session=True)


def end(*processes: subprocess.Popen[bytes]) -> None:
    """Ask all of them to stop, and make those stop that do not."""
    for stop in (signal.SIGTERM, signal.SIGKILL):
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, stop)
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
                process.wait(GRACE)


def answers(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the server answers. Stop when it ends instead."""
    while server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise Stop("The service stopped at its start: the reason is above.")


def greeting(address: str) -> str:
    """Where the service is, who can sign in, and where their letters are."""
    accounts = ACCOUNTS.read_text(encoding="utf-8") if ACCOUNTS.is_file() else ""
    post = "" if os.environ.get("SEURANTALO_EMAIL_URL") else f"{address}/posti"
    letters = (
        f"\nLetters (codes to sign in, too) are not sent but shown at {post}\n" if post else ""
    )
    return (
        f"\nSeurantalo is at {address}\n{letters}{accounts}"
        "\nStop with Ctrl-C. The data stays in var/."
    )


def serve(command: list[str], port: int, **environment: str) -> int:
    """Run a server, and the worker beside it, until Ctrl-C; tell the address when it answers."""
    address = f"http://127.0.0.1:{port}"
    for stop in (signal.SIGTERM, signal.SIGHUP):  # killed, or the terminal was closed
        signal.signal(stop, signal.default_int_handler)
    variables = env(SEURANTALO_BASE_URL=address, **environment)
    server = start(command, variables)
    worker = None
    try:
        answers(server, port)
        worker = start(WORKER, {**variables, "SEURANTALO_LOG_LEVEL": "WARNING"})
        say(greeting(address))
        while server.poll() is None:
            time.sleep(0.5)
            if worker.poll() is not None:
                say("The worker stopped: it is started again.")
                time.sleep(5)
                worker = start(WORKER, variables)
        return server.returncode
    except KeyboardInterrupt:
        say("\nStopped.")
        return 0
    finally:
        end(server, *([worker] if worker else []))
