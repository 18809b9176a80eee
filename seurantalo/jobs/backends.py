"""Where enqueued tasks go: the database's queue, or in tests straight to work."""

from __future__ import annotations

from typing import Any

from django.tasks import Task
from django.tasks.backends.immediate import ImmediateBackend
from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django_tasks_db import DatabaseBackend


def of_wagtail(task: Task[..., Any]) -> bool:
    """Is it one of Wagtail's own tiny tasks, which follow every save of a record?"""
    return task.module_path.startswith("wagtail.")


class Queue(DatabaseBackend):
    """The queue in the database. Wagtail's own tasks are done at once: smaller than queueing them."""

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> Any:
        """Write the task into the queue, within the transaction that is open."""
        if of_wagtail(task):
            aside = ImmediateBackend(self.alias, {"QUEUES": list(self.queues)})
            return aside.enqueue(task, args, kwargs)
        return super().enqueue(task, args, kwargs)


class AtOnce(ImmediateBackend):
    """For tests: a task is done while it is enqueued, and its failure is heard.

    One that is to wait (`run_after`) is kept in `waiting` and not done.
    """

    supports_defer = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.waiting: list[tuple[Task[..., Any], Any, Any]] = []

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> Any:
        """Do it now; an error of the task goes up to who enqueued it."""
        if task.run_after is not None and task.run_after > timezone.now():
            self.waiting.append((task, args, kwargs))
            return None
        result = super().enqueue(task, args, kwargs)
        if result.status == TaskResultStatus.FAILED:
            raise AssertionError(f"{task.name}: {result.errors[-1].traceback}")
        return result
