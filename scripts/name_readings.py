#!/usr/bin/env python3
"""Makes tables of readings from names that Wikidata describes (CC0) and from the Unihan database.

usage: name_readings.py NAMES_FOLDER OUTPUT_FOLDER      the output folder holds han.tsv

NAMES_FOLDER holds wikidata-name-equivalents/names.txt.gz, whose lines give one name in many scripts, and
han-readings/kCantonese.txt. Written are
  name_readings.tsv     a word in a script that does not say how it is spelt in Latin, and its spellings
  japanese_names.tsv    a word in Han characters, and how it is read where it is a Japanese name
  hangul_syllables.tsv  a syllable of Korean names, and its usual spellings
  cantonese.tsv         a spelling as of Hong Kong, and the Han characters that have it
  wade_giles.tsv        a syllable of Pinyin, and how Wade and Giles spell it without marks
"""
import collections
import gzip
import math
import re
import sys
import unicodedata

SPELLINGS_MAX = 4
LINE_MIN = 3
SYLLABLE_SPELLINGS_MAX = 4
SCRIPT = re.compile("^(?:[\u4e00-\u9fff]+|[\uac00-\ud7a3]+|[\u0621-\u064a\u0671-\u06d3]+|[\u05d0-\u05ea]+)$")
SEMITIC = re.compile("^[\u05d0-\u06d3]+$")
HAN, HANGUL = re.compile("^[\u4e00-\u9fff]+$"), re.compile("^[\uac00-\ud7a3]+$")
HIRAGANA = re.compile("^[\u3041-\u3096\u30fc]+$")
KANA = {"si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu", "zi": "ji"}


def plain(text):
    text = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in text if "a" <= c <= "z")


def is_latin(text):
    return any("a" <= c <= "z" for c in unicodedata.normalize("NFD", text)) and not SCRIPT.match(text)


# Without the marks that names are compared without.
def bare(word):
    return "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")


def lines_of(folder):
    with gzip.open(f"{folder}/wikidata-name-equivalents/names.txt.gz", "rt", encoding="utf-8") as file:
        for line in file:
            words = [word.strip() for word in line.split("=>")[0].split(",")]
            yield [bare(word) if SEMITIC.match(word) else word for word in words]


def best(weights, most):
    ranked = sorted(weights.items(), key=lambda one: (-one[1], one[0]))
    return [word for word, weight in ranked[:most] if weight * 6 >= ranked[0][1]]


# As Hepburn spells it, long vowels short.
def romaji(hiragana):
    latin = ""
    for c in hiragana:
        name = unicodedata.name(c, "")
        syllable = name.split()[-1].lower()
        if "SMALL" in name:
            latin = latin[:-1] + (syllable if syllable[0] != "y" or latin[:-1][-1:] not in "hj" else syllable[1:])
        else:
            latin += KANA.get(syllable, syllable)
    return short(latin)


def short(latin):
    return re.sub("(.)\\1", "\\1", latin.replace("ou", "o").replace("oh", "o"))


# How often a spelling is a name at all: of one line's spellings those stand first that many lines have.
def ascii_spellings(line):
    return {plain(word) for word in line if word.isascii() and is_latin(word)}


def readings(lines):
    seen = collections.Counter(spelling for line in lines for spelling in ascii_spellings(line))
    found, japanese = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for line in lines:
        spellings = ascii_spellings(line) or {plain(word) for word in line if is_latin(word)}
        kana = {romaji(word) for word in line if HIRAGANA.match(word)}
        heard = {spelling for spelling in spellings if short(spelling) in kana}
        for word in line:
            if not SCRIPT.match(word) or len(word) > 8 or len(line) < LINE_MIN:
                continue
            for spelling in spellings:
                if len(spelling) < 2 or len(spelling) > 24:
                    continue
                weight = math.log(1 + len(line)) * (1 + math.log(1 + seen[spelling])) / math.sqrt(len(spellings))
                found[word][spelling] += weight
                if spelling in heard and HAN.match(word):
                    japanese[word][spelling] += weight
    # One Han character is read in so many ways that it would meet anybody.
    words = {word: weights for word, weights in found.items() if len(word) > 1 or not HAN.match(word)}
    return ({word: best(weights, SPELLINGS_MAX) for word, weights in words.items()},
            {word: best(weights, SPELLINGS_MAX) for word, weights in japanese.items() if len(word) <= 3})


def syllables(lines):
    found = collections.defaultdict(collections.Counter)
    for line in lines:
        korean = [word for word in line if HANGUL.match(word) and 2 <= len(word) <= 3]
        latin = {word for word in line if word.isascii() and re.match("^[a-z]+([- ][a-z]+)+$", word)}
        for word in korean:
            for spelling in latin:
                parts = re.split("[- ]", spelling)
                if len(parts) == len(word):
                    for syllable, part in zip(word, parts):
                        found[syllable][part] += 1
        for word in line:
            if HANGUL.match(word) and len(word) == 1 and len(korean) == 0:
                for spelling in ascii_spellings(line):
                    if len(spelling) <= 6:
                        found[word][spelling] += 0.2
    return {syllable: [spelling for spelling in best(weights, SYLLABLE_SPELLINGS_MAX)]
            for syllable, weights in found.items() if max(weights.values()) >= 2}


