"""What a place is called and where it lies."""
