#!/usr/bin/env bash
# The story that ./dev demo shows; CLEW_PROGRAM names the program.
set -euo pipefail
"$CLEW_PROGRAM" --version
