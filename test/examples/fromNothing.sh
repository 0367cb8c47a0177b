#!/usr/bin/env bash
# From an empty folder to a blocked drifted deploy, by the commands of a template's README and with the package as npm
# packs it, installed from the registry's own packages. Ends with what it took.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
template=$root/examples/headless-storefront
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
package=$folder/$(npm pack --silent --ignore-scripts --pack-destination "$folder" "$root")

# The first block of the README, with the packed package in place of the published one.
sed -n '/^```sh/,/^```/{/^```/d;p;}' "$template/README.md" |
  sed -e "s|^npx storefront-baseline |npx --yes --package=$package storefront-baseline |" \
    -e "s|^npm install\$|npm install --no-audit --no-fund $package|" > commands.sh
begun=$SECONDS
bash -euc "$(cat commands.sh)"

# The drift of the README.
before=$(sed -n 's/^-  *//p' "$template/README.md" | head -n 1)
after=$(sed -n 's/^+  *//p' "$template/README.md" | head -n 1)
cd shop
BEFORE=$before AFTER=$after node -e '
  const { readFileSync, writeFileSync } = require("node:fs");
  const { BEFORE, AFTER } = process.env;
  const source = readFileSync("data.ts", "utf8");
  if (!source.includes(BEFORE)) throw new Error(`data.ts does not hold: ${BEFORE}`);
  writeFileSync("data.ts", source.replace(BEFORE, () => AFTER));
'
status=0
npm run preview || status=$?
[ "$status" = 1 ] || { echo "The drifted program exited with $status; 1 was expected."; exit 1; }
echo "From an empty folder to a blocked drifted deploy: $((SECONDS - begun)) s, five commands and one changed line."
