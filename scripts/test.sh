#!/usr/bin/env bash
# Installs what the suites need where it can, then runs them. A suite whose need is missing is skipped by name,
# except with CI=true, where that is a failure.
set -uo pipefail
cd "$(dirname "$0")/.."
[ -d node_modules/vitest ] || npm install --no-save --ignore-scripts
if ! command -v chromium >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 ||
    echo "chromium could not be installed: the browser suite will be skipped"
fi
npm run --silent build || exit 1
mkdir -p .cache
npx vitest run --reporter=default --reporter=json --outputFile.json=.cache/test-results.json "$@"
status=$?
node scripts/summarize-tests.mjs | tee .cache/test-summary
exit $status
