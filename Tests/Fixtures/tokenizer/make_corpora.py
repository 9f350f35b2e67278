"""Writes corpora.tsv: for each file of the data folder, how many lines and tokens it has and a hash of all ids.

    python make_corpora.py PATH/tokenizer.json DATA > corpora.tsv

The hash is FNV-1a, 64 bits, over the ids of each line as little-endian 32-bit numbers.
"""

import pathlib
import struct
import sys

from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file(sys.argv[1])
tokenizer.no_padding()
tokenizer.no_truncation()
for path in sorted(pathlib.Path(sys.argv[2]).glob("*.t*")):
    lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    encodings = tokenizer.encode_batch(lines)
    value, tokens = 0xCBF29CE484222325, 0
    for encoding in encodings:
        tokens += len(encoding.ids)
        for byte in struct.pack(f"<{len(encoding.ids)}i", *encoding.ids):
            value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    print(f"{path.name}\t{len(lines)}\t{tokens}\t{value:016x}", flush=True)
