#!/usr/bin/env bash
# The story that ./dev demo shows; CLEW names the program.
set -euo pipefail
"$CLEW" --version
