"""Measurements against limits and peers; ``python -m benchmarks`` runs all of them."""
