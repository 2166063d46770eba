"""What a public number is: the figure, the ledger, the disclosure gate."""
