"""Whom do errors fall upon? Misses and false hits by script and by naming tradition."""
import collections
import random
import statistics

import report
import scripts
from groups import script_of, tradition_of
from lists import false_hits_by_name, with_a_slip
from program import data, entity, load_entities, new_store, screen

GROUP_MIN = 40  # Of fewer nobody can say a rate.


def group_of(name):
    script = script_of(name)
    if script != "Latin":
        return script
    tradition = tradition_of(name)
    return f"Latin, {tradition}" if tradition else "Latin, not told"


def misses(everything):
    """Politicians listed by their Latin name, asked for by another script or with one slip in one word."""
    people = scripts.politicians()
    store = new_store("politicians")
    load_entities(store, "politicians", [entity(f"p-{i:05}", "Person", name=[latin]) for i, (latin, _) in enumerate(people)])
    chance = random.Random(5)
    asked = []
    groups = collections.defaultdict(list)
    for i, (latin, others) in enumerate(people):
        for other in sorted(others):
            groups[group_of(other)].append((f"p-{i:05}", other, latin))
        words = latin.split()
        at = max(range(len(words)), key=lambda k: len(words[k]))
        words[at] = with_a_slip(words[at], chance)
        groups[group_of(latin)].append((f"p-{i:05}", " ".join(words), latin))
    for members in groups.values():
        asked += members if everything else chance.sample(members, min(250, len(members)))
    answers = screen(store, [entity(number, "Person", name=[name]) for number, name, _ in asked], limit=50)
    counts = collections.defaultdict(lambda: [0, 0])
    failures = []
    for (number, name, latin), results in zip(asked, answers):
        group = group_of(name) if script_of(name) != "Latin" else group_of(latin)
        counts[group][1] += 1
        if number not in {r["id"] for r in results}:
            counts[group][0] += 1
            failures.append((group, name, latin))
    return counts, failures


def run(everything):
    report.title("Fairness: misses of politicians by Latin name (another script, or one slip); false hits of invented people")
    if not scripts.politicians():
        return report.absent("politicians", "not in the test data")
    if not data("names/popular-names"):
        return report.absent("naming traditions", "no list of popular names in the test data")
    missed, failures = misses(everything)
    false = collections.defaultdict(lambda: [0, 0])
    people, answers = false_hits_by_name(False, everything)
    for person, results in zip(people, answers):
        group = group_of(person["properties"]["name"][0])
        false[group][1] += 1
        false[group][0] += bool(results)
    print(f"  {'group':<34}{'missed':>24}{'false hits':>26}")
    shown = [g for g in sorted(set(missed) | set(false)) if missed[g][1] >= GROUP_MIN or false[g][1] >= GROUP_MIN]
    for group in shown:
        cells = [report.percent(*c[group]) if c[group][1] >= GROUP_MIN else "-" for c in (missed, false)]
        print(f"  {group:<34}{cells[0]:>24}{cells[1]:>26}")
    for name, counts in (("misses", missed), ("false hits", false)):
        shares = {g: report.share(*counts[g]) for g in shown if counts[g][1] >= GROUP_MIN}
        worst, median = max(shares, key=shares.get), statistics.median(shares.values())
        report.row(f"{name}: {len(shares)} groups, median {100 * median:.2f} %; the worst is {worst}",
                   f"{100 * shares[worst]:.2f} %", "at most twice the median", shares[worst] <= 2 * median)
    report.write_failures("fairness_missed", failures)
