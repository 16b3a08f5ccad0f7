"""How many threads the parser's matrix products take: one. They are too small for more: those wait for each other."""

from __future__ import annotations

import os

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def one_thread() -> None:
    """For this process, before numpy is loaded; what its user has set stands."""
    for name, number in ONE_THREAD.items():
        os.environ.setdefault(name, number)
