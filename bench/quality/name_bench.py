"""Labelled pairs of names: precision, recall, F1 beside matchers from PyPI on the same pairs in the same run."""
import collections
import hashlib
import itertools
import time

import report
from program import THRESHOLD, data, rows_of, score_pairs


def rates(rows):
    """rows: (is match, says match)"""
    hit = sum(1 for truth, said in rows if truth and said)
    false = sum(1 for truth, said in rows if not truth and said)
    miss = sum(1 for truth, said in rows if truth and not said)
    precision = hit / (hit + false) if hit + false else 0.0
    recall = hit / (hit + miss) if hit + miss else 0.0
    return precision, recall, 2 * hit / (2 * hit + false + miss) if hit else 0.0


def half_of(case):
    """Half of the cases, by a hash of their names, is never looked at when the model is tuned."""
    digest = hashlib.sha256((case["name1"] + "|" + case["name2"]).encode()).digest()
    return "held out" if digest[0] % 2 else "tuned on"


def logic_v2():
    """The scorer of nomenklatura, with entities made inside the timed call, as its own benchmark does."""
    from followthemoney import EntityProxy
    from nomenklatura.matching import get_algorithm
    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()

    numbers = itertools.count()  # It remembers an entity by its id.

    def made(schema, name):
        properties = {"name": [name]}
        return EntityProxy.from_dict({"id": f"e{next(numbers)}", "schema": schema, "properties": properties})

    def score(schema, left, right):
        return algorithm.compare(made(schema, left), made(schema, right), config).score
    score("Person", "A B", "C D")  # Its tables are read at first use.
    return score


def rapidfuzz_sorted():
    from rapidfuzz import fuzz, utils
    return lambda schema, left, right: fuzz.token_sort_ratio(left, right, processor=utils.default_process) / 100


def jellyfish_sorted():
    import jellyfish

    def tidy(name):
        return " ".join(sorted(name.lower().split()))
    return lambda schema, left, right: jellyfish.jaro_winkler_similarity(tidy(left), tidy(right))


PEERS = [("nomenklatura logic-v2", logic_v2), ("rapidfuzz token_sort_ratio", rapidfuzz_sorted),
         ("jellyfish Jaro-Winkler, words sorted", jellyfish_sorted)]


def best_threshold(truths, scores):
    """The threshold that flatters this scorer most on these very pairs."""
    return max((rates([(t, s >= at / 100) for t, s in zip(truths, scores)])[2], at / 100) for at in range(1, 101))


def print_rates(name, rows, note=""):
    precision, recall, f1 = rates(rows)
    print(f"  {name:<44}{len(rows):>6}{precision:>11.3f}{recall:>9.3f}{f1:>8.3f}  {note}", flush=True)


def print_peers(cases, truths):
    for name, make in PEERS:
        try:
            scorer = make()
        except Exception as error:  # Whatever keeps a peer from starting, it is absent.
            report.absent(name, f"{type(error).__name__}: {error}")
            continue
        begin = time.perf_counter()
        scores = [scorer(c["schema"], c["name1"], c["name2"]) for c in cases]
        micros = (time.perf_counter() - begin) / len(cases) * 1e6
        f1, at = best_threshold(truths, scores)
        print_rates(name, [(t, s >= THRESHOLD) for t, s in zip(truths, scores)],
                    f"{micros:.1f} us a pair; at its best threshold {at:.2f}: F1 {f1:.3f}")


def print_frozen():
    path = data("screening/name_bench/logicv2-frozen.csv")
    if path:
        rows = [(c["is_match"] == "true", float(c["score"]) >= THRESHOLD) for c in rows_of(path)]
        print_rates("logic-v2, scores its publisher froze", rows)


def print_means(cases, scores):
    """For pairs that match, the surer the label the higher the score should be; for others, the lower."""
    means = collections.defaultdict(list)
    for case, score in zip(cases, scores):
        means[(case["is_match"] == "true", case["quality"])].append(score)
    order = ["STRONG", "MEDIUM", "WEAK"]
    for truth in (True, False):
        values = [sum(means[truth, q]) / max(1, len(means[truth, q])) for q in order]
        ordered = values == sorted(values, reverse=truth)
        report.row(f"mean scores, {'match' if truth else 'no match'}: strong, medium, weak",
                   ", ".join(f"{v:.3f}" for v in values), "in order", ordered)


def run(everything):
    report.title("name_bench: 826 labelled pairs at the default threshold 0.70")
    path = data("screening/name_bench/cases.csv")
    if not path:
        return report.absent("name_bench", "no labelled pairs in the test data")
    cases = rows_of(path)
    truths = [c["is_match"] == "true" for c in cases]
    scores, micros = score_pairs([(c["schema"], c["name1"], c["name2"]) for c in cases])
    print(f"  {'':<44}{'pairs':>6}{'precision':>11}{'recall':>9}{'F1':>8}")
    groups = collections.defaultdict(list)
    for case, truth, score in zip(cases, truths, scores):
        for group in ("Clew", "  " + case["case_group"], "  " + case["quality"], "  " + half_of(case)):
            groups[group].append((truth, score >= THRESHOLD))
    for group, rows in groups.items():
        print_rates(group, rows, f"{micros:.1f} us a pair" if group == "Clew" else "")
    print_peers(cases, truths)
    print_frozen()
    f1, people = rates(groups["Clew"])[2], rates(groups["  synth_people"])[2]
    report.row("F1 overall", f"{f1:.3f}", "0.90", f1 >= 0.90)
    report.row("F1 of synth_people", f"{people:.3f}", "0.80", people >= 0.80)
    wrong = [(c, s) for c, t, s in zip(cases, truths, scores) if t != (s >= THRESHOLD)]
    strong = sum(1 for c, _ in wrong if c["quality"] == "STRONG")
    report.row("STRONG cases wrong", str(strong), "0", strong == 0)
    print_means(cases, scores)
    report.write_failures("name_bench", [
        (f"{'missed' if c['is_match'] == 'true' else 'false'}: {c['category'] or 'no category'}", f"{s:.3f}",
         c["quality"], c["schema"], half_of(c), c["name1"], c["name2"]) for c, s in wrong])
