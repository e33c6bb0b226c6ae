"""Real lists: what is found of them, and who is taken for somebody on them."""
import functools
import random
import re

import report
from groups import plain, script_of
from program import DATA, THRESHOLD, data, entities_of, entity, load, load_entities, new_store, rows_of, screen

FIXTURES = "screening/yente_screening_fixtures"


@functools.cache
def uk_entities():
    """The UK Sanctions List as entities, from its tables; empty where they are not there."""
    folder = data("sanctions/uk-2026-05")
    if not folder:
        return []
    schemas = {"individual": "Person", "ship": "Vessel"}
    made = {}
    for one in rows_of(f"{folder}/subjects.csv"):
        made[one["unique_id"]] = entity("uk-" + one["unique_id"], schemas.get(one["subject_type"], "Organization"))
        made[one["unique_id"]]["un"] = one["un_reference_number"]

    def put(unique_id, key, value):
        if value and unique_id in made:
            values = made[unique_id]["properties"].setdefault(key, [])
            if value not in values:
                values.append(value)
    for one in rows_of(f"{folder}/subject_names.csv"):
        weak = one["alias_strength"] == "low_quality_aka"
        put(one["unique_id"], "weakAlias" if weak else "name" if one["name_type"] == "primary" else "alias",
            one["full_name"])
    for one in rows_of(f"{folder}/subject_dobs.csv"):
        parts = [part for part in (one["year"], one["month"], one["day"]) if part]
        put(one["unique_id"], "birthDate", "-".join(parts))
    for one in rows_of(f"{folder}/subject_countries.csv"):
        if one["country_type"] == "nationality":
            put(one["unique_id"], "nationality", one["iso"])
    kinds = {"passport": "passportNumber", "national": "idNumber", "imo": "imoNumber"}
    for one in rows_of(f"{folder}/subject_identifiers.csv"):
        put(one["unique_id"], kinds.get(one["identifier_type"], "registrationNumber"), one["raw_value"])
    return [one for one in made.values() if one["properties"].get("name")]


def without_notes(entities):
    return [{key: one[key] for key in ("id", "schema", "properties")} for one in entities]


@functools.cache
def lists_store(with_uk):
    """OFAC's list of 2021 and the UN's of 2026, and the UK's of 2026 if asked for."""
    store = new_store("lists_uk" if with_uk else "lists")
    load(store, "data/lists/us_ofac_sdn", "--dataset", "us_ofac_sdn", "--published-on", "2021-07-06")
    if data("sanctions/un/2026-02-27"):
        load(store, f"{DATA}/sanctions/un/2026-02-27")
    if with_uk:
        load_entities(store, "gb_uk_sanctions", without_notes(uk_entities()))
    return store


@functools.cache
def persons_of_ofac():
    store = new_store("ofac")
    load(store, "data/lists/us_ofac_sdn", "--dataset", "us_ofac_sdn", "--published-on", "2021-07-06")
    return [one for one in entities_of(store, "ofac") if one["schema"] == "Person"]


def customer(number, line, *columns):
    """A line of the fixtures as an entity, with those columns beside the name."""
    names = {"date_of_birth": "birthDate", "gender": "gender", "nationality": "nationality"}
    beside = {names[c]: [line[c]] for c in columns if line[c] and line[c] != "other"}
    return entity(number, "Person", name=[line["full_name"]], **beside)


def sample(values, count, everything):
    """Evenly spread over the file, the same in every run."""
    if everything or len(values) <= count:
        return values
    step = len(values) / count
    return [values[int(i * step)] for i in range(count)]


# --- Fixture files as datasets ------------------------------------------------------------------

def bag(name):
    return sorted(re.findall(r"\w+", plain(name)))


def weight_against(result, feature):
    return sum(e["weight"] for e in result["explanations"] if e["feature"] == feature)


def is_same_person(asked, result, by_id):
    """An identical row, or the same name on another list with nothing that contradicts."""
    other = by_id.get(result["id"])
    name = bag(asked["properties"]["name"][0])
    if other is not None:
        return bag(other["properties"]["name"][0]) == name and \
            other["properties"].get("birthDate") == asked["properties"].get("birthDate")
    met = [e for e in result["explanations"] if e["feature"] == "name" and e["weight"] < 0]
    return not [e for e in met if e["relation"] == "contradicts"] and weight_against(result, "birth_date") >= 0


