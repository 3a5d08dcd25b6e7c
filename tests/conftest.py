"""Settings of all tests, so that they run alike in front and behind, here and in CI.

Property tests have no bound on time, and the same examples in each run of CI.
"""

from __future__ import annotations

import os
import signal

from hypothesis import HealthCheck, settings

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell starts what is behind like this
    signal.signal(signal.SIGINT, signal.default_int_handler)
