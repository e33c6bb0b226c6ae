#!/usr/bin/env python3
"""Learns how words of a script are spelt in Latin from pairs: joint multigrams by expectation maximisation.

usage: learn_spellings.py PAIRS_FOLDER LANGUAGE OUTPUT     the training files wd_LANGUAGE_64 of transliteration pairs
       learn_spellings.py PAIRS_FOLDER --letters OUTPUT    which letter follows which two in Latin names

A line of the output is a piece of the word, a piece of Latin, and what the two together cost in hundredths of a bit.
Words are taken apart as clean/learnt.cc does: Hangul into its letters, kana as katakana, all else by character.
"""
import collections
import math
import random
import sys
import unicodedata

WORDS = 24_000
ROUNDS = 7
LATIN_MAX = {"chinese": 5}
COUNT_MIN = 3.0
SHARE_MIN = 0.008


def plain(text):
    text = unicodedata.normalize("NFD", text.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l")
                                 .replace("æ", "ae").replace("đ", "d").replace("ı", "i"))
    return "".join(c for c in text if "a" <= c <= "z")


def units_of(word):
    word = unicodedata.normalize("NFKC", word).casefold()
    units = []
    for c in word:
        if 0xac00 <= ord(c) <= 0xd7a3:
            units += unicodedata.normalize("NFD", c)
        elif 0x3041 <= ord(c) <= 0x3096:
            units.append(chr(ord(c) + 96))
        else:
            bare = unicodedata.normalize("NFD", c)
            keep = bare[0] if not (0x3040 <= ord(c) <= 0x30ff) else c
            if unicodedata.category(keep)[0] == "L" and not "a" <= keep <= "z" or keep == "ー":
                units.append(keep)
    return units


def read_pairs(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            latin, original, _ = line.rstrip("\n").split("\t")
            units, letters = units_of(original.replace(" ", "")), plain(latin)
            if 0 < len(units) <= 16 and 0 < len(letters) <= 18 and len(letters) <= 4 * len(units):
                yield tuple(["^"] + units + ["$"]), letters


def pieces(units, letters, latin_max):
    """Every way to pair a piece of the word with a piece of Latin: (i, i', j, j', key)"""
    n, m = len(units), len(letters)
    for i in range(n):
        for taken in (1, 2):
            if i + taken > n:
                break
            if (units[i] == "^" or units[min(i + taken, n) - 1] == "$") and taken == 1:
                # A mark of an end stands alone without letters, or together with its neighbour.
                for j in range(m + 1):
                    yield i, i + 1, j, j, (units[i], "")
                continue
            most = latin_max if taken == 1 else latin_max + 1
            for j in range(m + 1):
                for k in range(0, most + 1):
                    if j + k <= m:
                        yield i, i + taken, j, j + k, ("".join(units[i:i + taken]), letters[j:j + k])


def expect(pairs, costs, latin_max):
    counts = collections.Counter()
    total = 0.0
    for units, letters in pairs:
        n, m = len(units), len(letters)
        arcs = [(a, b, c, d, key, costs.get(key, 1e-9)) for a, b, c, d, key in pieces(units, letters, latin_max)]
        arcs = [arc for arc in arcs if arc[5] > 1e-12]
        forward = [[0.0] * (m + 1) for _ in range(n + 1)]
        backward = [[0.0] * (m + 1) for _ in range(n + 1)]
        forward[0][0] = backward[n][m] = 1.0
        arcs.sort(key=lambda a: a[0])
        for a, b, c, d, _, p in arcs:
            f = forward[a][c]
            if f:
                forward[b][d] += f * p
        whole = forward[n][m]
        if whole <= 1e-250:
            continue
        for a, b, c, d, _, p in reversed(arcs):
            r = backward[b][d]
            if r:
                backward[a][c] += r * p
        for a, b, c, d, key, p in arcs:
            share = forward[a][c] * p * backward[b][d] / whole
            if share > 1e-4:
                counts[key] += share
        total += math.log2(whole)
    return counts, total


def start(pairs, latin_max):
    """Pieces are worth what they are seen together, fewer letters before more."""
    counts = collections.Counter()
    for units, letters in pairs:
        for _, _, _, _, key in pieces(units, letters, latin_max):
            counts[key] += 1.0 / (len(units) * (1 + len(letters)))
    return counts


def normalised(counts, rounds_left):
    kept = {key: count for key, count in counts.items() if count > (0.3 if rounds_left else 0)}
    # A piece of nothing or of two must earn its place: without this all would be one long piece.
    total = sum(kept.values())
    return {key: count / total for key, count in kept.items()}


def learn(pairs, latin_max):
    chance = random.Random(11)
    some = pairs if len(pairs) <= WORDS else chance.sample(pairs, WORDS)
    costs = normalised(start(some, latin_max), 1)
    for i in range(ROUNDS):
        counts, likelihood = expect(some, costs, latin_max)
        print(f"round {i}: {likelihood / len(some):.3f} bits a word, {len(counts)} pieces", file=sys.stderr)
        costs = normalised(counts, ROUNDS - 1 - i)
    return counts


def write_pieces(counts, path, source):
    totals = collections.Counter()
    for (piece, _), count in counts.items():
        totals[piece] += count
    kept = {key: count for key, count in counts.items()
            if count >= (COUNT_MIN if len(key[0]) > 1 else 1.5) and count >= SHARE_MIN * totals[key[0]]}
    whole = sum(kept.values())
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"# Pieces of words and how they are spelt in Latin, learnt by scripts/learn_spellings.py from {source}\n")
        file.write("# columns: piece (^ and $ are the ends of the word), Latin, cost in hundredths of a bit\n")
        for (piece, latin), count in sorted(kept.items()):
            file.write(f"{piece}\t{latin}\t{round(-100 * math.log2(count / whole))}\n")
    print(f"{len(kept)} pieces", file=sys.stderr)


