"""Versions of a model on disk: written whole, verified by digest, found by alias."""

from holdspace.registry.store import Store, shipped

__all__ = ["Store", "shipped"]
