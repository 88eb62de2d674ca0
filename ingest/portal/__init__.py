"""The Funding & Tenders Portal as a source: harvested politely, kept as it came, merged with what was known."""
