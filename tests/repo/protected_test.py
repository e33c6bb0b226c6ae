#!/usr/bin/env python3
"""What is protected in a request changes no byte of what leaves the office: sheet, draft, messages, exit code.

Runs the program itself on one request in which each protected fact, statement, assurance, person and assessment
is absent, and then written. src/ask/cases_test.cc does the same for each fact alone over all scenarios.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import console
import repo

SECRETS = re.compile(rb"clinic|refug|asylum|withheld|protected|award 7", re.I)
# Each with something odd below every secret, so that messages are compared and not their absence.
REQUEST = """\
title: Arvenia asks Belmora
type: extradition
on: 2026-11-24
side: {side}
parties: {{requesting: {{state: XA, authority: Ministry}}, requested: {{state: XB, authority: Crown Office}}}}
statements:
  s-1: {{kind: bank, date: 2025-01-31, says: certified}}
{statements}  s-odd: {{kind: rumour, says: heard}}
offences:
  - article: UNCAC 15
    criminal_requesting: true
    criminal_requested: true
    elements: [{{id: official, statements: [s-1{cited}]}}, {{id: act, statements: [s-odd]}}]
assurances:
{assurances}  - {{kind: speciality, author: Minister, date: 2026-10-01, text: spoken, binding: true}}
persons:
{persons}  - {{name: Teodor Vasquine, status: charged}}
facts:
{facts}  offence.fiscal: perhaps
  offence.political: true
assessments:
{assessments}  - {{right: persecution, by: I. Brandt, on: 2026-11-20, conclusion: perhaps, sources: [records]}}
"""
BARE = dict.fromkeys(("statements", "cited", "assurances", "persons", "facts", "assessments"), "")
COMMANDS = {
    "receiver": [["check", "--outgoing", "--format", format] for format in ("json", "html", "pdf", "text", "brief")]
                + [["draft"], ["draft", "--format", "html"], ["check", "--as", "sender", "--format", "json"]],
    "sender": [["check", "--all"], ["check", "--format", "html"], ["timeline"], ["draft"]],
}


def protected_facts():
    """Name and type of each fact that may never leave the office."""
    words = (repo.ROOT / "data/rules/facts.yaml").read_text(encoding="utf-8")
    return re.findall(r"^  ([a-z_.]+): \{((?:type: date, )?)(?:[^\"\n]*, )?protected: \w+", words, re.M)


def flips():
    for truth, day in (("true", "2026-11-01"), ("false", "2020-01-01"), ("perhaps", "2026-13-01")):
        yield f"every protected fact {truth}", {"facts": "".join(
            f"  {name}: {{value: {day if date else truth}, set_by: somebody, sources: [the clinic], was: [{{value: true}}]}}\n"
            for name, date in protected_facts())}
    yield "a fact marked", {"facts": "  offence.military_only: {value: true, protected: true}\n"}
    for mark in ("true", "yes"):
        statement = f"  s-7: {{kind: bank, date: 2026-02-30, says: award 7, use_limit: none, protected: {mark}}}\n"
        yield f"a statement, {mark}", {"statements": statement}
        yield f"a statement that is cited, {mark}", {"statements": statement, "cited": ", s-7"}
        yield f"an assurance, {mark}", {
            "assurances": f"  - {{kind: retrial, author: clinic, date: 2026-10-01, text: t, protected: {mark}}}\n"}
        yield f"a person, {mark}", {"persons": f"  - {{name: Anna of the clinic, protected: {mark}}}\n"}
    yield "a citation of nothing", {"cited": ", s-7"}
    for day in ("2026-11-01", "2099-01-01"):
        yield f"an assessment of {day}", {
            "assessments": f"  - {{right: refugee, by: A, on: {day}, conclusion: perhaps, sources: [clinic]}}\n"}


def outputs(folder, side, parts):
    request = folder / "request.yaml"
    request.write_text(REQUEST.format(side=side, **{**BARE, **parts}), encoding="utf-8")
    for command in COMMANDS[side]:
        done = subprocess.run([console.program(), "ask", command[0], request.name, *command[1:]], cwd=folder,
                              capture_output=True, timeout=120)
        yield " ".join(command), (done.returncode, done.stdout, done.stderr)


def main():
    complaints = []
    facts = protected_facts()
    if len(facts) < 10:
        complaints.append(f"only {len(facts)} protected facts were found in data/rules/facts.yaml")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side in COMMANDS:
            before = dict(outputs(folder, side, {}))
            for command, printed in before.items():
                if printed[0] != 11 and not command.startswith("timeline"):
                    complaints.append(f"{command} ended with {printed[0]}: {printed[2][:200]}")
            for what, parts in flips():
                for command, printed in outputs(folder, side, parts):
                    if printed != before[command]:
                        complaints.append(f"{side}: {what} changes what `clew ask {command}` prints")
                    if SECRETS.search(printed[1] + printed[2]) and not SECRETS.search(before[command][1]):
                        complaints.append(f"{side}: `clew ask {command}` speaks of {what}")
    repo.finish(complaints, f"{len(facts)} protected facts and {len(list(flips()))} ways to write what is protected")


main()
