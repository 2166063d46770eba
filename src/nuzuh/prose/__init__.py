"""What running text says: numbers, percentages, dates, comparisons, in English, Arabic and Turkish."""

from nuzuh.prose.split import sentences

__all__ = ["sentences"]