def write_letters(folder, path):
    counts = collections.Counter()
    names = set()
    for language in ("arabic", "chinese", "hebrew", "japanese", "korean", "russian"):
        names |= {letters for _, letters in read_pairs(f"{folder}/wd_{language}_64")}
    for name in names:
        text = "^^" + name + "$"
        for i in range(2, len(text)):
            counts[text[i - 2:i], text[i]] += 1
    alphabet = "abcdefghijklmnopqrstuvwxyz$"
    single, pairs = collections.Counter(), collections.Counter()
    for (context, letter), count in counts.items():
        single[letter] += count
        pairs[context[1], letter] += count
    whole = sum(single.values())
    of_one = collections.Counter()
    for (before, _), count in pairs.items():
        of_one[before] += count
    of_two = collections.Counter()
    for (context, _), count in counts.items():
        of_two[context] += count

    def share(context, letter):
        one = (pairs[context[1], letter] + 20 * single[letter] / whole) / (of_one[context[1]] + 20)
        return (counts[context, letter] + 20 * one) / (of_two[context] + 20)
    with open(path, "w", encoding="utf-8") as file:
        file.write("# Which letter follows which two in Latin names, learnt by scripts/learn_spellings.py from Wikidata's names (CC0)\n")
        file.write("# columns: two letters (^ is the beginning), costs of a to z and of the end in hundredths of a bit\n")
        for context in sorted({context for context, _ in counts}):
            costs = " ".join(str(round(-100 * math.log2(share(context, letter)))) for letter in alphabet)
            file.write(f"{context}\t{costs}\n")


def main():
    folder, language, output = sys.argv[1:4]
    if language == "--letters":
        return write_letters(folder, output)
    pairs = list(read_pairs(f"{folder}/wd_{language}_64"))
    counts = learn(pairs, LATIN_MAX.get(language, 3))
    write_pieces(counts, output, f"Wikidata's personal names (CC0): wd_{language}_64")


if __name__ == "__main__":
    main()
