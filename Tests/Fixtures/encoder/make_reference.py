"""Writes sentences.txt and reference.tsv: what the reference encoder says of 240 sentences of mixed length.

    python make_reference.py FOLDER_OF_THE_MODEL

FOLDER_OF_THE_MODEL holds config.json, model.safetensors and tokenizer.json of all-MiniLM-L6-v2. The reference is
BertModel of `transformers` on PyTorch in fp32, one sentence at a time. Of each last hidden state 48 numbers are
kept, at places that follow from a fixed seed, and the sum of all squares.

A line of reference.tsv: number of tokens, sum of squares, then place:value pairs (place = token * 384 + column).
"""

import pathlib
import random
import sys

import torch
from tokenizers import Tokenizer
from transformers import BertModel

chance = random.Random(11)
subjects = ["Acme", "The bank", "Northmoor Energy", "Shares of Ibexa", "$ACME", "Central bankers", "The regulator"]
verbs = ["warned of", "reported", "denied", "expects", "cut", "raised", "is investigating", "shrugged off"]
objects = [
    "a loss of 3.5 million euros", "record profit", "lower guidance for 2026", "fraud", "weaker demand in Asia",
    "its dividend", "the takeover bid", "rumours", "a data breach", "costs of $1.2bn", "supply-chain delays",
]
ends = ["", ".", " on Monday.", ", sources said.", " — again!", " (update)", " after the close; shares fell 12 %."]


def clause():
    return f"{chance.choice(subjects)} {chance.choice(verbs)} {chance.choice(objects)}{chance.choice(ends)}"


sentences = ["", "up", "Profit", "naïve café résumé", "漢字 and 한국어", "😀 to the moon", "U.S.-China trade talks"]
while len(sentences) < 240:
    sentences.append(" ".join(clause() for _ in range(chance.choice([1, 1, 1, 1, 2, 2, 3, 5, 9, 20]))))

model_folder = pathlib.Path(sys.argv[1])
tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
tokenizer.no_padding()
tokenizer.no_truncation()
model = BertModel.from_pretrained(model_folder, attn_implementation="eager").eval()
here = pathlib.Path(__file__).parent
(here / "sentences.txt").write_text("\n".join(sentences) + "\n")
with open(here / "reference.tsv", "w") as out, torch.no_grad():
    for sentence in sentences:
        ids = torch.tensor([tokenizer.encode(sentence).ids])
        hidden = model(input_ids=ids).last_hidden_state[0].flatten()
        places = sorted(chance.sample(range(hidden.numel()), 48))
        pairs = [f"{place}:{hidden[place].item():.7g}" for place in places]
        out.write("\t".join([str(ids.shape[1]), f"{hidden.square().sum().item():.7g}"] + pairs) + "\n")
