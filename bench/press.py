#!/usr/bin/env python3
"""Quality of reading pages, beside trafilatura where its module is there: token F1 against the expected texts of
CLEW_TEST_DATA/news; people and organisations against wikigold and re3d.

   press.py PROGRAM DATA WORK [PYTHON_WITH_TRAFILATURA]

Pages are split in two halves by the hash of their name: the rules were looked over on half A alone."""
import collections, glob, hashlib, html.parser, json, os, re, subprocess, sys

WORD = re.compile(r"[぀-ヿ㐀-鿿가-힯฀-๿က-႟]|[^\W_぀-ヿ㐀-鿿가-힯฀-๿က-႟]+")
BLOCKS = set("p div br li tr h1 h2 h3 h4 h5 h6 figure figcaption section blockquote pre td th table ul ol article".split())


class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_starttag(self, tag, attributes):
        if tag in BLOCKS:
            self.parts.append("\n")

    handle_endtag = lambda self, tag: self.handle_starttag(tag, None)

    def handle_data(self, data):
        self.parts.append(data)


def text_of(markup):
    parser = Text()
    parser.feed(markup)
    return "".join(parser.parts)


def unpack(archive, into):
    os.makedirs(into, exist_ok=True)
    subprocess.run(["tar", "--zstd", "-xf", archive, "-C", into], check=True)


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def pages(data, work):
    """Yields name, page file, expected text; of goose3 only expectations that are a text, not its beginning."""
    for name in ("readability", "newspaper4k", "goose3"):
        unpack(f"{data}/news/{name}/{name}.tar.zst", f"{work}/{name}")
    for folder in sorted(glob.glob(f"{work}/readability/test/test-pages/*")):
        yield "r_" + os.path.basename(folder), folder + "/source.html", text_of(read(folder + "/expected.html"))
    for path in sorted(glob.glob(f"{work}/newspaper4k/tests/data/txt/*.txt")):
        page = path.replace("/txt/", "/html/")[:-4] + ".html"
        if os.path.exists(page):
            yield "n_" + os.path.basename(path)[:-4], page, read(path)
    for path in sorted(glob.glob(f"{work}/goose3/tests/data/content/*.json")):
        expected = json.loads(read(path))["expected"].get("cleaned_text") or ""
        if len(expected) >= 1000 and os.path.exists(path[:-5] + ".html"):
            yield "g_" + os.path.basename(path)[:-5], path[:-5] + ".html", expected


def token_f1(found, expected):
    a, b = (collections.Counter(WORD.findall(text.lower())) for text in (found, expected))
    shared = sum((a & b).values())
    return 2 * shared / (sum(a.values()) + sum(b.values())) if shared else 0.0


def half(name):
    return "AB"[int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2]


def show(title, scores):
    mean = lambda values: sum(values) / max(len(values), 1)
    halves = {h: [score for name, score in scores.items() if half(name) == h] for h in "AB"}
    print(f"{title:<34} {mean(list(scores.values())):.4f}  half A {mean(halves['A']):.4f}  half B {mean(halves['B']):.4f}")


TRAFILATURA = """
import json, sys, time, trafilatura
texts, begin = {}, time.process_time()
for name, path in json.load(sys.stdin).items():
    data = open(path, 'rb').read()
    texts[name] = [trafilatura.extract(data, include_comments=False) or '',
                   trafilatura.extract(data, include_comments=False, favor_recall=True) or '',
                   trafilatura.extract(data, include_comments=False, favor_precision=True) or '']
print(json.dumps([trafilatura.__version__, time.process_time() - begin, texts]))
"""


