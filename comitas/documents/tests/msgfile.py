"""A mail of Outlook made on the spot: a compound file ([MS-CFB]) with the properties of [MS-OXMSG]."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR, MINI, CUTOFF, END, FREE, NONE = 512, 64, 4096, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
Tree = dict[str, "bytes | Tree"]  # type: ignore[misc]

STRING, BINARY, INTEGER = 0x001F, 0x0102, 0x0003


def message(
    properties: dict[int, str | bytes | int], attachments: tuple[dict[int, str | bytes | int], ...] = ()
) -> bytes:
    """The bytes of a message with these properties (by id) and attachments."""
    root: Tree = _storage(properties, struct.pack("<8x4I8x", 0, len(attachments), 0, len(attachments)))
    for number, attachment in enumerate(attachments):
        root[f"__attach_version1.0_#{number:08X}"] = _storage(attachment, bytes(8))
    return compound(root)


def _storage(properties: dict[int, str | bytes | int], head: bytes) -> Tree:
    made: Tree = {}
    rows = head
    for number, value in {0x340D: 0x00040000, **properties}.items():
        if isinstance(value, int):
            rows += struct.pack("<HHIiI", INTEGER, number, 6, value, 0)
            continue
        kind, data = (STRING, value.encode("utf-16-le")) if isinstance(value, str) else (BINARY, value)
        made[f"__substg1.0_{number:04X}{kind:04X}"] = data
        rows += struct.pack("<HHIII", kind, number, 6, len(data) + 2 * (kind == STRING), 0)
    made["__properties_version1.0"] = rows
    return made


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    right: int = NONE
    child: int = NONE
    start: int = END
    kids: list[int] = field(default_factory=list)


def compound(tree: Tree) -> bytes:
    """A compound file of version 3 with these streams and storages."""
    entries = [_Entry("Root Entry", 5)]
    _add(entries, 0, tree)
    mini, mini_fat = bytearray(), list[int]()
    sectors, fat = list[bytes](), list[int]()
    for entry in entries[1:]:
        if entry.kind == 2 and entry.data and len(entry.data) < CUTOFF:
            entry.start = len(mini_fat)
            count = -(-len(entry.data) // MINI)
            mini += entry.data.ljust(count * MINI, b"\0")
            mini_fat += [*range(entry.start + 1, entry.start + count), END]
        elif entry.kind == 2 and entry.data:
            entry.start = _chain(sectors, fat, entry.data)
    entries[0].data = bytes(mini)
    entries[0].start = _chain(sectors, fat, bytes(mini)) if mini else END
    mini_start = _chain(sectors, fat, struct.pack(f"<{len(mini_fat)}I", *mini_fat), b"\xff") if mini_fat else END
    directory = _chain(sectors, fat, b"".join(map(_packed, entries)))
    count = 1
    while (len(fat) + count) > count * SECTOR // 4:
        count += 1
    first = len(sectors)
    fat += [0xFFFFFFFD] * count
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(count * SECTOR, b"\xff")
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0,
                       CUTOFF, mini_start, -(-len(mini_fat) * 4 // SECTOR), END, 0)  # fmt: skip
    places = [first + number for number in range(count)]
    head += struct.pack("<109I", *(places + [FREE] * (109 - count)))
    return head + b"".join(sectors) + table


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    numbers = []
    for name, held in tree.items():
        numbers.append(len(entries))
        entries.append(_Entry(name, 2, held) if isinstance(held, bytes) else _Entry(name, 1))
        if not isinstance(held, bytes):
            _add(entries, numbers[-1], held)
    entries[parent].child = numbers[0] if numbers else NONE
    for number, following in zip(numbers, numbers[1:], strict=False):
        entries[number].right = following


def _chain(sectors: list[bytes], fat: list[int], data: bytes, fill: bytes = b"\0") -> int:
    start, count = len(sectors), -(-len(data) // SECTOR)
    padded = data.ljust(count * SECTOR, fill)
    sectors += [padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR)]
    fat += [*range(start + 1, start + count), END]
    return start


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI16xIQ", name, len(name), entry.kind, 1, NONE, entry.right, entry.child, 0, entry.start,
                       len(entry.data))  # fmt: skip
