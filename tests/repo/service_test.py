#!/usr/bin/env python3
"""The systemd unit of clew serve: systemd finds nothing wrong where it is installed, and it stays unprivileged."""

import configparser
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import repo

NEEDED = {"DynamicUser": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "NoNewPrivileges": "yes",
          "CapabilityBoundingSet": "", "PrivateDevices": "yes", "PrivateTmp": "yes", "StateDirectory": "clew",
          "MemoryDenyWriteExecute": "yes", "RestrictNamespaces": "yes", "UMask": "0077"}


def main():
    text = repo.text_of("packaging/clew.service")
    complaints = []
    unit = configparser.RawConfigParser(strict=False, delimiters="=", comment_prefixes="#")
    unit.optionxform = str
    unit.read_string(text)
    service = dict(unit["Service"])
    for key, value in NEEDED.items():
        if service.get(key) != value:
            complaints.append(f"packaging/clew.service: {key} is {service.get(key)!r}, needs {value!r}")
    if not service["ExecStart"].startswith("@CLEW_PROGRAM@ serve /var/lib/clew/"):
        complaints.append("packaging/clew.service: ExecStart does not serve the store of StateDirectory")
    verifier = shutil.which("systemd-analyze")
    if verifier:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "clew.service")
            path.write_text(text.replace("@CLEW_PROGRAM@", "/bin/true"), encoding="utf-8")
            done = subprocess.run([verifier, "verify", "--man=no", path], capture_output=True, text=True, check=False)
            if done.returncode or done.stderr.strip():
                complaints.append(f"systemd-analyze verify: {done.stderr.strip()}")
    repo.finish(complaints, "the unit of clew serve" + ("" if verifier else ", without systemd-analyze"))


main()
