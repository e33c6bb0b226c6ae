"""Runs the load benchmark on generated data, checks the answers, prints one table, writes load.json.

Called by bench/load.sh, which makes the data and the programs. No time is ever judged: the targets are
printed beside what was measured. Wrong counts end the run with exit code 1.
"""

import argparse
import collections
import csv
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time

TARGETS = [
    "ICIJ loaded in 12 s or less on 2 cores",
    "FollowTheMoney at 100 MB/s or more per core",
    "peak memory below 1.5 GB",
    "store no larger than the raw files",
    "first show of an entity in less than 50 ms",
]


ENTITY_PROPERTIES = ("owner", "asset", "director", "organization", "entity", "holder", "addressEntity")


# --- Running programs -------------------------------------------------------------------------------


class Run:
    """One finished process: its time, its processor time, its peak memory, what it said."""

    def __init__(self, command):
        self.command = command
        # Asking /usr/bin/time, because a child of this process would be charged with this one's memory.
        timed = ["/usr/bin/time", "--quiet", "--format", "%M %U %S", "--output", "build/bench/time", *command]
        start = time.perf_counter()
        done = subprocess.run(timed, capture_output=True, stdin=subprocess.DEVNULL, check=False)
        self.seconds = time.perf_counter() - start
        self.code = done.returncode
        self.out, self.err = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        with open("build/bench/time", encoding="utf-8") as file:
            peak_kib, user, system = file.read().split()[-3:]
        self.peak_bytes, self.cpu_seconds = int(peak_kib) * 1024, float(user) + float(system)

    def must_work(self):
        if self.code != 0:
            die(f"{' '.join(self.command)}\nended with {self.code}:\n{self.err or self.out}")
        return self


def die(message):
    print(f"bench load: {message}", file=sys.stderr)
    sys.exit(1)


def bytes_below(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name))
               for folder, _, names in os.walk(path) for name in names)


def files_below(path):
    return [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]


def evict(path):
    """Asks the kernel to forget the files; says how many of their bytes stayed in memory all the same."""
    os.sync()
    for name in files_below(path):
        with open(name, "rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return resident_bytes(path)


def resident_bytes(path):
    if shutil.which("fincore") is None:
        return None
    found = subprocess.run(["fincore", "--bytes", "--noheadings", "--output", "RES", *files_below(path)],
                           capture_output=True, text=True)
    return sum(int(word) for word in found.stdout.split())


# --- What the data holds, counted by another program than the one that wrote it -----------------------


def counted(folder, count):
    """The count of a folder, kept in it; compared with what its writer says that it wrote."""
    path = os.path.join(folder, "counted.json")
    if not os.path.exists(path):
        result = count(folder)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)
    return read_json(path)


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


NODE_SCHEMAS = {"nodes-entities.csv": "Company", "nodes-addresses.csv": "Address"}  # Others: LegalEntity.
BEARERS = ("THE BEARER", "EL PORTADOR")


