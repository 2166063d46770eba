"""Organisations: their names as rows, which of them may be one, and the order in which they are named."""
