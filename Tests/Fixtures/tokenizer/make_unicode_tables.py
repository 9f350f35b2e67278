"""Writes Sources/Tokenization/UnicodeTables.swift from what the reference tokenizer does to every code point.

    python make_unicode_tables.py PATH/tokenizer.json > Sources/Tokenization/UnicodeTables.swift

The reference (the `tokenizers` library) is asked once per code point, so the tables hold its Unicode version,
not that of Python or of Swift. Hangul syllables are left out: they decompose by arithmetic.
"""

import sys
import textwrap

from tokenizers import Tokenizer


def survey(path):
    tokenizer = Tokenizer.from_file(path)
    normalize, split = tokenizer.normalizer.normalize_str, tokenizer.pre_tokenizer.pre_tokenize_str
    removed, spaces, isolated, mapped = [], [], [], {}
    for code in range(0x110000):
        if 0xD800 <= code < 0xE000 or 0xAC00 <= code < 0xD7A4:
            continue
        char = chr(code)
        result = normalize(f"x{char}x")[1:-1]
        words = [word for word, _ in split(f"x{char}x")]
        if result == "":
            removed.append(code)
        elif result == " " or words == ["x", "x"]:
            spaces.append(code)
        elif result.strip() != char:
            mapped[code] = result
        elif words == ["x", char, "x"] or result == f" {char} ":
            isolated.append(code)
    return removed, spaces, isolated, mapped


def ranges(codes):
    out = []
    for code in codes:
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in out)


def literal(name, comment, text):
    lines = textwrap.wrap(text, 100, break_on_hyphens=False)
    body = " \\\n".join(f"        {line}" for line in lines)
    return f'    /// {comment}\n    static let {name}: String = """\n{body}\n        """\n'


removed, spaces, isolated, mapped = survey(sys.argv[1])
pairs = " ".join(f"{k:x}={'+'.join(f'{ord(c):x}' for c in v.strip())}" for k, v in mapped.items())
print("// Made by Tests/Fixtures/tokenizer/make_unicode_tables.py; do not edit.\n")
print("/// What the reference BERT normaliser does to single code points, in hexadecimal.")
print("enum UnicodeTables {")
print(literal("removed", "Dropped: controls, unassigned code points, combining accents (category Mn).", ranges(removed)))
print(literal("spaces", "Separate words.", ranges(spaces)))
print(literal("isolated", "Words of their own: punctuation and CJK ideographs.", ranges(isolated)))
print(literal("mapped", "Lower case without accents; what a code point maps to may be isolated, as ideographs are.", pairs).rstrip())
print("}")
