#!/usr/bin/env python3
"""Everything shipped says where it comes from: each folder of data/ and examples/ has a SOURCE.txt."""

import repo

CARRIERS = ("data", "examples")


def main():
    complaints = [f"{name} is missing" for name in ("LICENSE", "NOTICE") if not (repo.ROOT / name).is_file()]
    folders = sorted({path.parts[:2] for path in repo.files(*CARRIERS) if len(path.parts) > 2})
    for parts in folders:
        source = repo.ROOT.joinpath(*parts, "SOURCE.txt")
        if not source.is_file() or not source.read_text(encoding="utf-8").strip():
            complaints.append(f"{'/'.join(parts)}/SOURCE.txt is missing: whose are these files, under which licence?")
    for path in repo.files(*CARRIERS):
        alone = len(path.parts) == 2 and path.name not in ("README.md", "SOURCE.txt")
        if alone and not (repo.ROOT / path.parts[0] / "SOURCE.txt").is_file():
            complaints.append(f"{path} lies in no folder with a SOURCE.txt")
    repo.finish(complaints, f"{len(folders)} folders of data")


if __name__ == "__main__":
    main()
