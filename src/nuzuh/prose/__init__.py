"""What running text says: numbers, percentages, dates, comparisons, in English, Arabic and Turkish."""
