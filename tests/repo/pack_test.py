#!/usr/bin/env python3
"""The example pack verifies, by clew-verify and by the twin that knows the format's page alone; whatever is changed in it,
both find. Hostile zips are refused, and a time stamp of a local authority is tested. CLEW_TEST_ALL=1: many more changes."""

import os
import random
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import console
import pack_verifier
import repo

PACK = console.ROOT / "examples/packs/harbour_lantern.zip"
VERIFIER = Path(console.program()).parent / "clew-verify"
CHANGES = 100_000 if os.environ.get("CLEW_TEST_ALL") else 150
TWIN_SHARE = 5  # The twin is slow: it judges one change in so many.


def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)


def verdict(folder, pack, *more):
    """What clew-verify prints, and its exit code."""
    path = Path(folder) / "pack.zip"
    path.write_bytes(pack)
    done = run(VERIFIER, path, *more)
    return done.stdout + done.stderr, done.returncode


def changed(pack, chance):
    """The pack with one byte changed, removed, added, or two swapped."""
    at = chance.randrange(1, len(pack))
    kind = chance.choice(("changed", "removed", "added", "swapped"))
    if kind == "changed":
        return kind, at, pack[:at] + bytes([pack[at] ^ (1 << chance.randrange(8))]) + pack[at + 1:]
    if kind == "removed":
        return kind, at, pack[:at] + pack[at + 1:]
    if kind == "added":
        return kind, at, pack[:at] + bytes([chance.randrange(256)]) + pack[at:]
    while pack[at] == pack[at - 1]:
        at = chance.randrange(1, len(pack))
    return kind, at, pack[:at - 1] + pack[at:at + 1] + pack[at - 1:at] + pack[at + 1:]


def judge_changes(folder, pack):
    seed = int(os.environ.get("CLEW_TEST_SEED", random.randrange(1 << 32)))
    chance, complaints = random.Random(seed), []
    for number in range(CHANGES):
        kind, at, other = changed(pack, chance)
        said, code = verdict(folder, other)
        if code != 11 or "WRONG" not in said:
            complaints.append(f"seed {seed}: byte {at} {kind}: clew-verify ended with {code}:\n{said}")
        if number % TWIN_SHARE == 0 and not pack_verifier.judge(other):
            complaints.append(f"seed {seed}: byte {at} {kind}: the twin noticed nothing")
    return complaints


def judge_hostile(folder):
    complaints = []
    for name in ("../../etc/passwd", "/etc/passwd", "a/../../b", "manifest.json\\x"):
        path = Path(folder) / "hostile.zip"
        with zipfile.ZipFile(path, "w") as zipped:
            zipped.writestr("manifest.json", "{}")
            zipped.writestr(name, "x")
        said, code = verdict(folder, path.read_bytes())
        if code != 11:
            complaints.append(f"a zip with {name} was let through:\n{said}")
    for pack in (b"", b"PK", b"PK\x03\x04" + b"\xff" * 40, os.urandom(5000)):
        said, code = verdict(folder, pack)
        if code != 11 or not pack_verifier.judge(pack):
            complaints.append(f"{pack[:10]} was taken for a pack ({code}):\n{said}")
    return complaints


AUTHORITY = """[tsa]
dir = {0}
serial = {0}/serial
crypto_device = builtin
signer_cert = {0}/cert.pem
signer_key = {0}/key.pem
default_policy = 1.2.3.4.1
signer_digest = sha256
digests = sha256
accuracy = secs:1
[ext]
extendedKeyUsage = critical,timeStamping
[req]
distinguished_name = dn
[dn]
"""


