#!/usr/bin/env bash
# The main job on real data: 10,000 bird strikes, of which 3 % did substantial damage.
set -uo pipefail
cd "$(dirname "$0")/.."
if [ ! -d node_modules/vega-datasets ]; then npm install --no-save --ignore-scripts || exit 1; fi
if [ ! -f dist/cli/main.js ]; then npm run --silent build || exit 1; fi
node dist/cli/main.js run node_modules/vega-datasets/data/birdstrikes.csv \
  --target 'Effect Amount of damage' --positive Substantial --group 'Airport Name' --out demo "$@"
