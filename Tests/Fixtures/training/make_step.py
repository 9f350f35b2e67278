"""Writes before.safetensors and after.safetensors: a small model, and the same after one step of AdamW in PyTorch.

    python make_step.py

The batch and the loss are those of Tests/TrainingTests/SmallModel.swift: four texts, sentiment and topic heads over
attention pooling, and three questions about entities. Gradients are clipped to a norm of 1; the learning rate is 1e-3
for what stands over the encoder and 0.9^(layers above) of it below; weights decay by 0.01, biases, norms and queries do
not. The reference is BertModel of `transformers` on PyTorch in fp32.
"""

import pathlib

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

torch.manual_seed(3)
WIDTH, LAYERS = 8, 2
config = BertConfig(
    vocab_size=20, hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=2, intermediate_size=16,
    max_position_embeddings=12, layer_norm_eps=1e-12, attn_implementation="eager",
)
encoder = BertModel(config, add_pooling_layer=False).eval()
with torch.no_grad():
    for name, value in encoder.named_parameters():
        value.uniform_(-0.5, 0.5)
        if name.endswith("LayerNorm.weight"):
            value.add_(1)


def random(*shape):
    return torch.nn.Parameter(torch.rand(*shape) - 0.5)


heads = {}
for pooling in ["pooling", "entity.pooling"]:
    heads[f"{pooling}.project.weight"] = random(5, WIDTH)
    heads[f"{pooling}.project.bias"] = random(5)
    heads[f"{pooling}.query"] = random(5)
heads["entity.pooling.entity.weight"] = random(5, WIDTH)
for head, inputs, labels in [("sentiment", WIDTH, 3), ("topic", WIDTH, 4), ("entity", 2 * WIDTH, 3)]:
    heads[f"head.{head}.expand.weight"] = random(6, inputs)
    heads[f"head.{head}.expand.bias"] = random(6)
    heads[f"head.{head}.output.weight"] = random(labels, 6)
    heads[f"head.{head}.output.bias"] = random(labels)


def tensors():
    all = {name: value for name, value in encoder.named_parameters()} | heads
    return {name: value.detach().clone().contiguous() for name, value in all.items()}


def pool(name, hidden, entity=None):
    z = hidden @ heads[f"{name}.project.weight"].T + heads[f"{name}.project.bias"]
    if entity is not None:
        z = z + heads[f"{name}.entity.weight"] @ entity
    return torch.softmax(torch.tanh(z) @ heads[f"{name}.query"], 0) @ hidden


def loss_of(head, inputs, target):
    expanded = torch.nn.functional.gelu(
        inputs @ heads[f"head.{head}.expand.weight"].T + heads[f"head.{head}.expand.bias"])
    logits = expanded @ heads[f"head.{head}.output.weight"].T + heads[f"head.{head}.output.bias"]
    return -(torch.tensor(target) * torch.log_softmax(logits, 0)).sum()


lengths = [5, 3, 2, 9]
sentiments = [[1, 0, 0], None, [0.1, 0.8, 0.1], [0, 0, 1]]
topics = [None, [0, 1, 0, 0], None, [0.25, 0.25, 0.25, 0.25]]
# Text, and the entity's tokens in it; None for the whole text.
entities = [(0, slice(2, 3), [0, 0, 1]), (3, slice(2, 5), [1, 0, 0])]

save_file(tensors(), pathlib.Path(__file__).parent / "before.safetensors")
loss = torch.zeros(())
hiddens = []
for text, length in enumerate(lengths):
    ids = torch.tensor([[(i * 7 + length) % 20 for i in range(length)]])
    hidden = encoder(input_ids=ids).last_hidden_state[0]
    inner = hidden[1:-1] if length > 2 else hidden
    hiddens.append((hidden, inner))
    pooled = pool("pooling", inner)
    for head, target in [("sentiment", sentiments[text]), ("topic", topics[text])]:
        if target:
            loss = loss + loss_of(head, pooled, [float(t) for t in target])
for text, tokens, target in entities:
    hidden, inner = hiddens[text]
    entity = hidden[tokens].mean(0)
    loss = loss + loss_of("entity", torch.cat([pool("entity.pooling", inner, entity), entity]), [float(t) for t in target])
loss = loss / 4
loss.backward()
print("loss", loss.item())

everything = list(encoder.parameters()) + list(heads.values())
torch.nn.utils.clip_grad_norm_([p for p in everything if p.grad is not None], 1.0)
groups = []
for name, value in list(encoder.named_parameters()) + list(heads.items()):
    if value.grad is None:
        continue
    depth = int(name.split(".")[2]) + 1 if name.startswith("encoder.layer") else 0 if name.startswith("embeddings") else None
    rate = 1e-3 if depth is None else 1e-3 * 0.9 ** (LAYERS - depth)
    decays = value.dim() == 2
    groups.append({"params": [value], "lr": rate, "weight_decay": 0.01 if decays else 0.0})
torch.optim.AdamW(groups, betas=(0.9, 0.999), eps=1e-8).step()
save_file(tensors(), pathlib.Path(__file__).parent / "after.safetensors")
