#!/usr/bin/env python3
"""Measures the shape of the source tree: files, lines, functions, comments, parameters, documentation, tests.

    python3 Benchmarks/measure_tree.py [ROOT]

Functions are found by `func`, `init`, `deinit` and `subscript` with a body in braces, and counted from the line of the
keyword to that of the closing brace. Counts are of Swift files under Sources and Tests; C files count as lines only.
"""
import re
import statistics
import sys
from pathlib import Path

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
START = re.compile(r"\b(func\s+[^\s(<]+|init[?!]?|deinit|subscript)\s*(<[^>]*>)?\s*[({]")
DECLARATION = re.compile(
    r"^\s*(@\S+\s+)*(public|package)\s+(static\s+|final\s+|mutating\s+|nonisolated\s+|private\(set\)\s+)*"
    r"(struct|class|enum|actor|protocol|func|init|var|let|typealias|subscript|case)\b")


def code_only(text):
    """The text with strings and comments blanked, so that braces and commas can be counted."""
    pattern = r'#"""[\s\S]*?"""#|"""[\s\S]*?"""|#"(?:[^"]|"(?!#))*"#|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*[\s\S]*?\*/'
    return re.sub(pattern, lambda m: re.sub(r"[^\n]", " ", m.group(0)), text)


def matching(code, start, opening, closing):
    depth = 0
    for place in range(start, len(code)):
        depth += (code[place] == opening) - (code[place] == closing)
        if depth == 0 and code[place] == closing:
            return place
    return None


def parameters(code, start):
    end = matching(code, start, "(", ")")
    if end is None:
        return 0, start
    inner, depth, count = code[start + 1:end], 0, 0
    for character in inner:
        depth += character in "([{<"
        depth -= character in ")]}"
        count += character == ":" and depth == 0
    return count, end


def functions(text):
    code = code_only(text)
    for match in START.finditer(code):
        place = match.end() - 1
        count = 0
        if code[place] == "(":
            count, place = parameters(code, place)
        body = re.compile(r"[{}\n]\s*").search(code, place)
        brace = code.find("{", place)
        between = code[place + 1:brace] if brace >= 0 else "\n}"
        if brace < 0 or "}" in between or re.search(r"\n\s*(func|var|let|init|static|case|public)\b", between):
            continue
        end = matching(code, brace, "{", "}")
        if end is not None:
            yield code.count("\n", match.start(), end) + 1, count


def undocumented(lines):
    for index, line in enumerate(lines):
        if DECLARATION.match(line):
            before = index - 1
            while before >= 0 and lines[before].strip().startswith("@"):
                before -= 1
            yield before < 0 or not lines[before].strip().startswith("///")


def swift(folder):
    return [path for path in sorted((ROOT / folder).rglob("*.swift"))]


sources = swift("Sources")
texts = [path.read_text() for path in sources]
lengths = [text.count("\n") for text in texts]
c_files = [p for p in (ROOT / "Sources").rglob("*") if p.suffix in {".c", ".h", ".inc"}]
every = [entry for text in texts for entry in functions(text)]
sizes = [size for size, _ in every]
lines = [line for text in texts for line in text.split("\n")]
comments = sum(line.strip().startswith("//") for line in lines)
public = [flag for text in texts for flag in undocumented(text.split("\n"))]
tests = sum(path.read_text().count("\n") for path in swift("Tests"))
rooms = [path for path in (ROOT / "Sources").iterdir() if path.is_dir()]

print(f"rooms {len(rooms)}")
print(f"Swift files {len(sources)}, lines {sum(lengths)}; C files {len(c_files)}, "
      f"lines {sum(p.read_text().count(chr(10)) for p in c_files)}")
print(f"file: median {statistics.median(lengths):.0f} lines, longest {max(lengths)} "
      f"({sources[lengths.index(max(lengths))].name}), over 250: {sum(n > 250 for n in lengths)}")
print(f"functions {len(sizes)}: median {statistics.median(sizes):.0f} lines, longest {max(sizes)}, "
      f"over 40: {sum(n > 40 for n in sizes)} ({100 * sum(n > 40 for n in sizes) / len(sizes):.1f} %)")
print(f"more than 6 parameters: {sum(count > 6 for _, count in every)}")
print(f"comments {100 * comments / len(lines):.1f} % of lines")
print(f"comment lines over 110 columns: {sum(len(l) > 110 and l.strip().startswith('//') for l in lines)}")
print(f"public declarations {len(public)}, without documentation {sum(public)} "
      f"({100 * sum(public) / max(len(public), 1):.0f} %)")
print(f"tests: {len(swift('Tests'))} files, {tests} lines, {tests / sum(lengths):.2f} a line of source")
