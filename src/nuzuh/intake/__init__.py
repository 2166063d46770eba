"""Other people's tables on their way into the folder: understood, mended, and told what was wrong with them."""
