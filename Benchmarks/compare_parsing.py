"""Parsing against feedparser on the same feed, alternately: python Benchmarks/compare_parsing.py [ENTRIES] [ROUNDS]

Makes an RSS feed of this many entries with summaries in HTML, and prints megabytes per second of both, from bytes to entries:
ours by `Benchmarks parsing`, in its own process, feedparser in this one. Needs `make benchmarks` and feedparser.
"""

import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import feedparser

entries = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
root = pathlib.Path(__file__).parent.parent
item = """<item><title>Company {0} cuts its forecast &amp; warns of losses in quarter {0}</title>
<link>https://news.example/business/{0}?utm_source=rss</link><guid isPermaLink="false">n-{0}</guid>
<pubDate>Mon, 23 Nov 2026 09:{1:02}:00 GMT</pubDate><dc:creator>A. Writer</dc:creator><category>Markets</category>
<description><![CDATA[<p>The company said on Monday that <b>orders</b> had fallen by {0} per cent &#8212; more than analysts
had expected &#8212; and that it would close two of its plants.</p><p>Shares slipped in early trading.</p>]]></description></item>"""
feed = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
    "<title>Wire</title>" + "".join(item.format(n, n % 60) for n in range(entries)) + "</channel></rss>"
).encode()
with tempfile.NamedTemporaryFile(suffix=".xml") as file:
    file.write(feed)
    file.flush()
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(float(subprocess.check_output([root / ".build/release/Benchmarks", "parsing", file.name])))
        start = time.perf_counter()
        found = feedparser.parse(feed)
        theirs.append(len(feed) / 1e6 / (time.perf_counter() - start))
        assert len(found.entries) == entries
ratio = statistics.median(a / b for a, b in zip(ours, theirs))
print(f"{len(feed) / 1e6:.1f} MB, {rounds} rounds: ours {statistics.median(ours):.1f} MB/s, feedparser {feedparser.__version__} "
      f"{statistics.median(theirs):.2f} MB/s, ratio {ratio:.1f}")