# From Jyutping to what stands in passports of Hong Kong, which have no standard but these habits.
def hong_kong(jyutping):
    syllable = re.sub("[1-6]$", "", jyutping)
    match = re.match("^(gw|kw|ng|[bpmfdtnlgkhwzcsj])?(.*)$", syllable)
    initial, final = match.group(1) or "", match.group(2)
    if final == "" and initial in ("m", "ng"):
        return "ng"
    if initial == "j" and final.startswith("yu"):
        initial = ""
    if initial in ("z", "c") and final in ("e", "eoi", "ang"):
        initial = "ts"
    initial = {"z": "ch", "c": "ch", "j": "y", "g": "k", "gw": "kw", "b": "p", "d": "t", "s": "s"}.get(initial, initial)
    if initial == "s" and final == "i":
        initial = "sh"
    final = {"oeng": "eung", "oek": "euk", "eoi": "ui", "eon": "un", "eot": "ut", "yun": "uen", "yut": "uet", "yu": "u", "oe": "eu",
             "aa": "a"}.get(final, final.replace("aa", "a"))
    if initial == "" and final.startswith(("uen", "uet")):
        final = "y" + final
    if initial == "" and final == "u" and syllable.startswith("jyu"):
        final = "yu"
    if initial == "k" and final == "au":
        return "kau"
    return initial + final


def cantonese(folder):
    spelt = collections.defaultdict(list)
    with open(f"{folder}/han-readings/kCantonese.txt", encoding="utf-8") as file:
        for line in file:
            code, _, reading = line.rstrip("\n").split("\t")
            character = chr(int(code.split()[0][2:], 16))
            if "\u4e00" <= character <= "\u9fff":
                spelt[hong_kong(reading.split()[0])].append(character)
    return spelt


# Of a syllable as Pinyin spells it, as Wade and Giles do, without the marks that names in print go without.
def wade_giles(pinyin):
    whole = {"zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu", "er": "erh",
             "e": "o", "ge": "ko", "ke": "ko", "he": "ho", "ye": "yeh", "yan": "yen", "you": "yu", "yong": "yung",
             "gui": "kuei", "kui": "kuei", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo"}
    if pinyin in whole:
        return whole[pinyin]
    initial = re.match("^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?", pinyin).group(0)
    final = pinyin[len(initial):]
    final = {"ian": "ien", "ie": "ieh", "ue": "ueh", "uo": "o", "ong": "ung", "iong": "iung"}.get(final, final)
    return {"b": "p", "d": "t", "g": "k", "zh": "ch", "j": "ch", "q": "ch", "x": "hs", "r": "j", "z": "ts",
            "c": "ts"}.get(initial, initial) + final


def pinyin_syllables(folder):
    with open(f"{folder}/han.tsv", encoding="utf-8") as file:
        return sorted({line.split("\t")[0] for line in file if not line.startswith("#")})


def write(path, heading, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(f"# {line}\n" for line in heading))
        for left, right in sorted(rows):
            file.write(f"{left}\t{right}\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, out = sys.argv[1:]
    lines = list(lines_of(folder))
    words, japanese = readings(lines)
    write(f"{out}/name_readings.tsv",
          ["Given and family names in scripts that do not say how they are spelt in Latin, from Wikidata by",
           "scripts/name_readings.py. columns: word, spellings, most used first"],
          [(word, " ".join(spellings)) for word, spellings in words.items() if spellings])
    write(f"{out}/japanese_names.tsv",
          ["Han characters as they are read in Japanese names, from Wikidata by scripts/name_readings.py. columns: word,",
           "spellings, most used first"],
          [(word, " ".join(spellings)) for word, spellings in japanese.items() if spellings])
    write(f"{out}/hangul_syllables.tsv",
          ["Syllables of Korean names and how people spell them, from Wikidata by scripts/name_readings.py. columns: syllable,",
           "spellings, most used first"],
          [(one, " ".join(spellings)) for one, spellings in syllables(lines).items() if spellings])
    write(f"{out}/cantonese.tsv",
          ["How Han characters are spelt in Hong Kong, from Unihan's kCantonese by scripts/name_readings.py. columns: spelling,",
           "characters"],
          [(spelling, "".join(characters)) for spelling, characters in cantonese(folder).items()])
    write(f"{out}/wade_giles.tsv",
          ["Syllables of Pinyin in the spelling of Wade and Giles, by scripts/name_readings.py. columns: Pinyin, spelling"],
          [(one, wade_giles(one)) for one in pinyin_syllables(out) if wade_giles(one) != one])


main()
