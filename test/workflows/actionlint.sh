#!/bin/sh
# Builds actionlint, which knows what GitHub takes in a workflow, once, into a cache folder outside the repository.
# The last line of the output is its path. Exit status 3: it cannot be built here.
set -u
version=v1.7.12
folder=${XDG_CACHE_HOME:-$HOME/.cache}/storefront-baseline/actionlint-$version

if [ ! -x "$folder/actionlint" ]; then
  command -v go >/dev/null || { echo "Go is not installed, and actionlint is built from source." >&2; exit 3; }
  GOTOOLCHAIN=local GOBIN=$folder go install "github.com/rhysd/actionlint/cmd/actionlint@$version" >&2 || exit 3
fi
echo "$folder/actionlint"
