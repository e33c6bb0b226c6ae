#!/usr/bin/env python3
"""Precision, recall and F1 of the pairwise score on name_bench, beside the scores its publisher froze.

usage: screen_quality.py PROGRAM FOLDER [--model FILE] [--failures]
"""
import argparse
import collections
import csv
import subprocess
import sys


def rates(rows):
    """rows: (is match, says match)"""
    hit = sum(1 for truth, said in rows if truth and said)
    false = sum(1 for truth, said in rows if not truth and said)
    miss = sum(1 for truth, said in rows if truth and not said)
    precision = hit / (hit + false) if hit + false else 0.0
    recall = hit / (hit + miss) if hit + miss else 0.0
    f1 = 2 * hit / (2 * hit + false + miss) if hit else 0.0
    return precision, recall, f1


def score_pairs(program, cases, model):
    lines = "".join(f"{c['schema']}\t{c['name1']}\t{c['name2']}\n" for c in cases)
    command = [program] + ([model] if model else [])
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    sys.stderr.write(done.stderr)
    return [float(line.split("\t")[0]) for line in done.stdout.splitlines()]


def print_row(name, rows):
    precision, recall, f1 = rates(rows)
    print(f"  {name:<28}{len(rows):>6}{precision:>11.3f}{recall:>9.3f}{f1:>8.3f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--model")
    parser.add_argument("--failures", action="store_true")
    arguments = parser.parse_args()
    with open(f"{arguments.folder}/cases.csv", encoding="utf-8") as file:
        cases = list(csv.DictReader(file))
    scores = score_pairs(arguments.program, cases, arguments.model)
    print("name_bench at the default threshold 0.70")
    print(f"  {'':<28}{'pairs':>6}{'precision':>11}{'recall':>9}{'F1':>8}")
    groups = collections.defaultdict(list)
    means = collections.defaultdict(list)
    for case, score in zip(cases, scores):
        truth = case["is_match"] == "true"
        row = (truth, score >= 0.7)
        for group in ("all", case["case_group"], case["quality"]):
            groups[group].append(row)
        means[(case["quality"], truth)].append(score)
    for group, rows in groups.items():
        print_row(group, rows)
    with open(f"{arguments.folder}/logicv2-frozen.csv", encoding="utf-8") as file:
        frozen = list(csv.DictReader(file))
    peer = [(c["is_match"] == "true", float(c["score"]) >= 0.7) for c in frozen]
    print_row("logic-v2, as frozen", peer)
    wrong = [c for c, s in zip(cases, scores) if c["quality"] == "STRONG" and (s >= 0.7) != (c["is_match"] == "true")]
    print(f"  STRONG cases wrong: {len(wrong)}")
    for (quality, truth), values in sorted(means.items()):
        print(f"  mean score, {quality:<7}{'match' if truth else 'no match':<9}{sum(values) / len(values):>7.3f}")
    if arguments.failures:
        for case, score in zip(cases, scores):
            truth = case["is_match"] == "true"
            if truth != (score >= 0.7):
                print(f"{'missed' if truth else 'false '} {score:.2f} {case['quality'][0]} {case['schema'][:4]} "
                      f"{case['name1']} | {case['name2']}")


if __name__ == "__main__":
    main()
