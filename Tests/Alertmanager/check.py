#!/usr/bin/env python3
"""Runs the daemon against a real Alertmanager and a real Prometheus, on loopback addresses.

It checks that promtool finds nothing to say about the rules and the metrics, and that one alert fires in
Alertmanager, stays there for longer than Alertmanager keeps an alert that nobody renews, also across a restart
of the daemon, and resolves when the detector finds that all is calm.

The daemon and its detector are the real ones. So that nobody has to wait for days, the past is polled under
libfaketime: quiet days first, and then bad news almost a day ago, with no Alertmanager there.

    check.py PROGRAM    # takes about a quarter of an hour; needs prometheus, prometheus-alertmanager, faketime
"""

import datetime
import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else f"{ROOT}/.build/debug/bellwether")
UTC = datetime.timezone.utc
# The alert has fired so long ago when the daemon meets Alertmanager. In a quarter of an hour, less the two minutes
# by which the stories are older and a detector's bin of five minutes, what made it fire will be older than the day
# that must have calmed for it to resolve; until then it must stay.
AGO = datetime.timedelta(hours=24, minutes=-15)
# Longer than the four minutes that the daemon promises ahead.
MUST_STAY = 330
# The detector looks for calm in steps of five minutes.
MUST_END = 1500

QUIET = ["Acme opens an office in {}", "Acme names a head of research in {}", "Acme to present in {}"]
BAD = [
    "Acme shares plunge after it discloses huge losses", "Acme chief executive resigns amid accounting scandal",
    "Regulator opens fraud investigation into Acme", "Acme warns of bankruptcy as lenders refuse credit",
    "Acme recalls all of its products after deaths", "Acme auditors resign over missing cash",
    "Prosecutors charge Acme executives with fraud", "Acme defaults on its bonds", "Acme cuts half of its jobs",
]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Feed(http.server.BaseHTTPRequestHandler):
    """A feed of the items that are published by the time that its server has now."""

    items = []

    def do_GET(self):
        feed = int(self.path.rsplit("/", 1)[1])
        entries = "".join(
            f"<item><title>{title}</title><guid isPermaLink='false'>{title}</guid>"
            f"<pubDate>{at.strftime('%a, %d %b %Y %H:%M:%S +0000')}</pubDate></item>"
            for title, at, to in Feed.items if to == feed)
        body = f"<rss version='2.0'><channel><title>Wire {feed}</title>{entries}</channel></rss>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


def wait(what, seconds, condition):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            value = condition()
            if value:
                print(f"ok: {what}", flush=True)
                return value
        except OSError:
            pass
        time.sleep(2)
    sys.exit(f"FAILED: {what}, after {seconds} s")


def check(what, is_so, detail=""):
    if not is_so:
        sys.exit(f"FAILED: {what} {detail}")
    print(f"ok: {what}", flush=True)


class Processes:
    def __init__(self, folder):
        self.folder = folder
        self.running = []

    def start(self, name, words, **more):
        log = open(f"{self.folder}/{name}.log", "ab")
        process = subprocess.Popen(words, stdout=log, stderr=log, stdin=subprocess.DEVNULL, **more)
        self.running.append(process)
        return process

    def stop(self, process):
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        self.running.remove(process)

    def stop_all(self):
        for process in list(self.running):
            process.kill()
            process.wait()


