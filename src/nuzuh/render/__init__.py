"""A picture or a table drawn once, written as SVG and as Typst."""
