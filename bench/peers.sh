#!/usr/bin/env bash
# Makes a Python with the pinned peers of bench/requirements.txt and prints its path. Once made, it is only printed.
#
#   "$(bash bench/peers.sh)" bench/neighbors.py …
#
# PYTHON_BASE names the interpreter to start from (Python 3.11 or newer; default: python3).
set -euo pipefail
requirements="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/requirements.txt"
venv="${XDG_CACHE_HOME:-$HOME/.cache}/evenkeel-peers"
python="$venv/bin/python"
stamp="$venv/installed-requirements.txt"

if [ ! -x "$python" ] || ! cmp -s "$requirements" "$stamp"; then
  [ -x "$python" ] || "${PYTHON_BASE:-python3}" -m venv "$venv" >&2
  "$python" -m pip install --disable-pip-version-check --quiet --requirement "$requirements" >&2
  cp "$requirements" "$stamp"
fi
echo "$python"
