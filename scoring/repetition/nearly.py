"""Building the near duplicates of an index: the bands on disk, and of each row how many nearly have it.

Keys and texts are kept in files and mapped: the system may drop them from memory at any time.
"""

from __future__ import annotations

from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .minhash import BANDS, band_keys, outlines
from .near import Outlines, comparable, near_pairs, write_bands
from .tables import Sorted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHUNK = 1 << 14  # texts whose characters fit into the processor's cache


def write_near(rows: Sorted, folder: Path) -> NDArray[np.uint32]:
    """Write the bands of `rows` (columns `text` and `projects`) into `folder`; the number of projects that
    have each row nearly, added up over the near texts: a project that has two of them counts twice."""
    import numpy as np

    near = np.zeros(len(rows), np.uint32)
    members, projects, offsets, outlined = _write_texts(rows, folder)
    shape = (len(members), BANDS)
    keys = (
        np.memmap(folder / "keys.bin", np.uint32, "r", shape=shape)
        if len(members)
        else np.zeros(shape, np.uint32)
    )
    if len(members):
        with (folder / "texts.bin").open("rb") as file:
            data = mmap(file.fileno(), 0, access=ACCESS_READ)

        def texts(chosen: NDArray[Any]) -> list[str]:
            ends = zip(offsets[chosen].tolist(), offsets[chosen + 1].tolist(), strict=True)
            return [data[a:b].decode() for a, b in ends]

        for left, right in near_pairs(keys, outlined, texts):
            np.add.at(near, members[left], projects[right])
            np.add.at(near, members[right], projects[left])
    write_bands(folder, keys, members)
    parts: tuple[NDArray[Any], ...] = outlined
    for name, part in zip(("masks", "sizes"), parts, strict=True):
        whole: NDArray[Any] = np.zeros(len(rows), part.dtype)
        whole[members] = part
        np.save(folder / f"{name}.npy", whole)
    return near


def _write_texts(
    rows: Sorted, folder: Path
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.int64], Outlines]:
    """Write the keys and the bytes of all comparable texts; their rows, their projects, and where the bytes
    of each begin (and the last ends), their outlines."""
    import numpy as np

    members, projects, lengths = [np.zeros(0, np.uint32)], [np.zeros(0, np.uint32)], [np.zeros(1, np.int64)]
    masks, sizes = [np.zeros(0, np.uint64)], [np.zeros(0, np.int32)]
    position = 0
    with (folder / "keys.bin").open("wb") as keys, (folder / "texts.bin").open("wb") as data:
        for batch in rows.batches():
            for start in range(0, batch.num_rows, _CHUNK):
                part = batch.slice(start, _CHUNK)
                told = part.column("text").to_pylist()
                chosen = np.flatnonzero([comparable(text) for text in told])
                if len(chosen):
                    texts = [told[i] for i in chosen]
                    keys.write(band_keys(texts).tobytes())
                    mask, size = outlines(texts)
                    masks.append(mask)
                    sizes.append(size)
                    encoded = [text.encode() for text in texts]
                    data.write(b"".join(encoded))
                    members.append((chosen + position).astype(np.uint32))
                    projects.append(part.column("projects").to_numpy()[chosen])
                    lengths.append(np.fromiter(map(len, encoded), np.int64, len(encoded)))
                position += part.num_rows
    outlined = np.concatenate(masks), np.concatenate(sizes)
    return np.concatenate(members), np.concatenate(projects), np.cumsum(np.concatenate(lengths)), outlined