def judge_stamp(folder, pack):
    """A local authority stamps the pack; the stamp of another pack is refused."""
    folder = Path(folder)
    (folder / "tsa.cnf").write_text(AUTHORITY.format(folder), encoding="utf-8")
    (folder / "serial").write_text("01\n", encoding="utf-8")
    (folder / "pack.zip").write_bytes(pack)
    clew = console.program()
    steps = (
        ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Invented Time Authority", "-days", "365",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-config", folder / "tsa.cnf", "-extensions", "ext"),
        (clew, "stamp", folder / "pack.zip", "--query", folder / "q.tsq"),
        ("openssl", "ts", "-reply", "-config", folder / "tsa.cnf", "-section", "tsa", "-queryfile", folder / "q.tsq",
         "-out", folder / "a.tsr"),
        (clew, "stamp", folder / "pack.zip", "--answer", folder / "a.tsr", "--output", folder / "stamped.zip",
         "--roots", folder / "cert.pem"),
        (VERIFIER, folder / "stamped.zip"),
    )
    for step in steps:
        done = run(*step)
        if done.returncode != 0:
            return [f"{step[0]} {step[1]}: {done.stdout}{done.stderr}"]
    if "stamp    ledger/stamp-1.tsr" not in done.stdout or "Invented Time Authority" not in done.stdout:
        return [f"the stamp is not said:\n{done.stdout}"]
    return judge_changed_stamp(folder)


def judge_changed_stamp(folder):
    pack = (folder / "stamped.zip").read_bytes()
    complaints, chance = [], random.Random(7)
    with zipfile.ZipFile(folder / "stamped.zip") as zipped:
        info = zipped.getinfo("ledger/stamp-1.tsr")
    begin = info.header_offset + 30 + len(info.filename)
    for _ in range(20):
        at = begin + chance.randrange(info.file_size)
        said, code = verdict(folder, pack[:at] + bytes([pack[at] ^ 1]) + pack[at + 1:])
        if code != 11:
            complaints.append(f"byte {at} of the stamp changed: {said}")
    return complaints


def judge_since(folder, pack):
    """Both programs hold a pack against an earlier one alike; what is no pack, or cannot be read, is said and never passes."""
    folder = Path(folder)
    (folder / "pack.zip").write_bytes(pack)
    (folder / "junk.zip").write_bytes(b"junk")
    (folder / "empty.zip").write_bytes(b"")
    calls = ((("--since", folder / "pack.zip"), 0), (("--since", folder / "junk.zip"), 11), (("--since", folder / "empty.zip"), 11),
             (("--since", folder / "absent.zip"), 3), (("--since", folder), 4), (("--node", "nonsense"), 6), (("--nonsense",), 2))
    complaints = []
    for words, code in calls:
        for program in ((VERIFIER,), (console.program(), "verify")):
            done = run(*program, folder / "pack.zip", *words)
            if done.returncode != code or ("Nothing was changed" in done.stdout) != (code == 0):
                complaints.append(f"{program} {words} ended with {done.returncode}, not {code}: {done.stdout}{done.stderr}")
    for program in ((VERIFIER,), (console.program(), "verify")):
        done = run(*program, folder)
        if done.returncode != 4:
            complaints.append(f"{program} of a folder ended with {done.returncode}: {done.stderr}")
    return complaints


def judge_overwriting(folder, pack):
    """No command writes onto what it reads, by whatever name."""
    folder = Path(folder)
    path, link = folder / "only_copy.zip", folder / "link.zip"
    path.write_bytes(pack)
    link.symlink_to(path)
    complaints = []
    for words in (("stamp", path, "--query", path), ("stamp", path, "--query", link),
                  ("stamp", path, "--answer", path, "--output", path)):
        done = run(console.program(), *words)
        if done.returncode != 2 or "would be overwritten" not in done.stderr or path.read_bytes() != pack:
            complaints.append(f"clew {words} ended with {done.returncode}: {done.stderr}")
    return complaints


def main():
    pack = PACK.read_bytes()
    key = (PACK.parent / "node_key.txt").read_text(encoding="utf-8").strip()
    with tempfile.TemporaryDirectory() as folder:
        said, code = verdict(folder, pack, "--node", key)
        complaints = [] if code == 0 else [f"the example pack: {said}"]
        twin = pack_verifier.judge(pack)
        complaints += [f"the twin of the example pack: {twin}"] if twin else []
        complaints += judge_changes(folder, pack) + judge_hostile(folder) + judge_since(folder, pack) + judge_stamp(folder, pack)
        complaints += judge_overwriting(folder, pack)
    repo.finish(complaints, f"{CHANGES} changes of the example pack")


if __name__ == "__main__":
    main()
