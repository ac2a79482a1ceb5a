"""Reads English: sentences, whose state each tells and how it stands, and the grammar of paraphrase."""