def rows_of(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def count_icij(folder):
    truth = read_json(os.path.join(folder, "truth.json"))
    count = {"nodes": 0, "links": 0, "cells": 0}
    schemas, degrees, ids, links, claims = collections.Counter(), collections.Counter(), set(), set(), set()
    for name, expected in truth["files"].items():
        rows = 0
        for row in rows_of(folder, name):
            rows += 1
            count["cells"] += sum(1 for cell in row if cell)
            if name == "relationships.csv":
                degrees.update(row[:2])
                # What makes a link itself: its ends, kind, words and start.
                key = hash((row[0], row[1], row[2], row[3], row[5]))
                if row[2].startswith(("same", "similar", "probably")):
                    claims.add(key)
                elif row[2] != "registered_address":  # That is a property of the company.
                    links.add(key)
            else:
                ids.add(row[0])
                schemas[NODE_SCHEMAS.get(name, "LegalEntity")] += 1
                schemas["NegativeFact"] += row[1] in BEARERS  # That the holder is unknown.
        if rows != expected["rows"]:
            die(f"{folder}/{name} has {rows} rows, truth.json says {expected['rows']}; delete the folder")
        count["links" if name == "relationships.csv" else "nodes"] += rows
    if len(ids) != count["nodes"]:
        die(f"{folder} has ids that stand twice")
    if count["cells"] != sum(sum(file["filled"].values()) for file in truth["files"].values()):
        die(f"{folder}: the cells that hold something are not as many as truth.json says")
    schemas["IdentityClaim"] = len(claims)
    return count | {"links_distinct": len(links) + len(claims), "schemas": schemas,
                    "hub": f"icij-{degrees.most_common(1)[0][0]}"}


def count_ftm(folder):
    truth = read_json(os.path.join(folder, "truth.json"))
    schemas, values, referents, degrees = {}, 0, 0, collections.Counter()
    with open(os.path.join(folder, "entities.ftm.json"), "rb") as file:
        for line in file:
            entity = json.loads(line)
            schemas[entity["schema"]] = schemas.get(entity["schema"], 0) + 1
            values += sum(len(set(texts)) for texts in entity["properties"].values())
            referents += len(set(entity["referents"]))
            for name in ENTITY_PROPERTIES:
                degrees.update(entity["properties"].get(name, ()))
    if schemas != truth["schemas"] or values != truth["values"]:
        die(f"{folder}: counted {schemas} and {values} values, truth.json says otherwise; delete the folder")
    return {"entities": sum(schemas.values()), "values": values, "referents": referents, "schemas": schemas,
            "hub": degrees.most_common(1)[0][0]}


# --- The measurements ---------------------------------------------------------------------------------


class Table:
    def __init__(self):
        self.rows = []

    def add(self, data, what, seconds=None, cpu=None, raw=0, floor=None, peak=None, disk=None, note=""):
        row = {"data": data, "what": what, "seconds": seconds, "cpu_seconds": cpu, "peak_bytes": peak,
               "disk_bytes": disk, "note": note}
        if seconds and raw:
            row["mb_per_second"] = raw / 1e6 / seconds
            row["times_floor"] = seconds / floor if floor else None
        if cpu and raw:
            row["mb_per_cpu_second"] = raw / 1e6 / cpu
        if disk:
            row["disk_of_raw"] = disk / raw
        self.rows.append(row)
        print(self.line(row), flush=True)

    HEAD = (f"{'data':5} {'what':28} {'seconds':>9} {'cpu s':>8} {'MB/s':>8} {'MB/cpu s':>8} {'x floor':>8} "
            f"{'peak MB':>8} {'disk MB':>8} {'of raw':>7}  note")

    @staticmethod
    def line(row):
        def cell(value, width, digits=1):
            return " " * (width - 1) + "-" if value is None else f"{value:{width}.{digits}f}"

        def mega(value):
            return None if value is None else value / 1e6

        return (f"{row['data']:5} {row['what']:28} {cell(row['seconds'], 9, 3)} {cell(row['cpu_seconds'], 8, 2)} "
                f"{cell(row.get('mb_per_second'), 8)} {cell(row.get('mb_per_cpu_second'), 8)} "
                f"{cell(row.get('times_floor'), 8)} {cell(mega(row['peak_bytes']), 8)} "
                f"{cell(mega(row['disk_bytes']), 8)} {cell(row.get('disk_of_raw'), 7, 2)}  {row['note']}")


def measure_floor(table, data, files, build, values):
    floor = json.loads(Run([f"{build}/bench/clew_floor", *files]).must_work().out)
    for name in ("parse", "clew_csv"):
        if name in floor and floor[name]["values"] != values:
            die(f"{data}: the floor's {name} found {floor[name]['values']} values, the files hold {values}")
    titles = {"read": "floor: read(2), warm", "parse": "floor: read and parse", "clew_csv": "read, CsvReader"}
    for name, passed in floor.items():
        table.add(data, titles[name], passed["seconds"], raw=passed["bytes"], floor=floor["parse"]["seconds"],
                  note=f"{passed['values']} values" if passed["values"] else "one thread")
    return floor["parse"]["seconds"]


def measure_clew(table, data, files, raw, floor, clew, out, count):
    """Loads with referenced, then with copied sources; returns the first store and its summary, None if it failed."""
    first = None
    for sources in ("reference", "keep"):
        store = f"{out}/{data}-{sources}.clew"
        shutil.rmtree(store, ignore_errors=True)
        run = Run([clew, "load", *files, "--into", store, "--sources", sources, "--json"])
        if run.code != 0:
            table.add(data, f"clew load, sources {sources}", note=f"FAILED: {(run.err or run.out).splitlines()[0]}")
            return None
        try:
            summary = json.loads(run.out)
        except json.JSONDecodeError:
            die(f"{' '.join(run.command)} printed no JSON but: {run.out[:500]!r}")
        disk = bytes_below(store)
        table.add(data, f"clew load, sources {sources}", run.seconds, run.cpu_seconds, raw, floor, run.peak_bytes,
                  disk, check_summary(data, summary, count))
        if first is None:
            first = store, summary
        else:
            shutil.rmtree(store)
    return first


def check_summary(data, summary, count):
    """Ends the run when clew load says other numbers than the files hold; gives words for the table."""
    loaded = {name: sum(dataset[name] for dataset in summary["datasets"])
              for name in ("entities", "links", "statements")}
    schemas = collections.Counter()
    for dataset in summary["datasets"]:
        schemas.update(dataset["by_schema"])
    wrong = {name: schemas[name] for name, number in count["schemas"].items() if schemas[name] != number}
    if data == "ftm":
        # A statement for each value and each referent, and one for each entity that says that it exists.
        statements = count["values"] + count["referents"] + count["entities"]
        if loaded["statements"] != statements or loaded["entities"] != count["entities"]:
            wrong |= loaded
    elif not count["links_distinct"] <= loaded["links"] <= 2 * count["links_distinct"]:
        wrong |= loaded  # Words that name two roles make two links; nothing makes fewer.
    if wrong:
        die(f"{data}: clew load says {wrong}, the files hold {count}\n{json.dumps(summary)[:2000]}")
    return ", ".join(f"{number} {name}" for name, number in loaded.items()) + " as expected"


def measure_reading(table, data, store, entity, words, clew):
    """Opening a store and asking for one thing, each time a new process."""
    starts = [Run([clew, "--version"]).must_work().seconds for _ in range(11)]
    table.add(data, "clew --version", statistics.median(starts), note="what starting a process costs, median of 11")
    for what, command in (("show", [clew, "show", store, entity]), ("find", [clew, "find", store, words])):
        left = evict(store)
        first = Run(command)
        if first.code != 0:
            table.add(data, f"clew {what}", note=f"failed: {(first.err or first.out).strip()[:150]}")
            continue
        if entity not in first.out:
            die(f"{' '.join(command)} does not show {entity}:\n{first.out[:1000]}")
        cold = "state of the page cache unknown" if left is None else (
            "cold: 0 bytes of the store in memory" if left == 0 else f"warm: {left} bytes stayed in memory")
        table.add(data, f"clew {what}, first", first.seconds, first.cpu_seconds, peak=first.peak_bytes, note=cold)
        again = [Run(command).must_work().seconds for _ in range(11)]
        table.add(data, f"clew {what}, again", statistics.median(again),
                  note=f"warm, median of {len(again)}, slowest {max(again) * 1000:.1f} ms")


def measure_hub(table, data, store, hub, clew):
    """The entity that most links meet: what is asked of it must not depend on how many they are."""
    for verb in ("show", "links"):
        run = Run([clew, verb, store, hub])
        if run.code != 0 or hub not in run.out:
            die(f"clew {verb} {store} {hub} does not show it:\n{(run.err or run.out)[:1000]}")
        table.add(data, f"clew {verb}, hub", run.seconds, run.cpu_seconds, peak=run.peak_bytes,
                  note=f"{hub}, warm, once")


def measure_peers(table, data, folder, raw, floor, options, expected):
    versions = {}
    for peer in ("duckdb", "sqlite"):
        database = f"{options.out}/{data}.{peer}"
        python = f"{options.venv}/bin/python" if peer == "duckdb" else sys.executable
        if not os.path.exists(python):
            python = sys.executable
        run = Run([python, "bench/peers_load.py", peer, data, folder, database])
        if run.code == 3:
            table.add(data, peer, note=f"absent: {run.err.strip()}")
            continue
        answer = json.loads(run.must_work().out)
        wrong = {name: number for name, number in answer["counts"].items() if expected.get(name) != number}
        if wrong:
            die(f"{peer} has {wrong}, the files hold {expected}")
        versions[peer] = answer["version"]
        table.add(data, f"{peer} {answer['version']}", run.seconds, run.cpu_seconds, raw, floor, run.peak_bytes,
                  bytes_below(database), f"{answer['counts']} as expected")
        os.remove(database)
    return versions


# --- The whole --------------------------------------------------------------------------------------


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "unknown")
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(file.readline().split()[1]) * 1024
    return {"processor": model, "cores": len(os.sched_getaffinity(0)), "memory_bytes": memory,
            "kernel": platform.release(), "load_average_1min": os.getloadavg()[0]}


