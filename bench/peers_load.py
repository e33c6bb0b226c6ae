"""Loads the benchmark's files into another database and prints what came of it as one line of JSON.

    peers_load.py duckdb icij FOLDER DATABASE
    peers_load.py sqlite ftm FOLDER DATABASE

Both are set up for bulk loading at their best: one file, no journal, no waiting for the disk (SQLite), all
cores (DuckDB). Indexes that a lookup by id and a walk along links need are part of the load.
Exit code 3: the database is not installed.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys

NODE_FILES = ["entities", "officers", "addresses", "intermediaries", "others"]
LINK_PROPERTIES = ("owner", "asset", "director", "organization", "entity", "holder", "addressEntity")


def absent(why):
    print(why, file=sys.stderr)
    sys.exit(3)


def columns_of(path):
    with open(path, encoding="utf-8") as file:
        return file.readline().strip().split(",")


def table_of_nodes(name, path):
    columns = ["node_id INTEGER PRIMARY KEY"] + [f'"{c}" TEXT' for c in columns_of(path)[1:]]
    return f"CREATE TABLE nodes_{name} ({', '.join(columns)})"


def table_of_links(path):
    columns = [f'"{c}" INTEGER' if c.startswith("node_id") else f'"{c}" TEXT' for c in columns_of(path)]
    return f"CREATE TABLE relationships ({', '.join(columns)})"


LINK_INDEXES = ["CREATE INDEX link_start ON relationships (node_id_start)",
                "CREATE INDEX link_end ON relationships (node_id_end)"]


def count_icij(query):
    return {"nodes": sum(query(f"SELECT count(*) FROM nodes_{name}") for name in NODE_FILES),
            "links": query("SELECT count(*) FROM relationships")}


# --- DuckDB ---------------------------------------------------------------------------------------


def open_duckdb(database):
    try:
        import duckdb
    except ImportError:
        absent("DuckDB is not installed in this Python")
    return duckdb.connect(database), duckdb.__version__


def duckdb_icij(folder, database):
    connection, version = open_duckdb(database)
    for name in NODE_FILES:
        path = f"{folder}/nodes-{name}.csv"
        connection.execute(table_of_nodes(name, path))
        connection.execute(f"INSERT INTO nodes_{name} SELECT * FROM read_csv('{path}', header = true, "
                           "all_varchar = true, quote = '\"', escape = '\"')")
    path = f"{folder}/relationships.csv"
    connection.execute(table_of_links(path))
    connection.execute(f"INSERT INTO relationships SELECT * FROM read_csv('{path}', header = true, "
                       "all_varchar = true, quote = '\"', escape = '\"')")
    for index in LINK_INDEXES:
        connection.execute(index)
    counts = count_icij(lambda sql: connection.execute(sql).fetchone()[0])
    connection.close()
    return version, counts


def duckdb_ftm(folder, database):
    connection, version = open_duckdb(database)
    connection.execute(f"CREATE TABLE entities AS SELECT * FROM read_json_auto('{folder}/entities.ftm.json', "
                       "format = 'newline_delimited')")
    connection.execute("CREATE UNIQUE INDEX entity_id ON entities (id)")
    counts = {"entities": connection.execute("SELECT count(*) FROM entities").fetchone()[0]}
    connection.close()
    return version, counts


# --- SQLite ---------------------------------------------------------------------------------------

FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;"


def sqlite_icij(folder, database):
    shell = shutil.which("sqlite3")
    if shell is None:
        absent("the command sqlite3 is not installed (package sqlite3)")
    script = [FAST, ".mode csv"]
    for name in NODE_FILES:
        path = f"{folder}/nodes-{name}.csv"
        script += [table_of_nodes(name, path) + ";", f'.import --skip 1 "{path}" nodes_{name}']
    path = f"{folder}/relationships.csv"
    script += [table_of_links(path) + ";", f'.import --skip 1 "{path}" relationships']
    script += [index + ";" for index in LINK_INDEXES]
    subprocess.run([shell, "-bail", database], input="\n".join(script), text=True, check=True,
                   stdout=subprocess.DEVNULL)
    connection = sqlite3.connect(database)
    version = subprocess.run([shell, "--version"], capture_output=True, text=True).stdout.split()[0]
    return version, count_icij(lambda sql: connection.execute(sql).fetchone()[0])


def entities_of(path):
    with open(path, "rb") as file:
        for line in file:
            yield json.loads(line)


def sqlite_ftm(folder, database):
    connection = sqlite3.connect(database)
    connection.executescript(FAST)
    connection.execute("CREATE TABLE entity (id TEXT PRIMARY KEY, schema TEXT, caption TEXT, datasets TEXT, "
                       "first_seen TEXT, last_seen TEXT, last_change TEXT, target INTEGER) WITHOUT ROWID")
    connection.execute("CREATE TABLE statement (entity TEXT, property TEXT, value TEXT)")
    entities, statements = [], []

    def flush():
        connection.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?)", entities)
        connection.executemany("INSERT INTO statement VALUES (?, ?, ?)", statements)
        entities.clear()
        statements.clear()

    for entity in entities_of(f"{folder}/entities.ftm.json"):
        entities.append((entity["id"], entity["schema"], entity["caption"], ";".join(entity["datasets"]),
                         entity["first_seen"], entity["last_seen"], entity["last_change"], entity["target"]))
        statements += [(entity["id"], name, value) for name, values in entity["properties"].items()
                       for value in values]
        if len(entities) == 20000:
            flush()
    flush()
    connection.execute("CREATE INDEX statement_entity ON statement (entity)")
    connection.execute(f"CREATE INDEX statement_link ON statement (value) WHERE property IN {LINK_PROPERTIES}")
    connection.commit()
    counts = {"entities": connection.execute("SELECT count(*) FROM entity").fetchone()[0],
              "values": connection.execute("SELECT count(*) FROM statement").fetchone()[0]}
    connection.close()
    return sqlite3.sqlite_version, counts


def main():
    peer, data, folder, database = sys.argv[1:]
    if os.path.exists(database):
        os.remove(database)
    load = {"duckdb": {"icij": duckdb_icij, "ftm": duckdb_ftm},
            "sqlite": {"icij": sqlite_icij, "ftm": sqlite_ftm}}[peer][data]
    version, counts = load(folder, database)
    print(json.dumps({"version": version, "counts": counts}))


if __name__ == "__main__":
    main()
