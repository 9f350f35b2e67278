"""Encoder against PyTorch fp32 on the same sentences, alternately: python Benchmarks/compare_encoder.py MODEL TEXTS

MODEL is the folder of all-MiniLM-L6-v2 (config.json, model.safetensors, tokenizer.json); TEXTS holds a sentence a line.
Needs `make benchmarks` and torch, transformers, tokenizers. Prints medians and the ratio of the pairs.
"""

import pathlib
import statistics
import subprocess
import sys
import time

import torch
from tokenizers import Tokenizer
from transformers import BertModel

model_folder, texts_file = map(pathlib.Path, sys.argv[1:3])
root = pathlib.Path(__file__).parent.parent
texts = texts_file.read_text().splitlines()
tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
tokenizer.no_truncation()
model = BertModel.from_pretrained(model_folder).eval()


def reference(threads, size):
    torch.set_num_threads(threads)
    batches = []
    for start in range(0, len(texts), size):
        tokenizer.enable_padding() if size > 1 else tokenizer.no_padding()
        encoded = tokenizer.encode_batch(texts[start : start + size])
        batches.append((torch.tensor([e.ids for e in encoded]), torch.tensor([e.attention_mask for e in encoded])))
    begin = time.perf_counter()
    with torch.inference_mode():
        for ids, mask in batches:
            model(input_ids=ids, attention_mask=mask)
    return len(texts) / (time.perf_counter() - begin)


def ours(threads, size):
    command = [root / ".build/release/Benchmarks", "encoder", root / "weights/bellwether.weights", texts_file]
    return float(subprocess.run(command + [str(threads), str(size)], capture_output=True, text=True, check=True).stdout)


print(f"{len(texts)} sentences, torch {torch.__version__}")
for threads, size in [(1, 1), (1, 32), (2, 32)]:
    pairs = [(ours(threads, size), reference(threads, size)) for _ in range(5)]
    a, b = (statistics.median(side) for side in zip(*pairs))
    ratio = statistics.median(x / y for x, y in pairs)
    print(f"threads {threads}, batch {size}: bellwether {a:.0f}/s, PyTorch {b:.0f}/s, ratio {ratio:.2f}")
