"""Tokenizer against the `tokenizers` library on the same texts, one at a time, alternately:
python Benchmarks/compare_tokenizer.py TOKENIZER_JSON TEXTS

TEXTS holds a sentence a line. Needs `make benchmarks` and tokenizers. Prints medians and the ratio of the rounds.
"""

import json
import pathlib
import statistics
import subprocess
import sys
import time

from tokenizers import Tokenizer

reference = Tokenizer.from_file(sys.argv[1])
reference.no_truncation()
reference.no_padding()
texts = pathlib.Path(sys.argv[2]).read_text().splitlines()
root = pathlib.Path(__file__).parent.parent


def with_library():
    begin = time.perf_counter()
    for text in texts:
        reference.encode(text)
    return len(texts) / (time.perf_counter() - begin)


def ours():
    command = [root / ".build/release/Benchmarks", "tokenizer", root / "weights/bellwether.weights", sys.argv[2]]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


measured = [(ours(), with_library()) for _ in range(5)]
a, b = (statistics.median(side) for side in zip(*measured))
print(
    f"{len(texts)} texts of {sum(map(len, texts)) / len(texts):.0f} characters: bellwether {a:.0f}/s, "
    f"tokenizers {b:.0f}/s, ratio {statistics.median(x / y for x, y in measured):.1f}")
