#!/usr/bin/env python3
"""The desk in Chromium: loads public lists and the invented story, serves the desk, runs desk_test.mjs.

CLEW_WEB is the folder of the built desk; CLEW_WEB_SHOTS a folder for screenshots. Without Chromium, Node or what
npm installs into web/node_modules (`./dev test` installs all three) this says so and is skipped.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SKIPPED = 77
NAMES = ["Port Bank of Selm", "بنك ميناء سلم", "塞尔姆港银行"]
ENTITIES = [
    {"id": "web-test-1", "schema": "Person", "properties": {"name": NAMES, "birthDate": ["1990-01-01", "1991-02-02"]}},
    {"id": "web-test-2", "schema": "Company", "properties": {"name": ["Malicious Markup <img src=x onerror=alert(1)>"]}},
]


def skip(reason):
    print(f"skipped: {reason}; ./dev test installs it")
    sys.exit(SKIPPED)


def what_is_missing():
    if not Path(os.environ.get("CLEW_WEB", ""), "desk.js").is_file():
        return "the desk is not built (Debian package esbuild)"
    if not (os.environ.get("CHROMIUM") or shutil.which("chromium")):
        return "Chromium is missing (Debian package chromium)"
    if not shutil.which("node"):
        return "Node is missing (Debian package nodejs)"
    if not (ROOT / "web/node_modules/playwright-core").is_dir():
        return "web/node_modules is missing (npm ci)"
    return None


def load(store, *arguments):
    subprocess.run([os.environ["CLEW_PROGRAM"], "load", *map(str, arguments), "--into", store, "--obtained", "open"],
                   check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def make_store(folder):
    store = folder + "/desk.clew"
    load(store, "data/lists/us_ofac_sdn", "--published-on", "2021-07-07")
    load(store, "data/lists/un_sc_sanctions")
    load(store, *sorted((ROOT / "examples/story").glob("*.json")))
    scripts = Path(folder, "scripts.ftm.json")
    scripts.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ENTITIES), encoding="utf-8")
    load(store, scripts)
    return store


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextlib.contextmanager
def served(store):
    """The address of the store and the desk: as `clew serve` gives them."""
    program, desk, port = os.environ["CLEW_PROGRAM"], os.environ["CLEW_WEB"], str(free_port())
    command = [program, "serve", store, "--port", port, "--web", desk]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for("127.0.0.1", int(port), server)
        yield "http://127.0.0.1:" + port
    finally:
        server.terminate()
        server.wait()


def wait_for(host, port, server):
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection((host, port)):
            return
        if server.poll() is not None:
            sys.exit(f"the server ended before it served, with {server.returncode}")
        time.sleep(0.1)
    sys.exit("the server does not listen after 30 seconds")


def main():
    missing = what_is_missing()
    if missing:
        skip(missing)
    types = subprocess.run(["node", "node_modules/typescript/bin/tsc", "-p", "."], cwd=ROOT / "web")
    if types.returncode:
        sys.exit(types.returncode)
    with tempfile.TemporaryDirectory() as folder, served(make_store(folder)) as address:
        shots = [os.environ["CLEW_WEB_SHOTS"]] if "CLEW_WEB_SHOTS" in os.environ else []
        ran = subprocess.run(["node", "tests/web/desk_test.mjs", address, "examples", *shots], cwd=ROOT)
    sys.exit(ran.returncode)


if __name__ == "__main__":
    main()