def run(processes, folder):
    metrics, manager, prometheus = free_port(), free_port(), free_port()
    servers = []
    for _ in range(3):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server.server_address[1])
    feeds = "".join(
        f"  - {{ id: wire{i}, title: Wire {i}, url: 'http://127.0.0.1:{port}/{i}', interval: 30s }}\n"
        for i, port in enumerate(servers))
    with open(f"{folder}/feeds.yaml", "w") as file:
        file.write(f"feeds:\n{feeds}entities:\n  - {{ symbol: ACME, name: Acme Industries, aliases: [Acme] }}\n")
    with open(f"{folder}/bellwether.yaml", "w") as file:
        file.write(
            f"database: history.db\nalert_log: alerts.jsonl\ncatalogues: [feeds.yaml]\nthreads: 1\n"
            f"metrics_port: {metrics}\n"
            f"sinks: [{{ id: am, kind: alertmanager, url: 'http://127.0.0.1:{manager}' }}]\n")
    config = f"{folder}/bellwether.yaml"

    def poll(at):
        environment = dict(os.environ, DONT_FAKE_MONOTONIC="1", FAKETIME_DONT_FAKE_MONOTONIC="1")
        stamp = at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        result = subprocess.run(
            ["faketime", stamp, PROGRAM, "run", "--once", "--config", config], env=environment,
            capture_output=True, text=True, timeout=300)
        if result.returncode not in (0, 75):
            sys.exit(f"FAILED: run --once ended with {result.returncode}: {result.stderr}")

    # A few quiet days, then an hour of bad news.
    now = datetime.datetime.now(UTC)
    fired = now - AGO
    for day in range(6, 0, -1):
        at = fired - datetime.timedelta(days=day, hours=-2)
        for feed in range(3):
            title = QUIET[(day + feed) % 3].format(f"town {day}{feed}")
            Feed.items.append((title, at - datetime.timedelta(minutes=5), feed))
        poll(at)
    for number, title in enumerate(BAD):
        Feed.items.append((title, fired - datetime.timedelta(minutes=2, seconds=5 * number), number % 3))
    poll(fired)
    with open(f"{folder}/alerts.jsonl") as file:
        alerts = [json.loads(line) for line in file]
    check("the detector has fired", [a["stream"] for a in alerts if a["stream"] == "entity:ACME"], alerts)

    with open(f"{folder}/alertmanager.yml", "w") as file:
        file.write("route: { receiver: none }\nreceivers: [{ name: none }]\nglobal: { resolve_timeout: 1m }\n")
    with open(f"{folder}/prometheus.yml", "w") as file:
        file.write(
            f"global: {{ scrape_interval: 5s, evaluation_interval: 5s }}\n"
            f"rule_files: ['{ROOT}/monitoring/prometheus-rules.yaml']\n"
            f"scrape_configs: [{{ job_name: bellwether, static_configs: [{{ targets: ['127.0.0.1:{metrics}'] }}] }}]\n")
    processes.start("alertmanager", [
        "prometheus-alertmanager", f"--config.file={folder}/alertmanager.yml", f"--storage.path={folder}/am",
        f"--web.listen-address=127.0.0.1:{manager}", "--cluster.listen-address="])
    processes.start("prometheus", [
        "prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/tsdb",
        f"--web.listen-address=127.0.0.1:{prometheus}"])
    daemon = processes.start("bellwether", [PROGRAM, "run", "--config", config])

    def held():
        alerts = json.loads(get(f"http://127.0.0.1:{manager}/api/v2/alerts?active=true"))
        return [a for a in alerts if a["labels"].get("stream") == "entity:ACME"]

    held_alert = wait("Alertmanager holds the alert", 300, held)[0]
    summary = held_alert["annotations"]["summary"]
    check("it names the company with its symbol", "Acme Industries (ACME)" in summary, summary)
    since = time.monotonic()

    text = get(f"http://127.0.0.1:{metrics}/metrics")
    found = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
    check("promtool check metrics", found.returncode == 0 and not found.stderr, found.stdout + found.stderr)
    rules = subprocess.run(
        ["promtool", "check", "rules", f"{ROOT}/monitoring/prometheus-rules.yaml"], capture_output=True, text=True)
    check("promtool check rules", rules.returncode == 0, rules.stdout + rules.stderr)

    def asked(query):
        answer = json.loads(get(f"http://127.0.0.1:{prometheus}/api/v1/query?query={query}"))
        values = [float(r["value"][1]) for r in answer["data"]["result"]]
        return values[0] if values else None

    wait("Prometheus scrapes the daemon", 120, lambda: asked("up") == 1)
    wait("Prometheus sees the open alerts", 120, lambda: asked("bellwether_alerts_open") >= 1)

    processes.stop(daemon)
    daemon = processes.start("bellwether", [PROGRAM, "run", "--config", config])
    while time.monotonic() - since < MUST_STAY:
        if not held():
            sys.exit(f"FAILED: the alert was gone after {time.monotonic() - since:.0f} s")
        time.sleep(5)
    print(f"ok: the alert is still firing after {MUST_STAY} s and a restart of the daemon", flush=True)

    wait("the alert resolves in Alertmanager", MUST_END, lambda: not held())
    with open(f"{folder}/alerts.jsonl") as file:
        last = [json.loads(line) for line in file][-1]
    check("the detector said that it is over", last["state"] == "resolved", last)
    wait("Prometheus sees no open alert", 120, lambda: asked("bellwether_alerts_open") == 0)
    processes.stop(daemon)


def main():
    with tempfile.TemporaryDirectory(prefix="bellwether-alertmanager-") as folder:
        processes = Processes(folder)
        try:
            run(processes, folder)
        except SystemExit:
            for name in ("bellwether", "alertmanager", "prometheus"):
                path = f"{folder}/{name}.log"
                if os.path.exists(path):
                    with open(path) as file:
                        print(f"--- {name}\n{file.read()[-3000:]}", file=sys.stderr)
            raise
        finally:
            processes.stop_all()
    print("1 passed, 0 failed")


main()
