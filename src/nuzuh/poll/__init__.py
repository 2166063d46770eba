"""Ask: a snap poll, estimated by its design, and whether a printed percentage can be."""
