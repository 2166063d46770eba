"""Who went from where to where: a table of tinted squares, with numbers where they fit, or else a ranked list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from nuzuh.render import palette
from nuzuh.render.bars import Bar, bar_chart
from nuzuh.render.fonts import ascent, measure, wrap
from nuzuh.render.scene import Direction, Item, Rect, Scene, mirrored, words

__all__ = ["Cell", "flow_matrix"]

Cell: TypeAlias = tuple[float | None, str]
"""Value, None for unknown, and the text to be shown."""

_SIZE = 12.0
_LEADING = 15.0
_ROW = 34.0
_TOP_ENTRIES = 12
_LEAST_SQUARE = 7.0
_TIGHT = 11.0


def _tint(value: float, greatest: float) -> str:
    """Colour of a cell; pale enough at its strongest for dark text."""
    share = (value / greatest) ** 0.6 if greatest > 0 and value > 0 else 0.0
    return palette.mix(palette.PAPER, palette.FLOW, 0.06 + 0.54 * share)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with its measures in px."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[tuple[str, str], Cell]
    direction: Direction
    width: float

    @property
    def side(self) -> float:
        """Width of the names of rows."""
        return max((measure(name, _SIZE) for name in self.rows), default=0.0) + 12

    @property
    def cell(self) -> float:
        """Width of one column."""
        return min((self.width - self.side) / max(len(self.columns), 1), 120.0)

    def heads(self) -> list[list[str]]:
        return [wrap(name, _SIZE, self.cell - 8) for name in self.columns]

    def fits(self) -> bool:
        """Whether every word of a head and every number has room in its column, and no head four lines."""
        room = self.cell - 6
        texts = [text for _, text in self.cells.values()] + [line for head in self.heads() for line in head]
        short = all(len(head) <= 3 for head in self.heads())
        return self.side <= self.width / 2 and short and all(measure(text, _SIZE) <= room for text in texts)

    def turned(self) -> "_Table":
        cells = {(column, row): cell for (row, column), cell in self.cells.items()}
        return _Table(self.columns, self.rows, cells, self.direction, self.width)

    def draw(self) -> tuple[tuple[Item, ...], float]:
        """Items and the height in px."""
        heads = self.heads()
        top = max((len(head) for head in heads), default=0) * _LEADING + 6
        items: list[Item] = []
        for index, head in enumerate(heads):
            middle = self.side + (index + 0.5) * self.cell
            for line, text in enumerate(head):
                y = top - 8 - (len(head) - 1 - line) * _LEADING
                items.append(words(middle, y, text, self.direction, anchor="middle"))
        for index, row in enumerate(self.rows):
            items += self._row(row, top + index * _ROW)
        drawn = mirrored(items, self.width) if self.direction == "rtl" else tuple(items)
        return drawn, top + len(self.rows) * _ROW + 2

    @property
    def greatest(self) -> float:
        return max((value for value, _ in self.cells.values() if value is not None), default=0.0)

    def _row(self, row: str, y: float) -> Iterator[Item]:
        base = y + _ROW / 2 + ascent(_SIZE) / 2
        greatest = self.greatest
        yield words(self.side - 10, base, row, self.direction, anchor="right", fill=palette.INK)
        for index, column in enumerate(self.columns):
            value, text = self.cells.get((row, column), (0.0, ""))
            x = self.side + index * self.cell + 1
            size = (self.cell - 2, _ROW - 2)
            if (row, column) not in self.cells:
                yield Rect(x, y + 1, *size, palette.mix(palette.PAPER, palette.RULE, 0.35))
            elif value is None:
                yield Rect(x + 0.5, y + 1.5, size[0] - 1, size[1] - 1, palette.PAPER, 1, palette.AXIS, 3)
            else:
                yield Rect(x, y + 1, *size, _tint(value, greatest))
            if text:
                fill = palette.MUTED if value is None else palette.INK
                yield words(x + size[0] / 2, base, text, self.direction, anchor="middle", fill=fill)


@dataclass(frozen=True, slots=True)
class _Squares:
    """A table without numbers in it: columns bear the numbers that stand behind the names of their rows."""

    table: _Table
    numbers: Sequence[str]
    key: str

    @property
    def rows(self) -> list[str]:
        """Origins, then the destinations from which nobody went."""
        return list(dict.fromkeys([*self.table.rows, *self.table.columns]))

    @property
    def columns(self) -> list[str]:
        """Destinations in the order of the rows."""
        return [name for name in self.rows if name in set(self.table.columns)]

    @property
    def number_width(self) -> float:
        return max((measure(text, _TIGHT) for text in self.numbers), default=0.0)

    @property
    def side(self) -> float:
        return max((measure(name, _TIGHT) for name in self.rows), default=0.0) + self.number_width + 18

    @property
    def square(self) -> float:
        return min((self.table.width - self.side) / max(len(self.columns), 1), 40.0)

    def fits(self) -> bool:
        return len(self.columns) > 4 and self.square >= _LEAST_SQUARE and self.side <= 0.45 * self.table.width

    def draw(self) -> tuple[tuple[Item, ...], float]:
        """Items and the height in px."""
        pitch = min(max(self.square, 13.5), 24.0)
        number = dict(zip(self.columns, self.numbers, strict=False))
        items: list[Item] = []
        free = 0.0
        for index, column in enumerate(self.columns):
            middle, half = self.side + (index + 0.5) * self.square, measure(number[column], _TIGHT) / 2
            if middle - half >= free:
                items.append(words(middle, 12, number[column], self.table.direction, size=_TIGHT, anchor="middle"))
                free = middle + half + 4
        for index, row in enumerate(self.rows):
            items += self._row(row, 18 + index * pitch, pitch, number.get(row, ""))
        foot, height = self._foot(18 + len(self.rows) * pitch)
        items += foot
        rtl = self.table.direction == "rtl"
        return (mirrored(items, self.table.width) if rtl else tuple(items)), height

    def _row(self, row: str, y: float, pitch: float, number: str) -> Iterator[Item]:
        base = y + pitch / 2 + ascent(_TIGHT) / 2
        name = self.side - self.number_width - 12
        yield words(name, base, row, self.table.direction, size=_TIGHT, anchor="right", fill=palette.INK)
        if number:
            yield words(self.side - 6, base, number, self.table.direction, size=_TIGHT, anchor="right")
        gap = 1.0 if self.square > 12 else 0.5
        for index, column in enumerate(self.columns):
            x, size = self.side + index * self.square, (self.square - gap, pitch - gap)
            if (row, column) not in self.table.cells:
                yield Rect(x, y, *size, palette.mix(palette.PAPER, palette.RULE, 0.35))
                continue
            value = self.table.cells[row, column][0]
            if value is None:
                yield Rect(x + 0.5, y + 0.5, size[0] - 1, size[1] - 1, palette.PAPER, 1, palette.AXIS, 2)
            else:
                yield Rect(x, y, *size, _tint(value, self.table.greatest))

    def _foot(self, y: float) -> tuple[list[Item], float]:
        """What the least and the greatest square stand for, then how to read the picture."""
        known = sorted((value, text) for value, text in self.table.cells.values() if value)
        items: list[Item] = []
        x, y = 0.0, y + 10
        for value, text in dict.fromkeys([*known[:1], *known[-1:]]):
            items.append(Rect(x, y, 16, 12, _tint(value, self.table.greatest)))
            items.append(words(x + 22, y + 10, text, self.table.direction, size=_TIGHT))
            x += 22 + measure(text, _TIGHT) + 18
        y += 16 if known else 0
        for line in wrap(self.key, _TIGHT, self.table.width):
            y += 14
            items.append(words(0, y, line, self.table.direction, size=_TIGHT))
        return items, y + 6


def flow_matrix(
    title: str,
    desc: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], Cell],
    direction: Direction = "ltr",
    width: float = 640,
    more: Callable[[int], str] | None = None,
    numbers: Sequence[str] = (),
    key: str = "",
) -> Scene:
    """Table of flows as tinted cells with their numbers, in the form that `width` can hold.

    Origins stand in rows and destinations in columns; turned over when only that fits; else as small squares under the
    numbers of the places; otherwise the twelve greatest flows stand as bars named "origin → destination", after them
    what is unknown.

    Parameters
    ----------
    title, desc
        The picture in words, for those who hear it; not drawn.
    rows, columns
        Names of origins and of destinations, in order.
    cells
        Value and text by origin and destination. A pair that is absent had nothing reported and stays grey.
    direction
        Direction of the language.
    width
        In px: 640 for a page, 350 for a phone.
    more
        Gives the line that says how many flows the list leaves out.
    numbers
        1, 2 … in the reader's digits, as many as there are columns; without them there are no small squares.
    key
        How small squares are read, written under them.
    """
    table = _Table(rows, columns, cells, direction, width)
    for form in (table, table.turned()):
        if form.fits():
            items, height = form.draw()
            return Scene(width, height, items, title, desc, direction)
    squares = _Squares(table, numbers, key)
    if len(numbers) >= len(columns) and squares.fits():
        items, height = squares.draw()
        return Scene(width, height, items, title, desc, direction)
    return _ranked(table, title, desc, more)


def _ranked(table: _Table, title: str, desc: str, more: Callable[[int], str] | None) -> Scene:
    """Draw the greatest flows as bars."""
    ranked = sorted(table.cells.items(), key=lambda item: (item[1][0] is None, -(item[1][0] or 0.0), item[0]))
    arrow = "←" if table.direction == "rtl" else "→"
    bars = [Bar(f"{row} {arrow} {column}", value, text=text) for (row, column), (value, text) in ranked[:_TOP_ENTRIES]]
    scene = bar_chart(title, desc, bars, table.direction, table.width)
    left_out = len(ranked) - len(bars)
    if not more or not left_out:
        return scene
    rtl = table.direction == "rtl"
    line = words(
        table.width if rtl else 0,
        scene.height + 14,
        more(left_out),
        table.direction,
        anchor="right" if rtl else "left",
    )
    return Scene(table.width, scene.height + 22, (*scene.items, line), title, desc, table.direction)
