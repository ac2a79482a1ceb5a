"""Crisis language, and identifiers left in notes that should be anonymous."""
