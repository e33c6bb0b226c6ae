"""Runs clew_screen_bench over real lists and invented entities, and PyPI's matchers over the same pairs."""
import csv
import itertools
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time

DATA = os.environ.get("CLEW_TEST_DATA", "../shared/data")
BUILD = os.environ.get("BUILD", "build/release")
PROGRAM = f"{BUILD}/bench/clew_screen_bench"
FIXTURES = ("negatives_us.csv", "positives_un_untreated.csv", "positives_us_congress_untreated.csv")
CUSTOMERS_MAX = 10_000  # Of each file.
LOOKUP_NS = 100  # A word looked for in a table larger than the caches: one miss.


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def one_line(text):
    return " ".join(text.split())


def real_queries():
    """Customers of the screening fixtures, and both names of every labelled pair, in a fixed random order."""
    rows = []
    for name in FIXTURES:
        path = f"{DATA}/screening/yente_screening_fixtures/{name}"
        if os.path.exists(path):
            rows += [("Person", one_line(row["full_name"])) for row in rows_of(path)[:CUSTOMERS_MAX]]
    for row in labelled_pairs():
        rows += [(row["schema"], one_line(row["name1"])), (row["schema"], one_line(row["name2"]))]
    random.Random(20261124).shuffle(rows)
    return [row for row in rows if row[1]]


def labelled_pairs():
    path = f"{DATA}/screening/name_bench/cases.csv"
    return rows_of(path) if os.path.exists(path) else []


def write_lines(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines("\t".join(row) + "\n" for row in rows)


def run(*command):
    sys.stdout.flush()
    if subprocess.run(command).returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed")


def load(store):
    lists = [("data/lists/us_ofac_sdn", "2021-07-07"), ("data/lists/us_ofac_cons", "2021-07-07"),
             ("data/lists/un_sc_sanctions", "2026-02-27")]
    uk = f"{DATA}/sanctions/uk-2026-05"
    lists += [(uk, "2026-05-01")] if os.path.exists(uk) else []
    for path, day in lists:
        subprocess.run([f"{BUILD}/clew", "load", path, "--into", store, "--published-on", day, "--obtained", "open"],
                       check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return [os.path.basename(path) for path, _ in lists]


def logic_v2():
    from followthemoney import EntityProxy
    from nomenklatura.matching import get_algorithm
    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()
    numbers = itertools.count()  # It remembers an entity by its id.

    def made(schema, name):
        return EntityProxy.from_dict({"id": f"e{next(numbers)}", "schema": schema, "properties": {"name": [name]}})

    return lambda schema, left, right: algorithm.compare(made(schema, left), made(schema, right), config).score


def rapidfuzz_sorted():
    from rapidfuzz import fuzz, utils
    return lambda _, left, right: fuzz.token_sort_ratio(left, right, processor=utils.default_process)


def jellyfish_sorted():
    import jellyfish
    words = lambda name: " ".join(sorted(name.lower().split()))
    return lambda _, left, right: jellyfish.jaro_winkler_similarity(words(left), words(right))


PEERS = [("nomenklatura logic-v2", "nomenklatura", logic_v2),
         ("rapidfuzz token_sort_ratio (no scripts, no roles)", "rapidfuzz", rapidfuzz_sorted),
         ("jellyfish Jaro-Winkler, words sorted (the same)", "jellyfish", jellyfish_sorted)]


def print_peers(pairs):
    from importlib import metadata
    for name, package, make in PEERS:
        try:
            score = make()
            score("Person", "A B", "C D")  # Its tables are read at first use.
        except ImportError:
            print(f"  {name:<52}{'absent':>24}")
            continue
        begin = time.process_time()
        for pair in pairs:
            score(pair["schema"], pair["name1"], pair["name2"])
        taken = 1e6 * (time.process_time() - begin) / len(pairs)
        print(f"  {name + ' ' + metadata.version(package):<60}{f'{taken:.2f} us':>16}")


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    busy = os.getloadavg()[0]
    return f"{models[0] if models else platform.processor()}, {len(models)} processors, load {busy:.1f} before the run"


def main():
    print(f"machine: {machine()}")
    if os.getloadavg()[0] > 0.5:
        print("the machine is busy: queries a second are by processor time, latencies by the clock and too long")
    print(f"speed of light: a name of three words is at least three look-ups in tables beyond the caches, "
          f"{3 * LOOKUP_NS} ns or {1e9 / 3 / LOOKUP_NS / 1e6:.1f} million names a second and core")
    with tempfile.TemporaryDirectory() as work:
        store, queries, pairs = f"{work}/lists.clew", f"{work}/queries.tsv", f"{work}/pairs.tsv"
        names = load(store)
        asked = real_queries()
        if asked:
            print(f"\nreal lists ({', '.join(names)}), mixed real queries")
            write_lines(queries, asked)
            run(PROGRAM, "lists", store, queries)
        count = os.environ.get("CLEW_BENCH_INVENTED", "100000")
        print(f"\n{int(count):,} invented entities in ten scripts, words as frequent as real ones")
        run(PROGRAM, "invented", count)
        if labelled := labelled_pairs():
            print(f"\none pair of names, {len(labelled)} labelled pairs")
            write_lines(pairs, [(p["schema"], one_line(p["name1"]), one_line(p["name2"])) for p in labelled])
            run(PROGRAM, "pairs", pairs)
            print_peers(labelled)
        print("\nwhat people type by mistake or in malice")
        run(PROGRAM, "worst", store)
        shutil.rmtree(store, ignore_errors=True)


if __name__ == "__main__":
    main()
