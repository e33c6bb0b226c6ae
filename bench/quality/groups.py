"""Scripts, and naming traditions of names in Latin letters."""
import collections
import csv
import functools
import unicodedata

from program import data

SCRIPTS = {"CYRILLIC": "Cyrillic", "CJK": "Han", "ARABIC": "Arabic", "DEVANAGARI": "Devanagari", "HANGUL": "Hangul",
           "KATAKANA": "Kana", "HIRAGANA": "Kana", "HEBREW": "Hebrew", "GREEK": "Greek", "TAMIL": "Tamil",
           "ARMENIAN": "Armenian", "GEORGIAN": "Georgian", "THAI": "Thai", "BENGALI": "Bengali", "LATIN": "Latin",
           "SINHALA": "Sinhala", "GURMUKHI": "Gurmukhi", "MALAYALAM": "Malayalam", "KHMER": "Khmer"}


def script_of(name):
    """Of most of its letters; kana among Han is Kana."""
    found = collections.Counter()
    for letter in name:
        if letter.isalpha():
            word = unicodedata.name(letter, "").split(" ")[0].split("-")[0]
            found[SCRIPTS.get(word, "other")] += 1
    if found["Kana"] and found["Han"]:
        return "Kana"
    return found.most_common(1)[0][0] if found else "none"


def plain(text):
    """Lower case, without marks."""
    text = unicodedata.normalize("NFD", text.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return "".join(c for c in text if not unicodedata.combining(c))


# Countries whose names are given in one way, by the list of popular names (Wikipedia, CC0).
TRADITIONS = {
    "Arabic": "SA EG IQ SY JO LB MA DZ TN LY YE AE KW QA BH OM PS SD", "Persian": "IR AF", "Turkic": "TR AZ KZ UZ TM KG",
    "East Slavic": "RU UA BY", "West Slavic": "PL CZ SK", "South Slavic": "RS HR BA SI MK BG ME",
    "Baltic and Finnic": "LT LV EE FI", "Nordic": "SE NO DK IS", "German and Dutch": "DE AT NL CH", "English": "GB US AU NZ CA",
    "French": "FR BE", "Italian": "IT", "Spanish": "ES MX CO AR VE CU PE CL", "Portuguese": "PT BR", "Greek": "GR CY",
    "Romanian": "RO MD", "Hungarian": "HU", "Indian": "IN NP LK BD", "Pakistani": "PK", "Chinese": "CN TW HK SG",
    "Japanese": "JP", "Korean": "KR KP", "Vietnamese": "VN", "Indonesian and Malay": "ID MY PH", "Burmese and Thai": "MM TH",
    "West African": "NG GH SN ML CI BF GN LR SL TG BJ NE CM", "East and Central African": "KE TZ UG RW BI CD CF ET ER SO SS ZW ZA MZ",
    "Armenian": "AM", "Georgian": "GE", "Hebrew": "IL"}
COUNTRY_TRADITION = {code: name for name, codes in TRADITIONS.items() for code in codes.split()}


@functools.cache
def words_of_traditions():
    """A word of a name, and how many countries of each tradition count it among their most popular."""
    words = collections.defaultdict(collections.Counter)
    for kind, column in (("forenames", "Romanized Name"), ("surnames", "Romanized Name")):
        path = data(f"names/popular-names/common-{kind}-by-country.csv")
        if not path:
            return {}
        with open(path, encoding="utf-8-sig") as file:
            for line in csv.DictReader(file):
                tradition = COUNTRY_TRADITION.get(line.get("Country", "").upper())
                if tradition:
                    for word in plain(line.get(column) or "").split():
                        words[word][tradition] += 1
    return words


def tradition_of(name):
    """The tradition that most words of a Latin name belong to; None where the words do not tell."""
    votes = collections.Counter()
    for word in plain(name).replace("-", " ").split():
        found = words_of_traditions().get(word)
        if found:
            total = sum(found.values())
            for tradition, count in found.items():
                votes[tradition] += count / total
    best = votes.most_common(2)
    if not best or (len(best) > 1 and best[1][1] > 0.8 * best[0][1]):
        return None
    return best[0][0]