def fixtures(everything):
    report.title("Fixture files loaded as datasets beside OFAC and UN: each row as a query finds itself first")
    for name in ("positives_un_untreated", "positives_us_congress_untreated"):
        path = data(f"{FIXTURES}/{name}.csv")
        if not path:
            report.absent(name, "not in the test data")
            continue
        rows = [customer(f"fx-{i}", line, "date_of_birth", "gender", "nationality")
                for i, line in enumerate(rows_of(path))]
        by_id = {row["id"]: row for row in rows}
        store = lists_store(False)
        fixture_store = new_store(name)
        load(fixture_store, "data/lists/us_ofac_sdn", "--dataset", "us_ofac_sdn", "--published-on", "2021-07-06")
        load(fixture_store, f"{DATA}/sanctions/un/2026-02-27")
        load_entities(fixture_store, name, rows)
        failures, listed = [], 0
        for row, results in zip(rows, screen(fixture_store, rows, limit=3)):
            top = results[0] if results else None
            if top is None or not (top["id"] == row["id"] or is_same_person(row, top, by_id)):
                failures.append(("nobody" if top is None else "somebody else first", row["properties"],
                                 top and (top["id"], top["caption"], top["weight"])))
        report.row(f"{name}: right at rank 1", report.percent(len(rows) - len(failures), len(rows)), "every one",
                   not failures)
        report.write_failures(f"fixtures_{name}", failures)
        if "_un_" in name:
            names_only = [entity(r["id"], "Person", name=r["properties"]["name"]) for r in rows]
            listed = sum(1 for results in screen(store, names_only, limit=3) if results)
            report.row(f"{name}: by name alone, some candidate on OFAC or UN", report.percent(listed, len(rows)))


# --- Invented people ----------------------------------------------------------------------------

def why_hit(result):
    """The kind of a false hit: how many parts met, through what, and what was left over."""
    names = [e for e in result["explanations"] if e["feature"] == "name"]
    relations = sorted({e["relation"] for e in names if e["weight"] > 0 and e["relation"] != "a rare name"})
    left = [e["relation"] for e in names if e["relation"] in ("contradicts", "only one side has it")]
    met = sum(1 for e in names if e["query"] and e["listed"] and e["relation"] in
              ("equal", "edit", "phonetic", "romanisation", "nickname", "initial", "joined", "split"))
    return f"{met} parts met by {' + '.join(relations)}{'; ' + ' and '.join(left) if left else ''}"


def failures_of(people, answers):
    return [(why_hit(r[0]), script_of(p["properties"]["name"][0]), f"{r[0]['score']:.3f}",
             p["properties"]["name"][0], r[0]["id"], r[0]["caption"],
             "; ".join(f"{e['query']}~{e['listed']} {e['relation']} {e['weight']}" for e in r[0]["explanations"]))
            for p, r in zip(people, answers) if r]


@functools.cache
def invented(everything):
    path = data(f"{FIXTURES}/negatives_us.csv")
    return sample(rows_of(path), 10_000, everything) if path else []


@functools.cache
def false_hits_by_name(with_uk, everything):
    """(person, candidates) of every invented person."""
    people = [customer(str(i), line) for i, line in enumerate(invented(everything))]
    return people, screen(lists_store(with_uk), people, limit=3)


def false_hits(everything):
    report.title("Invented people against real lists, at the default threshold")
    lines = invented(everything)
    if not lines:
        return report.absent("invented people", "not in the test data")
    for with_uk in (False, True):
        if with_uk and not uk_entities():
            report.absent("the UK's list", "not in the test data")
            continue
        lists = "OFAC + UN + UK" if with_uk else "OFAC + UN"
        people, answers = false_hits_by_name(with_uk, everything)
        failures = failures_of(people, answers)
        report.row(f"{lists}: a candidate by name alone", report.percent(len(failures), len(people)), "< 0.5 %",
                   len(failures) < 0.005 * len(people))
        report.write_failures(f"false_hits_{'uk' if with_uk else 'un'}", failures)
        for columns, limit in ((("date_of_birth",), 0.0005), (("date_of_birth", "gender", "nationality"), None)):
            known = [customer(str(i), line, *columns) for i, line in enumerate(lines)]
            found = failures_of(known, screen(lists_store(with_uk), known, limit=3))
            report.row(f"{lists}: with {', '.join(columns)}", report.percent(len(found), len(known)),
                       f"< {100 * limit} %" if limit else "", len(found) < limit * len(known) if limit else None)
            report.write_failures(f"false_hits_{len(columns)}_fields_{'uk' if with_uk else 'un'}", found)


# --- Slips and names left out -------------------------------------------------------------------

def with_a_slip(word, chance):
    """One letter left out, added, changed, or swapped with its neighbour."""
    if not word.isalpha():
        return word
    at = chance.randrange(len(word))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    kinds = ["add", "change"] + (["drop", "swap"] if len(word) > 1 else [])
    kind = chance.choice(kinds)
    if kind == "add":
        return word[:at] + letter + word[at:]
    if kind == "drop":
        return word[:at] + word[at + 1:]
    if kind == "swap" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    return word[:at] + letter + word[at + 1:]


