"""Accuracy, speed and growth, side by side in one run: ``make bench``.

``material`` says who learns from what and is judged on what; ``peers`` are what Holdspace is measured against, ``ours``
is Holdspace itself, ``accuracy`` compares them. ``probes`` is one measurement a process, ``processes`` starts them,
``speed`` and ``growth`` put them in turn. ``table`` and ``plot`` show what was found.
"""
