"""A model's file cut to its first layer: the same tokens, a fraction of the work.

What a prefix cache serves depends on tokens and slots alone, never on weights; so prompts are
counted by the real engine on a model whose replies are noise. The format is GGUF, version 3:
https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

import struct
from pathlib import Path
from typing import BinaryIO

__all__ = ["cut"]

_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}  # of plain values
_STRING, _ARRAY = 8, 9
_ALIGNED = 32


def cut(model: Path, into: Path) -> Path:
    """Writes the model with one layer to `into`; ValueError if it is not such a file."""
    with model.open("rb") as file:
        magic, version, tensors, pairs = struct.unpack("<4sIQQ", file.read(24))
        if magic != b"GGUF" or version != 3:
            raise ValueError(f"{model} is no GGUF file of version 3")
        start = file.tell()
        count = [_pair(file) for _ in range(pairs)]
        meta = bytearray(_between(file, start))
        at = next(end for key, end in count if key.endswith(b".block_count"))
        struct.pack_into("<I", meta, at - start - 4, 1)
        infos = [_tensor(file) for _ in range(tensors)]
        base = _up(file.tell())
        begins = sorted(begin for _, _, begin in infos)
        ends = dict(zip(begins, [*begins[1:], None], strict=True))
        kept = [info for info in infos if info[0][:4] != b"blk." or info[0][:6] == b"blk.0."]
        with into.open("wb") as out:
            out.write(struct.pack("<4sIQQ", magic, version, len(kept), pairs) + meta)
            blobs, offset = [], 0
            for name, shape, begin in kept:
                file.seek(base + begin)
                end = ends[begin]
                blobs.append(file.read(-1 if end is None else end - begin))
                out.write(struct.pack("<Q", len(name)) + name + shape + struct.pack("<Q", offset))
                offset = _up(offset + len(blobs[-1]))
            for blob in blobs:
                out.write(bytes(_up(out.tell()) - out.tell()) + blob)
    return into


def _pair(file: BinaryIO) -> tuple[bytes, int]:
    """The key of the next pair, and where its value ends."""
    key = _string(file)
    _skip(file, *struct.unpack("<I", file.read(4)))
    return key, file.tell()


def _skip(file: BinaryIO, kind: int) -> None:
    if kind == _STRING:
        _string(file)
    elif kind == _ARRAY:
        of, length = struct.unpack("<IQ", file.read(12))
        if of in _SIZES:
            file.seek(length * _SIZES[of], 1)
        else:
            for _ in range(length):
                _skip(file, of)
    else:
        file.seek(_SIZES[kind], 1)


def _tensor(file: BinaryIO) -> tuple[bytes, bytes, int]:
    """A tensor's name, its shape and type as they stand, and where its data begin."""
    name = _string(file)
    start = file.tell()
    (dimensions,) = struct.unpack("<I", file.read(4))
    file.seek(8 * dimensions + 4, 1)
    shape = _between(file, start)
    return name, shape, struct.unpack("<Q", file.read(8))[0]


def _between(file: BinaryIO, start: int) -> bytes:
    """The bytes from `start` to here."""
    end = file.tell()
    file.seek(start)
    return file.read(end - start)


def _string(file: BinaryIO) -> bytes:
    (length,) = struct.unpack("<Q", file.read(8))
    return file.read(length)


def _up(offset: int) -> int:
    return -(-offset // _ALIGNED) * _ALIGNED
