"""How well names are matched. usage: main.py [--all] [ROW ...], run by bench/quality.sh"""
import argparse
import time

import fairness
import lists
import name_bench
import scripts

ROWS = {"name_bench": name_bench.run, "fixtures": lists.fixtures, "false_hits": lists.false_hits,
        "slips": lists.slips, "main_name": lists.main_name_left_out, "uk_un": lists.uk_and_un, "scripts": scripts.recall,
        "fairness": fairness.run}


def main():
    parser = argparse.ArgumentParser(description="How well names are matched.")
    parser.add_argument("--all", action="store_true", help="everything, not a sample")
    parser.add_argument("row", nargs="*", help=f"only these: {', '.join(ROWS)}")
    arguments = parser.parse_args()
    begin = time.time()
    for name in arguments.row or ROWS:
        if name not in ROWS:
            parser.error(f"there is no row {name}; there are {', '.join(ROWS)}")
        ROWS[name](arguments.all)
    print(f"\n{time.time() - begin:.0f} seconds")


if __name__ == "__main__":
    main()
