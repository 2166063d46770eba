"""Charts as scenes: series over time, bars, tables of flows. Words and numbers come in ready to be read."""

from nuzuh.render.bars import Bar, bar_chart
from nuzuh.render.matrix import Cell, flow_matrix
from nuzuh.render.series import OtherPoint, SeriesPoint, nice_ticks, series_chart

__all__ = [
    "Bar",
    "Cell",
    "OtherPoint",
    "SeriesPoint",
    "bar_chart",
    "flow_matrix",
    "nice_ticks",
    "series_chart",
]
