"""`bellwether detect` on the Numenta Anomaly Benchmark: python Benchmarks/compare_detect.py NAB [GROUP] [PROGRAM]

NAB is a clone of https://github.com/numenta/NAB, GROUP a folder of its data (realTweets). Scores each file of the group, then
prints what NAB's own sweeper makes of the scores in its three profiles, with the best threshold of each and with 0.5, beside
the detectors whose results the clone has. Needs `make release` and nothing but Python.
"""

import csv
import datetime
import json
import pathlib
import subprocess
import sys

nab = pathlib.Path(sys.argv[1])
group = sys.argv[2] if len(sys.argv) > 2 else "realTweets"
program = sys.argv[3] if len(sys.argv) > 3 else pathlib.Path(__file__).parent.parent / ".build/release/bellwether"
sys.path.insert(0, str(nab))
from nab.sweeper import Sweeper  # noqa: E402

windows = json.loads((nab / "labels/combined_windows.json").read_text())
profiles = json.loads((nab / "config/profiles.json").read_text())
read = datetime.datetime.fromisoformat


def table(text):
    """Times and scores of a CSV."""
    rows = list(csv.DictReader(text.splitlines()))
    return [read(row["timestamp"]) for row in rows], [float(row["anomaly_score"]) for row in rows]


def standings(tables, threshold=None):
    """The score of each profile, 0 for a detector that says nothing and 100 for a perfect one."""
    for profile in ("standard", "reward_low_FP_rate", "reward_low_FN_rate"):
        costs = profiles[profile]["CostMatrix"]
        sweeper = Sweeper(0.15, costs)
        points, count = [], 0
        for name, (times, scores) in tables.items():
            limits = [tuple(read(limit) for limit in window) for window in windows[name]]
            count += len(limits)
            points += sweeper.calcSweepScore(times, scores, limits, name)
        swept = sweeper.calcScoreByThreshold(points)
        best = max((s for s in swept if threshold is None or s.threshold >= threshold),
                   key=lambda s: s.score if threshold is None else -s.threshold)
        nothing, perfect = -costs["fnWeight"] * count, costs["tpWeight"] * count
        yield 100 * (best.score - nothing) / (perfect - nothing)


def line(name, tables, threshold=None):
    print(f"{name} | " + " | ".join(f"{score:.1f}" for score in standings(tables, threshold)))


ours = {}
for path in sorted((nab / "data" / group).glob("*.csv")):
    ours[f"{group}/{path.name}"] = table(subprocess.check_output([program, "detect", path], text=True))
print("detector | standard | few false alarms | few misses")
line("Bellwether", ours)
line("Bellwether from 0.5 on", ours, 0.5)
for folder in sorted((nab / "results").iterdir()):
    found = {f"{group}/{path.name.removeprefix(folder.name + '_')}": table(path.read_text())
             for path in sorted((folder / group).glob("*.csv"))} if folder.is_dir() else {}
    if found:
        line(folder.name, found)
