#!/bin/sh
# Builds the `pulumi` command line that go.mod pins, once, into a cache folder outside the repository.
# The last line of the output is the folder to put on PATH. Exit status 3: it cannot be built here.
set -u
here=$(cd "$(dirname "$0")" && pwd)
version=$(sed -n 's|^.*github.com/pulumi/pulumi/pkg/v3 \(v[0-9.]*\).*$|\1|p' "$here/go.mod")
folder=${XDG_CACHE_HOME:-$HOME/.cache}/storefront-baseline/pulumi-$version

refuse() {
  echo "NO PULUMI COMMAND LINE: $1. Every test that needs the real engine will be SKIPPED." >&2
  exit 3
}

[ -n "$version" ] || refuse "test/engine/go.mod names no version of pulumi"
if [ ! -x "$folder/pulumi" ]; then
  command -v go >/dev/null || refuse "Go is not installed, and pulumi $version is built from source"
  mkdir -p "$folder" || refuse "the folder $folder cannot be created"
  partial=$folder/pulumi.$$
  trap 'rm -f "$partial"' EXIT
  echo "Building pulumi $version into $folder: minutes the first time, seconds from Go's cache." >&2
  # GOTOOLCHAIN=local: a Go that is too old is an error to report, not a reason to download another Go.
  GOTOOLCHAIN=local go build -C "$here" -trimpath -buildvcs=false \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
    -o "$partial" github.com/pulumi/pulumi/pkg/v3/cmd/pulumi >&2 || refuse "go build of pulumi $version failed, see above"
  # Renamed only when complete, so that an interrupted build never passes for a built one.
  mv "$partial" "$folder/pulumi"
fi
echo "$folder"
