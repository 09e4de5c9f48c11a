"""How hard Hypothesis tries: a little and always the same by default, for an hour with `--hypothesis-profile=thorough`."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "brief",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=8,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
settings.register_profile("thorough", deadline=None, max_examples=300, suppress_health_check=list(HealthCheck), print_blob=True)
settings.load_profile("brief")