def first_entity(kind, folder):
    """The id and name of some entity near the middle of the data."""
    if kind == "icij":
        with open(f"{folder}/nodes-officers.csv", newline="", encoding="utf-8") as file:
            rows = csv.DictReader(file)
            row = next(row for i, row in enumerate(rows) if i >= 1000 and len(row["name"]) > 12)
        return f"icij-{row['node_id']}", row["name"]
    with open(f"{folder}/entities.ftm.json", "rb") as file:
        for i, line in enumerate(file):
            entity = json.loads(line)
            if i >= 1000 and entity["schema"] == "Person":
                return entity["id"], entity["caption"]
    die(f"{folder} holds no person")


def values_parsed(kind, count, files):
    """What the floor finds: the cells with those of the headers, or values with each entity's id and schema."""
    if kind == "ftm":
        return count["values"] + 2 * count["entities"]
    headers = 0
    for name in files:
        with open(name, encoding="utf-8") as file:
            headers += len(file.readline().split(","))
    return count["cells"] + headers


def run_kind(table, kind, folder, options):
    count = counted(folder, count_icij if kind == "icij" else count_ftm)
    files = sorted(os.path.join(folder, name) for name in os.listdir(folder)
                   if name.endswith((".csv", ".ftm.json")))
    raw = sum(os.path.getsize(name) for name in files)
    table.add(kind, "files", raw=raw, disk=raw, note=", ".join(f"{v} {k}" for k, v in count.items() if isinstance(v, int)))
    floor = measure_floor(table, kind, files, options.build, values_parsed(kind, count, files))
    clew = f"{options.build}/clew"
    versions = {}
    if options.peers != "0":
        versions = measure_peers(table, kind, folder, raw, floor, options, count)
    loaded = measure_clew(table, kind, files, raw, floor, clew, options.out, count)
    if loaded is None:
        return {"count": count, "summary": None, "peers": versions}
    store, summary = loaded
    measure_reading(table, kind, store, *first_entity(kind, folder), clew)
    measure_hub(table, kind, store, count["hub"], clew)
    table.add(kind, "store after the questions", raw=raw, disk=bytes_below(store), note="with the tables they made")
    return {"count": count, "summary": summary, "peers": versions}


def main():
    parser = argparse.ArgumentParser()
    for flag in ("build", "icij", "ftm", "venv", "out", "peers"):
        parser.add_argument(f"--{flag}", required=True)
    parser.add_argument("--only", choices=("icij", "ftm"))
    options = parser.parse_args()
    here = machine()
    print(f"{here['processor']}, {here['cores']} cores, {here['memory_bytes'] / 1e9:.0f} GB, Linux {here['kernel']}, "
          f"load average {here['load_average_1min']:.2f}")
    print("Targets, for orientation: " + "; ".join(TARGETS) + ".")
    print(Table.HEAD)
    table, results = Table(), {}
    for kind in ("icij", "ftm"):
        if options.only in (None, kind):
            results[kind] = run_kind(table, kind, getattr(options, kind), options)
    with open(f"{options.out}/load.json", "w", encoding="utf-8") as file:
        json.dump({"machine": here, "targets": TARGETS, "rows": table.rows, "results": results}, file, indent=1)
    print(f"also in {options.out}/load.json")
    failed = [kind for kind, result in results.items() if result["summary"] is None]
    if failed:
        die(f"clew could not load {', '.join(failed)}")


if __name__ == "__main__":
    main()
