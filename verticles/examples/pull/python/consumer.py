#!/usr/bin/env python3
"""Handles the events of a Tidings log, together with whoever else runs under the same name.

    python3 consumer.py http://127.0.0.1:8080 mails

A third argument says how many seconds the work on an event takes. Needs Python 3.8, nothing else.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request


class Consumer:
    """A consumer that is pulled from. Every call of it may be repeated, and is, until it is answered."""

    def __init__(self, gateway, name):
        self.path = f"{gateway.rstrip('/')}/v1/consumers/{name}"

    def declare(self, **definition):
        """Makes it known; nothing changes if it is."""
        self.call("PUT", "", definition)

    def lease(self, **wanted):
        """Events for this puller alone, never two of one stream; none if none came for so long."""
        return self.call("POST", "/lease", wanted)["events"]

    def ack(self, leased):
        """It is handled. False if it took so long that somebody else has it by now."""
        answer = self.call("POST", "/ack", {"receipts": [leased["receipt"]]})
        return answer["results"][0]["held"]

    def nack(self, leased, reason):
        """It failed: the consumer's retry policy says what comes next."""
        self.call("POST", "/nack", {"events": [{"receipt": leased["receipt"], "reason": reason}]})

    def call(self, method, path, body):
        while True:
            try:
                return self.call_once(method, path, body)
            except urllib.error.HTTPError as refusal:
                problem = refusal.read().decode()
                if refusal.code not in (429, 503):
                    raise SystemExit(problem)
                time.sleep(float(refusal.headers.get("Retry-After", 1)))
            except OSError:  # no gateway there, for the moment
                time.sleep(1)

    def call_once(self, method, path, body):
        request = urllib.request.Request(
            self.path + path,
            method=method,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def handle(event, seconds):
    """What the consumer is there for. An exception means: not handled."""
    time.sleep(seconds)
    print(event["tidingsposition"], event["tidingsstream"], event["type"], flush=True)


def main(gateway, name, seconds="0"):
    consumer = Consumer(gateway, name)
    consumer.declare(retry={"attempts": 5})
    while True:
        for leased in consumer.lease(
            max=10, wait="PT20S", visibility="PT10S", puller=f"python {os.getpid()}"
        ):
            try:
                handle(leased["event"], float(seconds))
            except Exception as failure:
                consumer.nack(leased, repr(failure))
            else:
                consumer.ack(leased)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        pass
