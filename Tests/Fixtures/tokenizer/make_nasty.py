"""Writes nasty.tsv: texts that tokenizers trip over, with the ids that the reference gives them.

    python make_nasty.py PATH/tokenizer.json > nasty.tsv

A line is the text's bytes in hexadecimal (so that NUL, line ends and invalid UTF-8 can be told), a tab, the ids.
"""

import random
import sys

from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file(sys.argv[1])
tokenizer.no_padding()
tokenizer.no_truncation()
texts = [
    "", " ", "Shares of Acme fell 3.5% after a profit warning.", "a\u0300e\u0301", "naïve café", "U.S.-China",
    "😀 emoji 👩‍👩‍👧 flags 🇩🇪", "مرحبا بالعالم", "שלום", "a\x00b", "\ufeffbom", "x" * 10000, "é" * 120, "x" * 100, "x" * 101,
    "漢字かな交じり文", "한국어 각힣", "[CLS] text [SEP] [MASK] [UNK] [PAD] [cls]", "##ing", "$AAPL +3.5%", "ﬁ ligature",
    "İstanbul ıI", "ǅ", "Ω K Å", "a\u200bb\u200dc", "\u2028line", "½ ⅓", "“quotes”—dash…", "ＦＵＬＬｗｉｄｔｈ",
    "\U0010ffff", "\u0378", "𝔘𝔫𝔦", "ß ẞ", "ΑΣ ς", "\u302e\u0301a\u0323\u0302", "ⓐ", "\u1100\u1161", "豈 更", "a\u00adb",
    "100%_ok^~`", "\t tab\u000bvt", "\u0085nel", "line\nbreak\r\n", "\u0387 \u2329 \u037e",
]
data = [text.encode() for text in texts]
data += [b"\xff\xfe bad \xc3( utf8 \xe2\x82 x", b"abc\xf0\x28\x8c\xbc", b"\xed\xa0\x80 surrogate"]
chance = random.Random(1)
blocks = [(32, 127), (0xA0, 0x3000), (0x3000, 0xD7FF), (0xE000, 0x10FFFF)]
for _ in range(300):
    codes = [chance.randrange(*chance.choice(blocks)) for _ in range(chance.randrange(1, 30))]
    data.append("".join(map(chr, codes)).encode())
for raw in data:
    ids = tokenizer.encode(raw.decode("utf-8", "replace")).ids
    print(raw.hex() + "\t" + " ".join(map(str, ids)))
