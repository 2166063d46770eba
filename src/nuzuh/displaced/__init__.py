"""Count: people displaced, by place and period, from sources that overlap and disagree."""