def slips(everything):
    report.title("OFAC persons, one edit in every word of the name")
    chance = random.Random(1)
    people = sample(persons_of_ofac(), 1000, everything)
    asked = []
    for one in people:
        words = re.split(r"([\W\d_]+)", one["properties"]["name"][0])
        asked.append(entity(one["id"], "Person", name=["".join(with_a_slip(word, chance) for word in words)]))
    wanted = [one["id"] for one in people]
    at_threshold = screen(lists_store(False), asked, limit=10)
    candidates = screen(lists_store(False), asked, limit=100_000, score_min=0.001)
    lost = [("lost", a["properties"]["name"][0], p["properties"]["name"][0])
            for a, p, r in zip(asked, people, candidates) if p["id"] not in {x["id"] for x in r}]
    report.row("lost as candidate (any score asked for)", report.percent(len(lost), len(people)), "none", not lost)
    found = sum(1 for w, r in zip(wanted, at_threshold) if w in {x["id"] for x in r})
    report.row("found at the default threshold, in the first 10", report.percent(found, len(people)))
    report.write_failures("slips", lost)


def has_a_related_word(name, others):
    """Some word of at least four letters that stands in another name, or within one edit of one that does."""
    words = [w for w in bag(name) if len(w) >= 3]
    there = {w for other in others for w in bag(other)}

    def near(a, b):
        if abs(len(a) - len(b)) > 1:
            return False
        i = 0
        while i < min(len(a), len(b)) and a[i] == b[i]:
            i += 1
        return a[i + 1:] == b[i + 1:] or a[i + 1:] == b[i:] or a[i:] == b[i + 1:]
    return any(w in there or any(near(w, t) for t in there) for w in words)


def main_name_left_out(everything):
    report.title("OFAC persons, main name left out of the list: found by their other names")
    people = [p for p in persons_of_ofac() if p["properties"].get("alias") or p["properties"].get("weakAlias")]
    bare = []
    for one in people:
        kept = {k: v for k, v in one["properties"].items() if k in ("alias", "weakAlias")}
        bare.append({"id": one["id"], "schema": "Person", "properties": kept})
    store = new_store("aliases")
    load_entities(store, "aliases", bare)
    people = sample(people, 1000, everything)
    asked = [entity(p["id"], "Person", name=[p["properties"]["name"][0]]) for p in people]
    candidates = screen(store, asked, limit=100_000, score_min=0.001)
    at_threshold = screen(store, asked, limit=10)
    lost = []
    for person, results in zip(people, candidates):
        if person["id"] not in {r["id"] for r in results}:
            others = person["properties"].get("alias", []) + person["properties"].get("weakAlias", [])
            related = has_a_related_word(person["properties"]["name"][0], others)
            lost.append(("LOST with a related word" if related else "no related word",
                         person["properties"]["name"][0], " | ".join(others)))
    bad = [one for one in lost if one[0].startswith("LOST")]
    report.row("lost as candidate though a word is related", report.percent(len(bad), len(people)), "none", not bad)
    report.row("lost, no word in common", report.percent(len(lost) - len(bad), len(people)))
    found = sum(1 for p, r in zip(people, at_threshold) if p["id"] in {x["id"] for x in r})
    report.row("found at the default threshold", report.percent(found, len(people)))
    report.write_failures("main_name_left_out", lost)


# --- Two lists ----------------------------------------------------------------------------------

def uk_and_un(everything):
    report.title("The UK's list against the UN's; truth: the UN references that the UK's list cites")
    if not uk_entities() or not data("sanctions/un/2026-02-27"):
        return report.absent("UK-UN", "no UK list, or no UN list, in the test data")
    store = new_store("un")
    load(store, f"{DATA}/sanctions/un/2026-02-27")
    listed = {one["id"] for one in entities_of(store, "un") if one["schema"] != "Sanction"}
    citing = [one for one in uk_entities() if "un-" + one["un"] in listed]
    answers = screen(store, without_notes(citing), limit=20)
    failures, right, wrong = [], 0, 0
    by_id = {one["id"]: one for one in entities_of(store, "un")}
    for one, results in zip(citing, answers):
        ids = [r["id"] for r in results]
        right += "un-" + one["un"] in ids
        if "un-" + one["un"] not in ids:
            failures.append(("missed", one["id"], one["properties"], by_id["un-" + one["un"]]["properties"].get("name"),
                             by_id["un-" + one["un"]]["properties"].get("alias")))
        for r in results:
            if r["id"] != "un-" + one["un"]:
                wrong += 1
                failures.append(("false", one["id"], f"{r['score']:.3f}", one["properties"]["name"], r["id"], r["caption"],
                                 "; ".join(f"{e['query']}~{e['listed']} {e['relation']} {e['weight']}"
                                           for e in r["explanations"])))
    recall, precision = report.share(right, len(citing)), report.share(right, right + wrong)
    report.row("recall", f"{recall:.3f} ({right} of {len(citing)})", "0.98", recall >= 0.98)
    report.row("precision", f"{precision:.3f} ({wrong} others)", "0.95", precision >= 0.95)
    report.write_failures("uk_un", failures)
