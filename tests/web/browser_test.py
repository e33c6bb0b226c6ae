#!/usr/bin/env python3
"""The desk in Chromium: loads public lists and the invented story, serves the desk, runs desk_test.mjs.

CLEW_WEB is the folder of the built desk; CLEW_WEB_SHOTS a folder for screenshots. Without Chromium, Node or what
npm installs into web/node_modules (`./dev test` installs all three) this says so and is skipped.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
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


def main():
    missing = what_is_missing()
    if missing:
        skip(missing)
    types = subprocess.run(["node", "node_modules/typescript/bin/tsc", "-p", "."], cwd=ROOT / "web")
    if types.returncode:
        sys.exit(types.returncode)
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(folder)
        server = subprocess.Popen([sys.executable, "-B", ROOT / "tests/web/bridge.py", os.environ["CLEW_PROGRAM"], store,
                                   os.environ["CLEW_WEB"]], stdout=subprocess.PIPE, text=True)
        try:
            address = "http://127.0.0.1:" + server.stdout.readline().strip()
            shots = [os.environ["CLEW_WEB_SHOTS"]] if "CLEW_WEB_SHOTS" in os.environ else []
            sys.exit(subprocess.run(["node", "tests/web/desk_test.mjs", address, "examples", *shots], cwd=ROOT).returncode)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
