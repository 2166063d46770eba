"""Other people's files, in and out, as plain tables."""
