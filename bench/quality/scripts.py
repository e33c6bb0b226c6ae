"""Names in their own script, to be found by their Latin spelling."""
import functools
import glob
import json
import random
import subprocess
import tarfile

import report
from groups import plain, script_of
from program import WORK, data, entity, load_entities, new_store, screen

LANGUAGES = {"arabic": 0.95, "chinese": 0.95, "hebrew": 0.95, "japanese": 0.95, "katakana": 0.95, "korean": 0.90,
             "russian": 0.95}


def pairs_of(path):
    """(Latin, original, times seen)"""
    with open(path, encoding="utf-8") as file:
        for line in file:
            latin, original, count = line.rstrip("\n").split("\t")
            yield latin, original.replace(" ", ""), int(count)


def icu_romanised(words):
    """What ICU's general rules make of each word."""
    rules = "::Any-Latin; ::NFD; ::[:Mn:] Remove; ::Latin-ASCII; ::Lower;"
    done = subprocess.run(["uconv", "-f", "utf-8", "-t", "utf-8", "-x", rules], input="\n".join(words),
                          capture_output=True, text=True, check=True)
    return done.stdout.split("\n")


def peer_recall(queries, latins):
    """ICU, then rapidfuzz over all names: the share of pairs found in the first ten."""
    from rapidfuzz import fuzz, process
    romanised = icu_romanised([original for _, original in queries])
    found = 0
    for (latin, _), query in zip(queries, romanised):
        best = process.extract(query, latins, scorer=fuzz.ratio, limit=10)
        found += latin in {choice for choice, _, _ in best}
    return found / len(queries)


def recall_of(language, wanted, everything):
    folder = data("names/wikidata-transliteration-pairs")
    tests = list(pairs_of(f"{folder}/wd_{language}_16"))
    latins = sorted({plain(latin) for size in ("64", "16") for latin, _, _ in pairs_of(f"{folder}/wd_{language}_{size}")})
    random.Random(7).shuffle(latins)  # So that the order of ids, which settles ties, says nothing.
    store = new_store(f"latin_{language}")
    load_entities(store, f"latin_{language}", [entity(f"n-{i:06}", "Person", name=[name]) for i, name in enumerate(latins)])
    chosen = random.Random(3).sample(tests, len(tests) if everything else min(1000, len(tests)))
    queries = [(plain(latin), original) for latin, original, _ in chosen]
    asked = [entity(str(i), "Person", name=[original]) for i, (_, original) in enumerate(queries)]
    answers = screen(store, asked, limit=10, score_min=0.01)
    failures = []
    for (latin, original), results in zip(queries, answers):
        if latin not in {r["caption"] for r in results}:
            failures.append(("missed", latin, original, " ".join(r["caption"] for r in results[:5])))
    recall = 1 - len(failures) / len(queries)
    try:
        peer = f"; ICU then rapidfuzz {peer_recall(queries[:200], latins):.3f} (200 of them)"
    except Exception as error:  # Whatever keeps a peer from starting, it is absent.
        peer = f"; ICU then rapidfuzz absent: {error}"
    report.row(f"{language}: {len(queries)} pairs among {len(latins)} names", f"{recall:.3f}{peer}", f"{wanted}",
               recall >= wanted)
    report.write_failures(f"scripts_{language}", failures)


def recall(everything):
    report.title("Original script to Latin: the share found in the first 10 of all names of the language's files")
    if not data("names/wikidata-transliteration-pairs"):
        return report.absent("transliteration pairs", "not in the test data")
    for language, wanted in LANGUAGES.items():
        recall_of(language, wanted, everything)


# --- Politicians of the world, by the names they bear in other scripts ----------------------------

@functools.cache
def politicians():
    """[(Latin name, {other names})] of everybody with a name in another script."""
    archives = glob.glob(f"{data('pep/everypolitician-2015') or ''}/*.tar.zst")
    if not archives:
        return []
    raw = subprocess.run(["zstd", "-dcq", archives[0]], capture_output=True, check=True).stdout
    path = f"{WORK}/politicians.tar"
    with open(path, "wb") as file:
        file.write(raw)
    people = {}
    with tarfile.open(path) as tar:
        for member in tar:
            if not member.name.endswith("ep-popolo-v1.0.json"):
                continue
            for person in json.load(tar.extractfile(member))["persons"]:
                names = [person["name"]] + [n["name"] for n in person.get("other_names", [])]
                latin = [n for n in names if script_of(n) == "Latin"]
                others = {n for n in names if script_of(n) not in ("Latin", "none", "other")}
                if latin and len(plain(latin[0]).split()) > 1:
                    people[person["id"]] = (latin[0], others)
    return list(people.values())
