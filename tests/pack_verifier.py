#!/usr/bin/env python3
"""Tests an evidence pack as docs/formats/pack.md says, and nothing else of Clew: the slow twin of clew-verify.

    pack_verifier.py FILE.zip

Prints a line for everything that is wrong; exit code 1 if there is any. Ed25519 is openssl's.
"""

import base64
import hashlib
import hmac
import json
import re
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

LEDGER = ("ledger/case.checkpoint", "ledger/entries.jsonl", "ledger/node.tlog-proof", "ledger/payloads.jsonl")
NAME = re.compile(r"[A-Za-z0-9._/-]{1,255}")
SPKI = bytes.fromhex("302a300506032b6570032100")  # An Ed25519 public key's head in DER.


class Wrong(Exception):
    pass


def require(true, says):
    if not true:
        raise Wrong(says)


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parse(data, what):
    try:
        value = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Wrong(f"{what}: {error}") from error
    require(canonical(value) == bytes(data), f"{what}: not canonical")
    return value


def unbase64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Wrong(f"no base64: {text[:20]}") from error
    require(base64.b64encode(data).decode() == text, "base64 with another spelling")
    return data


def header(name, data):
    return struct.pack("<HHHHHLLLHH", 20, 0x0800, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name), 0)


def unzip(pack):
    files, at, central = {}, 0, b""
    while pack[at:at + 4] == b"PK\x03\x04":
        require(len(pack) >= at + 30, "the zip ends in a header")
        size, name_size = struct.unpack_from("<L4xH", pack, at + 18)
        name = pack[at + 30:at + 30 + name_size]
        data = pack[at + 30 + name_size:at + 30 + name_size + size]
        shown = name.decode("ascii", "replace")
        require(NAME.fullmatch(shown) and ".." not in shown and "//" not in shown and "./" not in shown
                and shown[0] != "/" and shown[-1] != "/", f"a name: {shown!r}")
        require(pack[at + 4:at + 30] == header(name, data), f"{shown}: its zip header or checksum")
        require(not files or max(files) < shown, f"{shown}: out of order")
        central += b"PK\x01\x02" + struct.pack("<H", 20) + header(name, data) + struct.pack("<HHHLL", 0, 0, 0, 0, at) + name
        files[shown] = data
        at += 30 + name_size + size
    end = struct.pack("<4sLHHLLH", b"PK\x05\x06", 0, len(files), len(files), len(central), at, 0)
    require(pack[at:] == central + end, f"the zip's directory, after byte {at}")
    return files


def verify_signature(key, message, signature):
    require(len(key) == 32 and len(signature) == 64, "a key or signature of the wrong size")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("key", "message", "signature")]
        for path, data in zip(paths, (SPKI + key, message, signature)):
            path.write_bytes(data)
        done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-rawin", "-inkey", paths[0],
                               "-in", paths[1], "-sigfile", paths[2]], capture_output=True, check=False)
    return done.returncode == 0


