"""Reads QR codes as a phone does (ISO/IEC 18004), as far as undamaged ones in bytes of up to version 9 go."""

import re
from itertools import cycle
from xml.etree.ElementTree import fromstring

SVG = "{http://www.w3.org/2000/svg}"
MASKS = (
    lambda y, x: (y + x) % 2,
    lambda y, x: y % 2,
    lambda y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)
"""Where a mask is 0, a module is turned round."""
LEVELS = "MLHQ"
BLOCKS = {
    "L": "19 34 55 80 108 68*2 78*2 97*2 116*2",
    "M": "16 28 44 32*2 43*2 27*4 31*4 38*2+39*2 36*3+37*2",
    "Q": "13 22 17*2 24*2 15*2+16*2 19*4 14*2+15*4 18*4+19*2 16*4+17*4",
    "H": "9 16 13*2 9*4 11*2+12*2 15*4 13*4+14*1 14*4+15*2 12*4+13*4",
}
"""How many octets of data each block has, for versions 1 to 9."""
CENTRES = [(), (18,), (22,), (26,), (30,), (34,), (6, 22, 38), (6, 24, 42), (6, 26, 46)]


def modules(svg: bytes) -> list[list[int]]:
    """The dark and light modules of a drawing, with the quiet zone around them."""
    root = fromstring(svg)
    size = int(root.attrib["viewBox"].split()[2])
    grid = [[0] * size for _ in range(size)]
    strokes = [path.attrib["d"] for path in root.iter(f"{SVG}path") if "stroke" in path.attrib]
    x = y = 0.0
    for command, said in re.findall(r"([Mmh])([-\d. ]+)", " ".join(strokes)):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", said)]
        if command == "h":
            for step in range(int(numbers[0])):
                grid[int(y)][int(x) + step] = 1
            x += numbers[0]
        else:
            x, y = numbers if command == "M" else (x + numbers[0], y + numbers[1])
    return grid


def quiet_zone(grid: list[list[int]]) -> int:
    """How many light modules there are on every side."""
    sides = (grid, grid[::-1], [*zip(*grid, strict=True)], [*zip(*grid, strict=True)][::-1])
    return min(next(number for number, line in enumerate(side) if any(line)) for side in sides)


def read(svg: bytes) -> str:
    """The words in a code."""
    grid = modules(svg)
    edge = quiet_zone(grid)
    grid = [line[edge:-edge] for line in grid[edge:-edge]]
    version = (len(grid) - 17) // 4
    said = int("".join(str(grid[8][x]) for x in (0, 1, 2, 3, 4, 5, 7, 8, *range(-7, 0))), 2) ^ 0b101010000010010
    level, mask = LEVELS[said >> 13], MASKS[said >> 10 & 7]
    bits = [grid[y][x] ^ (mask(y, x) == 0) for y, x in _path(len(grid), version)]
    octets = [int("".join(map(str, bits[start : start + 8])), 2) for start in range(0, len(bits) - 7, 8)]
    return _words(_in_order(octets, level, version))


def _path(size: int, version: int) -> list[tuple[int, int]]:
    """Every module that holds data, from the lower right corner upwards and downwards in pairs of columns."""
    taken = {(y, x) for y in range(9) for x in (*range(9), *range(size - 8, size))}
    taken |= {(x, y) for y, x in taken} | {(6, n) for n in range(size)} | {(n, 6) for n in range(size)}
    centres = [6, *CENTRES[version - 1], *([size - 7] if version > 6 else [])]
    corners = {(6, 6), (6, size - 7), (size - 7, 6)}
    for middle in {(y, x) for y in centres for x in centres if version > 1} - corners:
        taken |= {(middle[0] + y, middle[1] + x) for y in range(-2, 3) for x in range(-2, 3)}
    if version > 6:
        taken |= {(y, x) for y in range(6) for x in range(size - 11, size - 8)}
        taken |= {(x, y) for y in range(6) for x in range(size - 11, size - 8)}
    columns = [*range(size - 1, 6, -2), 5, 3, 1]
    found = []
    for column, upwards in zip(columns, cycle([True, False]), strict=False):
        rows = range(size)[::-1] if upwards else range(size)
        found += [(y, x) for y in rows for x in (column, column - 1) if (y, x) not in taken]
    return found


def _in_order(octets: list[int], level: str, version: int) -> list[int]:
    sizes: list[int] = []
    for part in BLOCKS[level].split()[version - 1].split("+"):
        size, _, count = part.partition("*")
        sizes += [int(size)] * int(count or 1)
    blocks: list[list[int]] = [[] for _ in sizes]
    stream = iter(octets)
    for number in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if number < size:
                block.append(next(stream))
    return [octet for block in blocks for octet in block]


def _words(octets: list[int]) -> str:
    bits = "".join(f"{octet:08b}" for octet in octets)
    assert bits[:4] == "0100", "not in bytes"
    length = int(bits[4:12], 2)
    return bytes(int(bits[start : start + 8], 2) for start in range(12, 12 + 8 * length, 8)).decode()
