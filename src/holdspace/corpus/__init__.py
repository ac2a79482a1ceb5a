"""Labelled examples: in and out as JSON Lines, and what an audit finds in them."""

from holdspace.corpus.examples import digest, read_examples, write_examples
from holdspace.corpus.phrasings import Phrasing, read_phrasings

__all__ = ["Phrasing", "digest", "read_examples", "read_phrasings", "write_examples"]