def measure_text(program, data, work, python):
    found = {}
    corpus = {name: (page, expected) for name, page, expected in pages(data, work)}
    os.makedirs(f"{work}/pages", exist_ok=True)
    os.makedirs(f"{work}/texts", exist_ok=True)
    for name, (page, _) in corpus.items():
        os.replace(page, f"{work}/pages/{name}.html")
    files = [f"{work}/pages/{name}.html" for name in corpus]
    run = subprocess.run([program, "text", f"{work}/texts", *files], check=True, stdout=subprocess.PIPE, text=True)
    print(f"== Main text: token F1, mean of {len(corpus)} pages with an expected text")
    scores = {name: token_f1(read(f"{work}/texts/{name}.txt"), expected) for name, (_, expected) in corpus.items()}
    show("clew", scores)
    print("   " + run.stdout.strip())
    if subprocess.run([python, "-c", "import trafilatura"], stderr=subprocess.DEVNULL, check=False).returncode != 0:
        print("trafilatura                        absent")
        return
    asked = json.dumps({name: f"{work}/pages/{name}.html" for name in corpus})
    run = subprocess.run([python, "-c", TRAFILATURA], input=asked, check=True, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, text=True)
    version, seconds, texts = json.loads(run.stdout)
    for i, way in enumerate(("", " favor_recall", " favor_precision")):
        show(f"trafilatura {version}{way}", {n: token_f1(texts[n][i], e) for n, (_, e) in corpus.items()})
    megabytes = sum(os.path.getsize(file) for file in files) / 1e6
    print(f"   three ways of {megabytes:.1f} MB in {seconds:.1f} s of one core: {3 * megabytes / seconds:.1f} MB/s")


def wikigold(data):
    """Documents as text, and their people and organisations as (begin, end, kind) in bytes."""
    text, marks, last, open_mark = "", [], "O", None
    for line in read(f"{data}/ner/wikigold/wikigold.conll.txt").split("\n") + [""]:
        word, _, label = line.partition(" ")
        if not word:
            text += "\n"
            last, open_mark = "O", None
            continue
        glue = "" if word in ".,;:!?)'" or word.startswith("'") or text.endswith(("(", "\n")) or not text else " "
        begin = len((text + glue).encode())
        text += glue + word
        if label == last and open_mark is not None:
            open_mark[1] = len(text.encode())
        elif label in ("I-PER", "I-ORG"):
            open_mark = [begin, len(text.encode()), "person" if label == "I-PER" else "organisation"]
            marks.append(open_mark)
        else:
            open_mark = None
        last = label
    return {"wikigold": (text, [tuple(mark) for mark in marks])}


def re3d(data):
    documents = {}
    kinds = {"Person": "person", "Organisation": "organisation"}
    for folder in sorted(glob.glob(f"{data}/ner/re3d/*/")):
        for line in open(folder + "documents.json", encoding="utf-8"):
            document = json.loads(line)
            documents[document["_id"]] = (document["text"], [])
        for line in open(folder + "entities.json", encoding="utf-8"):
            entity = json.loads(line)
            if entity["type"] in kinds and entity["documentId"] in documents:
                text, marks = documents[entity["documentId"]]
                place = [len(text[: entity[end]].encode()) for end in ("begin", "end")]
                marks.append((place[0], place[1], kinds[entity["type"]]))
    return documents


def measure_mentions(program, work, title, documents):
    os.makedirs(f"{work}/{title}", exist_ok=True)
    files = {}
    for number, (text, marks) in enumerate(documents.values()):
        path = f"{work}/{title}/{number}.txt"
        with open(path, "wb") as file:
            file.write(text.encode())
        files[path] = marks
    run = subprocess.run([program, "mentions", *files], check=True, stdout=subprocess.PIPE)
    found = collections.defaultdict(set)
    for line in run.stdout.decode().splitlines():
        path, begin, size, kind = line.split("\t")
        found[path].add((int(begin), int(begin) + int(size), kind))
    for kind in ("person", "organisation"):
        right = marked = hits = 0
        for path, marks in files.items():
            gold = {mark for mark in marks if mark[2] == kind}
            own = {one for one in found[path] if one[2] == kind}
            right, marked, hits = right + len(gold & own), marked + len(gold), hits + len(own)
        precision, recall = right / max(hits, 1), right / max(marked, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{title:<10} {kind:<13} F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}  of {marked}, exact ends")


def main():
    program, data, work, python = sys.argv[1:]
    if os.path.isdir(f"{data}/news"):
        measure_text(program, data, work, python)
    else:
        print(f"{data}/news is not there: main text is not measured")
    if os.path.isdir(f"{data}/ner"):
        print("== People and organisations named")
        measure_mentions(program, work, "wikigold", wikigold(data))
        measure_mentions(program, work, "re3d", re3d(data))
    else:
        print(f"{data}/ner is not there: mentions are not measured")


main()
