"""Loads the lists at hand, serves them, and lets wrk ask /match; prints what wrk measured and what the server used."""
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DATA = Path(os.environ.get("CLEW_TEST_DATA", "../shared/data"))
PROGRAM = os.environ.get("CLEW_PROGRAM", "build/release/clew")
SECONDS = int(os.environ.get("CLEW_BENCH_SECONDS", "10"))
LISTS = ("sanctions/ofac/2021-07", "sanctions/un/2026-02-27", "sanctions/uk-2026-05")
BUNDLED = ("data/lists/us_ofac_sdn", "data/lists/us_ofac_cons", "data/lists/un_sc_sanctions")
# A name of one word less than a listed one, and names that nobody listed bears: one query a request, in turn.
SCRIPT = """
local names = {%s}
local at = 0
request = function()
  at = at %% #names + 1
  local body = '{"queries":{"q":{"schema":"Person","properties":{"name":["' .. names[at] .. '"]}}}}'
  return wrk.format("POST", "/match/default", nil, body)
end
done = function(summary, latency)
  io.write(string.format("p50 %%.2f ms  p99 %%.2f ms\\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""
NAMES = ("Sergej Lawrow", "Maria Oliveira", "Ivan Petrov", "Kim Jong Il", "Anna Svensson", "Ahmed Hassan Ali",
         "John Smith", "Chen Wei", "Fatima al-Sayed", "Pieter van Dijk")


def load(store):
    found = [DATA / name for name in LISTS if (DATA / name).exists()] or [Path(name) for name in BUNDLED]
    for folder in found:
        subprocess.run([PROGRAM, "load", folder, "--into", store, "--obtained", "official", "--published-on",
                        "2026-02-27"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    print("lists:", ", ".join(folder.name for folder in found))


def processor_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1)) // 1024


def main():
    if shutil.which("wrk") is None:
        sys.exit("wrk is absent: nothing measured")
    with tempfile.TemporaryDirectory() as folder:
        store, script = f"{folder}/lists.clew", Path(folder) / "match.lua"
        load(store)
        script.write_text(SCRIPT % ", ".join(f'"{name}"' for name in NAMES))
        server = subprocess.Popen([PROGRAM, "serve", store, "--port", "0", "--rate", "1e9"], stdout=subprocess.PIPE,
                                  text=True)
        url = re.search(r"http://\S+", server.stdout.readline()).group(0)
        print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start")
        print("connections   req/s   p50, p99                 server CPU us/request   memory MB   not 200")
        for connections in (1, 8, 32):
            before = processor_seconds(server.pid)
            said = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", script, url],
                                  capture_output=True, text=True, check=True).stdout
            used = processor_seconds(server.pid) - before
            rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))
            count = int(re.search(r"(\d+) requests in", said).group(1))
            wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
            print(f"{connections:11}   {rate:6.0f}   {re.search('p50.*', said).group(0):24} "
                  f"{used / max(1, count) * 1e6:18.0f}   {resident_mb(server.pid):16}   {wrong.group(1) if wrong else 0}")
        server.terminate()
        server.wait()


main()
