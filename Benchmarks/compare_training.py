"""Fine-tuning against PyTorch fp32, alternately: python Benchmarks/compare_training.py MODEL TEXTS [BATCH]

The same encoder, texts, batches and optimizer (AdamW, gradients clipped, dropout 0.1) on all cores; PyTorch pads each
batch to its longest text and has one linear head on the first token, ours has attention pooling and three heads. Ours
multiplies in bfloat16 with fp32 sums where the CPU has it. MODEL is the folder of all-MiniLM-L6-v2, TEXTS holds a
sentence a line. Needs `make benchmarks` and torch, transformers, tokenizers. Prints medians and the ratio of the pairs.
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
size = int(sys.argv[3]) if len(sys.argv) > 3 else 32
root = pathlib.Path(__file__).parent.parent
texts = texts_file.read_text().splitlines()
tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
tokenizer.no_truncation()
tokenizer.enable_padding()
batches = []
for start in range(0, len(texts), size):
    encoded = tokenizer.encode_batch(texts[start : start + size])
    batches.append((torch.tensor([e.ids for e in encoded]), torch.tensor([e.attention_mask for e in encoded])))


def reference():
    encoder = BertModel.from_pretrained(model_folder, add_pooling_layer=False).train()
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    head = torch.nn.Linear(384, 3)
    trained = [p for p in encoder.parameters() if p.requires_grad] + list(head.parameters())
    optimizer = torch.optim.AdamW(trained, lr=1e-4)

    def step(ids, mask):
        labels = torch.arange(len(ids)) % 3
        loss = torch.nn.functional.cross_entropy(head(encoder(ids, mask).last_hidden_state[:, 0]), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        optimizer.zero_grad()

    step(*batches[0])
    begin = time.perf_counter()
    for batch in batches:
        step(*batch)
    return len(texts) / (time.perf_counter() - begin)


def ours():
    command = [root / ".build/release/Benchmarks", "training", model_folder / "model.safetensors"]
    command += [model_folder / "vocab.txt", texts_file, str(size)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


pairs = [(ours(), reference()) for _ in range(5)]
a, b = (statistics.median(side) for side in zip(*pairs))
ratio = statistics.median(x / y for x, y in pairs)
print(f"{len(texts)} sentences, batch {size}, torch {torch.__version__}, {torch.get_num_threads()} threads")
print(f"bellwether {a:.0f}/s, PyTorch fp32 {b:.0f}/s, ratio {ratio:.2f}")
