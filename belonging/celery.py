"""The Celery app and the whole beat table in one place."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belonging.settings")

app = Celery("belonging")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "nights": {"task": "network.open_due_nights", "schedule": 15 * 60.0},
    "jobs": {"task": "tenancy.sweep_jobs", "schedule": 30.0},
    "nights again": {"task": "network.offer_free_nights", "schedule": 30.0},
    "mail": {"task": "tenancy.find_post", "schedule": 60.0},
    "mail of accounts": {"task": "accounts.send_post", "schedule": 60.0},
    "webhooks": {"task": "tools.find_deliveries", "schedule": 60.0},
    "days": {"task": "programs.release_due_days", "schedule": 15 * 60.0},
    "events": {"task": "programs.remind_of_events", "schedule": 10 * 60.0},
    "promises": {"task": "programs.find_people_to_write_to", "schedule": 3600.0},
    "pauses": {"task": "programs.find_rested_people", "schedule": 3600.0},
    "registrations": {"task": "programs.find_registrations", "schedule": 10 * 60.0},
    "endings": {"task": "programs.find_ended_programs", "schedule": 6 * 3600.0},
    "letters": {"task": "programs.find_letters", "schedule": 15 * 60.0},
    "kind words": {"task": "community.find_nominees_to_tell", "schedule": 15 * 60.0},
    "summaries": {"task": "community.find_summaries", "schedule": 15 * 60.0},
    "prompts": {"task": "community.find_prompts", "schedule": 15 * 60.0},
    "sharings": {"task": "community.find_sharings", "schedule": 15 * 60.0},
    "newcomers": {"task": "community.find_newcomers", "schedule": 3600.0},
    "names of who left": {"task": "community.find_names_to_detach", "schedule": 24 * 3600.0},
    "forgotten files": {"task": "network.empty_forgotten_files", "schedule": 24 * 3600.0},
    "surveys": {"task": "surveys.find_waves_to_tend", "schedule": 15 * 60.0},
    "ballots": {"task": "surveys.sweep_ballot_tables", "schedule": 24 * 3600.0},
    "introductions": {"task": "network.find_introductions", "schedule": 3600.0},
    "pairs": {"task": "mentoring.find_pairs_to_look_after", "schedule": 3600.0},
    "looks": {"task": "dashboards.find_programs_to_look_at", "schedule": 15 * 60.0},
    "data to let go": {"task": "rights.find_data_to_let_go", "schedule": 24 * 3600.0},
    "expiry": {"task": "network.find_stale_claims", "schedule": 6 * 3600.0},
}