def leaf_hash(data):
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_hash(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(tree_hash(leaves[:split]), tree_hash(leaves[split:]))


def root_from_path(index, size, leaf, path):
    """The root that a path gives, from the definition of PATH in RFC 6962, section 2.1.1."""
    if size == 1:
        require(not path, "a path too long")
        return leaf
    require(path, "a path too short")
    split = 1 << (size - 1).bit_length() - 1
    if index < split:
        return node_hash(root_from_path(index, split, leaf, path[:-1]), path[-1])
    return node_hash(path[-1], root_from_path(index - split, size - split, leaf, path[:-1]))


def lines_of(data, what):
    require(data.endswith(b"\n"), f"{what}: no line end at its end")
    return data[:-1].split(b"\n")


def checkpoint_of(note, node_name, node_key, origin, what):
    text, _, signatures = note.rpartition(b"\n\n")
    text += b"\n"
    parts = text.decode("utf-8", "replace").split("\n")
    require(len(parts) == 4 and parts[3] == "" and parts[0] == origin, f"{what}: its three lines")
    require(str(int(parts[1])) == parts[1] if parts[1].isdigit() else False, f"{what}: its size")
    key_hash = hashlib.sha256(origin.encode() + b"\n\x01" + node_key).digest()[:4]
    signed, names = False, []
    for line in lines_of(signatures, what):
        words = line.decode("utf-8", "replace").split(" ")
        require(len(words) == 3 and words[0] == "—", f"{what}: a signature line")
        names.append(words[1])
        data = unbase64(words[2])
        if words[1] == origin and data[:4] == key_hash:
            signed = verify_signature(node_key, text, data[4:])
    require(signed and len(set(names)) == len(names), f"{what}: not signed by {node_name}")
    return int(parts[1]), unbase64(parts[2])


def verify(pack):
    files = unzip(pack)
    for name in (*LEDGER, "manifest.json", "keys.json"):
        require(name in files, f"{name} is missing")
    manifest = parse(files["manifest.json"], "manifest.json")
    listed = {item["name"]: item for item in manifest["files"]}
    require(manifest["format"] == "clew-pack-1", "another format")
    for name, data in files.items():
        known = name in listed or name in LEDGER or name == "manifest.json" or re.fullmatch(r"ledger/stamp-\d+\.tsr", name)
        require(known, f"{name} does not belong to the pack")
        if name in listed:
            require(hashlib.sha256(data).hexdigest() == listed[name]["sha256"], f"{name} is another file")
    require(set(listed) <= set(files), f"missing: {sorted(set(listed) - set(files))}")

    officers = parse(files["keys.json"], "keys.json")
    keys = {item["id"]: unbase64(item["public"]) for item in officers}
    roles = {item["id"]: item["role"] for item in officers}
    leaves, entries = [], []
    for place, line in enumerate(lines_of(files["ledger/entries.jsonl"], "entries")):
        what = f"entry {place}"
        entry = parse(line, what)
        body = entry["body"]
        require(body["seq"] == place and body["log"] == manifest["origin"], f"{what}: its place or log")
        require(body["previous"] == (leaves[-1] if leaves else bytes(32)).hex(), f"{what}: does not follow")
        require(all(seq < place for seq in body["refers"]), f"{what}: refers to a later one")
        if body["actor"]:
            key = keys.get(body["actor"], b"")
            require(hashlib.sha256(key).hexdigest() == body["actor"], f"{what}: unknown key")
            require(verify_signature(key, b"clew-entry-1\n" + canonical(body), unbase64(entry["signature"])),
                    f"{what}: its signature")
        leaves.append(leaf_hash(line))
        entries.append(body)

    payloads = {}
    for line in lines_of(files["ledger/payloads.jsonl"], "payloads"):
        item = parse(line, "a payload")
        seq = item["seq"]
        require(set(item) == {"payload", "salt", "seq"} and (not payloads or seq > max(payloads)), f"content of {seq}: order")
        require(re.fullmatch("[0-9a-f]{64}", item["salt"]), f"content of {seq}: its salt")
        answer = hmac.new(bytes.fromhex(item["salt"]), canonical(item["payload"]), hashlib.sha256).hexdigest()
        require(answer == entries[seq]["commitment"], f"the content of entry {seq}")
        payloads[seq] = item["payload"]
    last = payloads.get(len(entries) - 1, {})
    require(entries[-1]["type"] == "export", "the last entry is no export")
    require(last.get("manifest") == hashlib.sha256(files["manifest.json"]).hexdigest(), "the manifest is another")
    require(last.get("recipient") == manifest["recipient"], "the recipient is another")
    absent = set(range(len(entries))) - set(payloads) - set(last["withheld"])
    for seq, payload in payloads.items():
        if entries[seq]["type"] == "erase":
            absent -= set(payload["entries"])
    require(not absent, f"contents are missing: {sorted(absent)}")

    for body in entries:
        if body["type"] in ("export", "erase", "unseal"):
            approvals = [entries[seq] for seq in body["refers"] if entries[seq]["type"] == "approve"]
            proposals = [entries[seq] for approval in approvals[:1] for seq in approval["refers"]
                         if entries[seq]["type"] == "propose"]
            require(proposals and proposals[0]["actor"] != approvals[0]["actor"], f"entry {body['seq']}: four eyes")
            require(body["actor"] and approvals[0]["actor"] and proposals[0]["actor"], f"entry {body['seq']}: nobody signed")
            require(roles[approvals[0]["actor"]] in ("second_officer", "supervisor"), f"entry {body['seq']}: the approver's role")
            proposed = payloads.get(proposals[0]["seq"])
            if proposed is None:
                continue
            require(proposed["action"] == body["type"], f"entry {body['seq']}: another act was proposed")
            for seq in (approvals[0]["seq"], body["seq"]):
                require(seq not in payloads or payloads[seq]["proposal"] == proposed["id"],
                        f"entry {body['seq']}: another proposal")
            for key, value in proposed.get("parameters", {}).items():
                require(body["seq"] not in payloads or payloads[body["seq"]].get(key) == value,
                        f"entry {body['seq']}: another {key} was approved")

    node_name, _, node_bytes = manifest["node"].split("+", 2)
    node_key = unbase64(node_bytes)[1:]
    size, root = checkpoint_of(files["ledger/case.checkpoint"], node_name, node_key, manifest["origin"], "case.checkpoint")
    require(size == len(leaves) and root == tree_hash(leaves), "case.checkpoint: another tree")
    head, _, note = files["ledger/node.tlog-proof"].partition(b"\n\n")
    lines = head.decode("utf-8", "replace").split("\n")
    require(lines[0] == "c2sp.org/tlog-proof@v1" and lines[1][:6] == "extra " and lines[2][:6] == "index ", "node.tlog-proof")
    anchor = unbase64(lines[1][6:])
    require(anchor == canonical({"format": "clew-anchor-1", "root": root.hex(), "size": size}), "the anchor is another")
    require(re.fullmatch("0|[1-9][0-9]*", lines[2][6:]), "node.tlog-proof: its index")
    index = int(lines[2][6:])
    node_size, node_root = checkpoint_of(note, node_name, node_key, node_name, "node.tlog-proof")
    require(index < node_size, "node.tlog-proof: its index")
    path = [unbase64(line) for line in lines[3:]]
    require(root_from_path(index, node_size, leaf_hash(anchor), path) == node_root, "the case is not in the node's log")


def judge(pack):
    """What is wrong, or an empty text."""
    try:
        verify(pack)
    except Wrong as wrong:
        return str(wrong)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        return f"malformed: {type(error).__name__} {error}"
    return ""


if __name__ == "__main__":
    said = judge(Path(sys.argv[1]).read_bytes())
    print(said or "as exported")
    sys.exit(1 if said else 0)
