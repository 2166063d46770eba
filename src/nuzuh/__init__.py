"""From field reports of displacement to public figures and joint letters that stand up to scrutiny."""
