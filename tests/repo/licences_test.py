#!/usr/bin/env python3
"""Everything shipped says where it comes from: each file of data/ and examples/ has a SOURCE.txt beside or above it."""

import repo

CARRIERS = ("data", "examples")


def has_source(folder):
    """Whether a SOURCE.txt with words in it lies in `folder` or above it, within data/ or examples/."""
    while folder.parts:
        source = repo.ROOT / folder / "SOURCE.txt"
        if source.is_file() and source.read_text(encoding="utf-8").strip():
            return True
        folder = folder.parent
    return False


def main():
    complaints = [f"{name} is missing" for name in ("LICENSE", "NOTICE") if not (repo.ROOT / name).is_file()]
    folders = sorted({path.parent for path in repo.files(*CARRIERS) if path.name != "README.md"})
    complaints += [f"{folder}/SOURCE.txt is missing: whose are these files, under which licence?"
                   for folder in folders if not has_source(folder)]
    repo.finish(complaints, f"{len(folders)} folders of data")


if __name__ == "__main__":
    main()
