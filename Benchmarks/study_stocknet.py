#!/usr/bin/env python3
"""What the price did after alerts on StockNet's tweets: study_stocknet.py PROGRAM DATA FOLDER [STUDY...]

Replays the tweets of DATA/stock_tweets.tsv through PROGRAM, stores the alerts and the prices of DATA/stock_prices.tsv
in a new history FOLDER/history.db, and runs `PROGRAM study STUDY...` on it (default: --risk probe). Tweets have lost
their authors: one of forty is dealt to each by its text. Prices are the opens and closes of New York; EW88 is the mean
of the 88 stocks' moves from one of these times to the next. What is in FOLDER already is used again.
"""
import datetime
import json
import os
import sqlite3
import subprocess
import sys
import zlib
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
TIMES = {"open": datetime.time(9, 30), "close": datetime.time(16, 0)}
INDEX = "EW88"
# The largest move of one stock that the index believes: beyond it are splits and errors.
LARGEST_MOVE = 0.5


def root():
    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def rows(path):
    with open(path, encoding="utf-8") as lines:
        names = next(lines).rstrip("\n").split("\t")
        for line in lines:
            yield dict(zip(names, line.rstrip("\n").split("\t")))


def replay(program, data, folder):
    alerts, tweets = f"{folder}/alerts.jsonl", f"{folder}/tweets.tsv"
    if os.path.exists(alerts):
        return alerts
    texts = {(row["at"], row["text"]) for row in rows(f"{data}/stock_tweets.tsv")}
    with open(tweets, "w", encoding="utf-8") as out:
        out.write("date\tsource\ttext\n")
        for at, text in sorted(texts):
            out.write(f"{at}\tuser{zlib.crc32(text.encode()) % 40}\t{text}\n")
    with open(alerts + ".part", "w", encoding="utf-8") as out:
        subprocess.run([program, "replay", "--catalogue", f"{root()}/feeds/us-companies.yaml", tweets], stdout=out, check=True)
    os.rename(alerts + ".part", alerts)
    return alerts


def utc(moment):
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def quotes(data):
    """(symbol, time, price) of each stock, then of the index."""
    prices = {}
    for row in rows(f"{data}/stock_prices.tsv"):
        day = datetime.date.fromisoformat(row["date"])
        for name, time in TIMES.items():
            at = utc(datetime.datetime.combine(day, time, NEW_YORK))
            prices.setdefault(at, {})[row["symbol"]] = float(row[name])
            yield row["symbol"], at, float(row[name])
    level, last = 1000.0, {}
    for at in sorted(prices):
        moves = [price / last[symbol] - 1 for symbol, price in prices[at].items() if last.get(symbol, 0) > 0]
        moves = [move for move in moves if abs(move) < LARGEST_MOVE]
        level *= 1 + (sum(moves) / len(moves) if moves else 0)
        last.update(prices[at])
        yield INDEX, at, level


def store(alerts, data, path):
    with open(f"{root()}/Sources/SQLiteHistory/Schema.swift", encoding="utf-8") as lines:
        version = next(line.split("=")[1] for line in lines if "static let version" in line)
    database = sqlite3.connect(path)
    database.executescript(open(f"{root()}/schema.sql", encoding="utf-8").read())
    database.execute(f"PRAGMA application_id = {0x424C5754}")
    database.execute(f"PRAGMA user_version = {int(version)}")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("INSERT INTO feed (id, title, url, kind, next_due_ms) VALUES ('stocknet', 'StockNet', '', 'csv', 0)")
    for line in open(alerts, encoding="utf-8"):
        alert = json.loads(line)
        at = alert["at"] if len(alert["at"]) == 24 else alert["at"][:19] + ".000Z"
        database.execute(
            "INSERT INTO alert (id, sequence, at, stream, state, severity, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (alert["id"], alert["sequence"], at, alert["stream"], alert["state"], alert["severity"], line.strip()))
    database.executemany("INSERT INTO quote VALUES (?, ?, 'stocknet', ?, 'USD')", quotes(data))
    database.commit()
    database.close()


def main():
    program, data, folder, *study = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    path = f"{folder}/history.db"
    if not os.path.exists(path):
        store(replay(program, data, folder), data, path)
    study = study or ["--risk", "probe"]
    subprocess.run([program, "study", *study, "--index", INDEX, "--database", path], check=True)


if __name__ == "__main__":
    main()
