"""The beat, with a sign of life: what runs by the clock must not stop without anybody seeing it."""

import logging
from typing import Any

import redis
from celery.beat import PersistentScheduler
from django.conf import settings

ALIVE = "belonging:beat-is-alive"
TICK_SECONDS = 2  # the beat looks at its table at least this often
ALIVE_SECONDS = 6  # without a tick for so long it counts as dead

logger = logging.getLogger(__name__)


def signs() -> "redis.Redis":
    """Redis, where a tick leaves its sign; it waits for half a second, as everything does that asks Redis."""
    return redis.Redis.from_url(
        settings.REDIS_URL.replace("redis+socket://", "unix://"), socket_timeout=0.5, socket_connect_timeout=0.5
    )


class Beat(PersistentScheduler):
    """Celery's own beat; each tick leaves a sign that goes away by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_interval = TICK_SECONDS
        self.signs = signs()

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        """Leaves the sign, then sends what is due. Without Redis there is neither, and health says that of Redis."""
        try:
            self.signs.set(ALIVE, 1, ex=ALIVE_SECONDS)
        except redis.RedisError as problem:
            logger.warning("The beat cannot leave its sign (%s).", type(problem).__name__)
        return super().tick(*args, **kwargs)
