"""What a finished text claims, and what the evidence of a crisis folder says of each claim."""
