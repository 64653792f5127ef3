"""Hypothesis, without a stopwatch: machines differ."""

from hypothesis import settings

settings.register_profile("ground", deadline=None)
settings.load_profile("ground")
