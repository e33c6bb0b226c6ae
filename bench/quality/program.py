"""Runs Clew: loads lists, screens customers, weighs pairs. What the other modules need to know of it is here."""
import csv
import json
import os
import shutil
import subprocess

DATA = os.environ.get("CLEW_TEST_DATA", "../shared/data")
BUILD = os.environ.get("BUILD", "build/release")
CLEW = os.environ.get("CLEW_PROGRAM", f"{BUILD}/clew")
WORK = "build/bench/quality"
THRESHOLD = 0.70


def data(path):
    """The path of a file of test data, or None where it is not there."""
    full = f"{DATA}/{path}"
    return full if os.path.exists(full) else None


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode > 1:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return done


def new_store(name):
    """The path of a store that does not exist yet."""
    os.makedirs(WORK, exist_ok=True)
    path = f"{WORK}/{name}.clew"
    shutil.rmtree(path, ignore_errors=True)
    return path


def load(store, path, *flags):
    run(CLEW, "load", path, "--into", store, "--obtained", "open", *flags)


def write_entities(path, entities):
    with open(path, "w", encoding="utf-8") as file:
        for entity in entities:
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")


def load_entities(store, name, entities):
    """entities: FollowTheMoney's JSON; `name` becomes the dataset."""
    folder = f"{WORK}/{name}"
    os.makedirs(folder, exist_ok=True)
    path = f"{folder}/{name}.ftm.json"
    write_entities(path, entities)
    load(store, path, "--dataset", name)


def entity(number, schema, **properties):
    return {"id": number, "schema": schema,
            "properties": {key: values for key, values in properties.items() if values}}


def entities_of(store, name):
    """Every entity of the store, as FollowTheMoney's JSON."""
    path = f"{WORK}/{name}.export.json"
    run(CLEW, "export", store, "--format", "ftm", "--output", path)
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def screen(store, customers, limit=10, score_min=None, name="customers"):
    """The candidates of each customer, in order; a customer is an entity."""
    path = f"{WORK}/{name}.jsonl"
    write_entities(path, customers)
    flags = ["--score-min", str(score_min)] if score_min is not None else []
    done = run(CLEW, "screen", store, path, "--json", "--limit", str(limit), *flags)
    results = [json.loads(line)["results"] for line in done.stdout.splitlines()]
    if len(results) != len(customers):
        raise SystemExit(f"{len(customers)} customers, {len(results)} answers\n{done.stderr}")
    return results


def score_pairs(cases, model=None):
    """cases: (schema, name, name). The score of each, and microseconds a pair."""
    lines = "".join(f"{schema}\t{left}\t{right}\n" for schema, left, right in cases)
    command = [f"{BUILD}/bench/clew_screen_pairs"] + ([model] if model else [])
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    scores = [float(line.split("\t")[0]) for line in done.stdout.splitlines()]
    return scores, float(done.stderr.split("pairs, ")[1].split()[0])


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))
