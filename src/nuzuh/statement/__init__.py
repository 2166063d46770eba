"""The joint letter: text, figures bound to evidence, calls, signatories."""
