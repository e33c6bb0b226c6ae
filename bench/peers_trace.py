#!/usr/bin/env python3
"""Asks other programs for the same shortest paths: edges.csv (a,b) and pairs.csv (a,b,steps).

Each is asked for as many pairs as it answers in its time; every answer is checked against the steps that Clew found.
A program that is not installed is said to be absent.
"""

import csv
import statistics
import sys
import time

SECONDS_EACH = 60


def report(name, loaded, times, note=""):
    times = sorted(times)
    if not times:
        print(f"{name}: loaded in {loaded:.1f} s, no pair answered {note}")
        return
    p50, p90, p99 = (times[int(part * (len(times) - 1))] * 1e6 for part in (0.5, 0.9, 0.99))
    print(f"{name:<58} p50 {p50:9.1f} us  p90 {p90:9.1f} us  p99 {p99:9.1f} us  mean {statistics.mean(times) * 1e6:9.1f} us"
          f"  ({len(times)} pairs; loaded in {loaded:.1f} s{note})", flush=True)


def ask(name, loaded, pairs, steps_between, note=""):
    """Times steps_between(a, b) over the pairs while the time lasts; a wrong answer ends the program."""
    times, began = [], time.monotonic()
    for a, b, steps in pairs:
        start = time.perf_counter()
        found = steps_between(a, b)
        times.append(time.perf_counter() - start)
        if found != steps:
            sys.exit(f"{name}: {a} to {b}: {found} steps, expected {steps}")
        if time.monotonic() - began > SECONDS_EACH:
            break
    report(name, loaded, times, note)


def ask_igraph(edges, nodes, pairs):
    import igraph

    start = time.perf_counter()
    graph = igraph.Graph(n=nodes, edges=edges, directed=False)
    loaded = time.perf_counter() - start
    ask(f"igraph {igraph.__version__}", loaded, pairs, lambda a, b: len(graph.get_shortest_paths(a, b, output="epath")[0]))


def ask_networkx(edges, nodes, pairs):
    import networkx

    start = time.perf_counter()
    graph = networkx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(edges)
    loaded = time.perf_counter() - start
    ask(f"networkx {networkx.__version__}, bidirectional", loaded, pairs,
        lambda a, b: len(networkx.bidirectional_shortest_path(graph, a, b)) - 1)


def ask_duckdb(edges_path, pairs):
    import duckdb

    start = time.perf_counter()
    base = duckdb.connect()
    base.execute(f"create table e as select a, b from read_csv('{edges_path}') union all select b, a from read_csv('{edges_path}')")
    loaded = time.perf_counter() - start
    query = """with recursive walk(node, steps) as (select ?::bigint, 0 union
        select e.b, walk.steps + 1 from walk join e on e.a = walk.node where walk.steps < ?)
        select min(steps) from walk where node = ?"""
    # Recursive SQL with UNION keeps every (node, steps): the bound is what Clew found, or it would not end.
    ask(f"duckdb {duckdb.__version__}, recursive SQL, told how far to look", loaded, pairs,
        lambda a, b: base.execute(query, [a, STEPS[a, b], b]).fetchone()[0])


def ask_kuzu(edges_path, nodes, pairs, folder):
    import kuzu
    import shutil

    place = f"{folder}/kuzu"
    shutil.rmtree(place, ignore_errors=True)
    start = time.perf_counter()
    connection = kuzu.Connection(kuzu.Database(place))
    with open(f"{folder}/nodes.csv", "w") as out:
        out.writelines(f"{node}\n" for node in range(nodes))
    connection.execute("create node table N(id int64, primary key(id))")
    connection.execute("create rel table E(from N to N)")
    connection.execute(f"copy N from '{folder}/nodes.csv'")
    connection.execute(f"copy E from '{edges_path}' (header=true)")
    loaded = time.perf_counter() - start

    def steps_between(a, b):
        answer = connection.execute("match (a:N {id: $a})-[e* shortest 1..30]-(b:N {id: $b}) return length(e)", {"a": a, "b": b})
        return answer.get_next()[0] if answer.has_next() else None

    ask(f"kuzu {kuzu.__version__}", loaded, pairs, steps_between)


STEPS = {}


def main():
    edges_path, pairs_path = sys.argv[1:3]
    folder = edges_path.rsplit("/", 1)[0]
    with open(edges_path) as file:
        edges = [(int(a), int(b)) for a, b in list(csv.reader(file))[1:]]
    with open(pairs_path) as file:
        pairs = [tuple(map(int, row)) for row in list(csv.reader(file))[1:]]
    STEPS.update({(a, b): steps for a, b, steps in pairs})
    nodes = 1 + max(max(edge) for edge in edges)
    for name, run in (("python-igraph", lambda: ask_igraph(edges, nodes, pairs)),
                      ("networkx", lambda: ask_networkx(edges, nodes, pairs)),
                      ("duckdb", lambda: ask_duckdb(edges_path, pairs)),
                      ("kuzu", lambda: ask_kuzu(edges_path, nodes, pairs, folder))):
        try:
            run()
        except ImportError as error:
            print(f"{name}: absent ({error})", flush=True)
        except Exception as error:  # Another program's failure is a line of the table, not the end of it.
            print(f"{name}: failed: {type(error).__name__}: {str(error)[:200]}", flush=True)


if __name__ == "__main__":
    main()
