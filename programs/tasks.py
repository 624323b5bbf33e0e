"""Celery looks for tasks here; each noun has its own file."""

from programs import event_tasks, path_tasks, people_tasks, plan_tasks

__all__ = ["event_tasks", "path_tasks", "people_tasks", "plan_tasks"]
