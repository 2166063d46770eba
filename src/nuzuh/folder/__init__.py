"""The crisis folder: from files to checked records."""
