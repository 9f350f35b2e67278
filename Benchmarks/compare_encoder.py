"""Encoder against onnxruntime int8, CTranslate2 int8 and PyTorch fp32 on the same sentences, alternately:
python Benchmarks/compare_encoder.py MODEL TEXTS [ROUNDS]

MODEL is the folder of all-MiniLM-L6-v2 (config.json, model.safetensors, tokenizer.json); TEXTS holds a sentence a line.
onnxruntime runs the same encoder, exported by PyTorch and quantized dynamically, weights int8 per channel. The other
sides get their batches sorted by length, so that they pad as little as can be.
Needs `make benchmarks` and torch, transformers, tokenizers, onnx, onnxruntime, ctranslate2. Prints medians and the
ratios of the rounds.
"""

import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import ctranslate2
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

model_folder, texts_file = map(pathlib.Path, sys.argv[1:3])
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
root = pathlib.Path(__file__).parent.parent
texts = texts_file.read_text().splitlines()
tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
tokenizer.no_truncation()
model = BertModel.from_pretrained(model_folder, attn_implementation="eager").eval().requires_grad_(False)


class HiddenStates(torch.nn.Module):
    def __init__(self):
        super().__init__()
        # As part of the module, its weights are initializers of the graph, and only those are quantized.
        self.model = model

    def forward(self, input_ids, attention_mask):
        return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


def exported(folder):
    example = torch.ones(2, 8, dtype=torch.long)
    axes = {0: "texts", 1: "tokens"}
    plain, quantized = f"{folder}/plain.onnx", f"{folder}/int8.onnx"
    torch.onnx.export(
        HiddenStates(), (example, example), plain, input_names=["input_ids", "attention_mask"], output_names=["hidden"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "hidden": axes}, opset_version=17, dynamo=False)
    quantize_dynamic(plain, quantized, weight_type=QuantType.QInt8, per_channel=True)
    return quantized


def encoded(size, is_padded):
    by_length = sorted(texts, key=len)
    tokenizer.enable_padding() if is_padded else tokenizer.no_padding()
    return [tokenizer.encode_batch(by_length[start : start + size]) for start in range(0, len(texts), size)]


def batches(size):
    for each in encoded(size, is_padded=size > 1):
        yield torch.tensor([e.ids for e in each]), torch.tensor([e.attention_mask for e in each])


def with_onnxruntime(threads, size):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(onnx_file, options, providers=["CPUExecutionProvider"])
    inputs = [{"input_ids": ids.numpy(), "attention_mask": mask.numpy()} for ids, mask in batches(size)]
    begin = time.perf_counter()
    for each in inputs:
        session.run(None, each)
    return len(texts) / (time.perf_counter() - begin)


def with_ctranslate2(threads, size):
    encoder = ctranslate2.Encoder(ctranslate2_folder, compute_type="int8", inter_threads=1, intra_threads=threads)
    # It pads by itself.
    ids = [[e.ids for e in each] for each in encoded(size, is_padded=False)]
    encoder.forward_batch(ids[0])
    begin = time.perf_counter()
    for each in ids:
        encoder.forward_batch(each)
    return len(texts) / (time.perf_counter() - begin)


def in_pytorch(network, threads, inputs):
    torch.set_num_threads(threads)
    begin = time.perf_counter()
    with torch.inference_mode():
        for ids, mask in inputs:
            network(input_ids=ids, attention_mask=mask)
    return sum(len(ids) for ids, _ in inputs) / (time.perf_counter() - begin)


def with_pytorch(threads, size):
    return in_pytorch(model, threads, list(batches(size)))


def with_bert_base(threads, size):
    """What FinBERT and its like cost: the size of BERT-base, weights at random, every fourth sentence."""
    return in_pytorch(BertModel(BertConfig()).eval(), threads, list(batches(size))[::4])


def ours(threads, size, *precision, part="encoder"):
    command = [root / ".build/release/Benchmarks", part, root / "weights/bellwether.weights", texts_file]
    command += [str(threads), str(size), *precision]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


with tempfile.TemporaryDirectory() as folder:
    onnx_file = exported(folder)
    ctranslate2_folder = ctranslate2.converters.TransformersConverter(str(model_folder)).convert(
        f"{folder}/ctranslate2", quantization="int8")
    print(f"{len(texts)} sentences, onnxruntime {onnxruntime.__version__}, torch {torch.__version__}, {rounds} rounds")
    for threads, size in [(1, 1), (1, 32), (2, 1), (2, 32)]:
        measured = [
            (
                ours(threads, size, "int8"), with_onnxruntime(threads, size), with_ctranslate2(threads, size),
                ours(threads, size, "fp32"), with_pytorch(threads, size),
            )
            for _ in range(rounds)
        ]
        int8, onnx, ct2, fp32, pytorch = (statistics.median(side) for side in zip(*measured))
        print(
            f"threads {threads}, batch {size}: int8 {int8:.0f}/s, onnxruntime int8 {onnx:.0f}/s, "
            f"ratio {statistics.median(m[0] / m[1] for m in measured):.2f}; "
            f"CTranslate2 int8 {ct2:.0f}/s, ratio {statistics.median(m[0] / m[2] for m in measured):.2f}; "
            f"fp32 {fp32:.0f}/s, PyTorch fp32 {pytorch:.0f}/s, "
            f"ratio {statistics.median(m[3] / m[4] for m in measured):.2f}")
    base = [(ours(2, 32, "int8"), ours(2, 32, part="scoring"), with_bert_base(2, 32)) for _ in range(rounds)]
    print(
        f"threads 2, batch 32: PyTorch fp32 of BERT-base's size {statistics.median(side[2] for side in base):.0f}/s, "
        f"ratio of the whole int8 encoder to that {statistics.median(a / c for a, _, c in base):.0f}, "
        f"of scoring with its early exit {statistics.median(b / c for _, b, c in base):.0f}")
