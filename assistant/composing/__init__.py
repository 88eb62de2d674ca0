"""Composing without a model: fields in fixed words, sources in their own."""
