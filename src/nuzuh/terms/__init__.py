"""Words that every other part speaks: amounts, dates, errors, wording."""
