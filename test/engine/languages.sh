#!/bin/sh
# Fetches what programs in other languages need, once, into a cache folder outside the repository: Pulumi's language
# host for YAML and its SDK generators, built from Go modules, and a Python with Pulumi's SDKs.
# The last line of the output is the folder to put on PATH. Exit status 3: not all of it can be had here.
set -u
here=$(cd "$(dirname "$0")" && pwd)
yaml=$(sed -n 's|^.*github.com/pulumi/pulumi-yaml \(v[0-9.]*\).*$|\1|p' "$here/yaml-host/go.mod")
pulumi=$(sed -n 's|^.*github.com/pulumi/pulumi/pkg/v3 \(v[0-9.]*\).*$|\1|p' "$here/go.mod")
requirements=$here/python-requirements.txt
packages=$(cksum <"$requirements" | cut -d ' ' -f 1)
folder=${XDG_CACHE_HOME:-$HOME/.cache}/storefront-baseline/languages-$yaml-$pulumi-$packages

refuse() {
  echo "NOT EVERY LANGUAGE: $1. The tests that need it will be SKIPPED." >&2
  missing=yes
}

# build NAME FOLDER-OF-GO.MOD PACKAGE
build() {
  [ -x "$folder/$1" ] && return
  command -v go >/dev/null || return
  echo "Building $1 into $folder: a minute the first time, seconds from Go's cache." >&2
  GOTOOLCHAIN=local go build -C "$2" -trimpath -buildvcs=false -ldflags "-s -w" -o "$folder/$1.$$" "$3" >&2 &&
    mv "$folder/$1.$$" "$folder/$1"
  rm -f "$folder/$1.$$"
}

# Named so that it does not stand in for the system's Python elsewhere on PATH.
python() {
  [ -x "$folder/python-with-pulumi" ] && return
  command -v python3 >/dev/null || return
  python3 -m venv "$folder/python" >&2 && "$folder/python/bin/pip" install --quiet -r "$requirements" >&2 || return
  printf '#!/bin/sh\nexec "%s" "$@"\n' "$folder/python/bin/python3" >"$folder/python-with-pulumi.$$"
  chmod +x "$folder/python-with-pulumi.$$" && mv "$folder/python-with-pulumi.$$" "$folder/python-with-pulumi"
}

missing=no
mkdir -p "$folder" || exit 3
build pulumi-language-yaml "$here/yaml-host" github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml
build sdkgen "$here" ./sdkgen
python
[ -x "$folder/pulumi-language-yaml" ] || refuse "the host for YAML could not be built, see above"
[ -x "$folder/sdkgen" ] || refuse "the generators of SDKs could not be built, see above"
[ -x "$folder/python-with-pulumi" ] || refuse "Python with Pulumi's SDKs could not be installed, see above"
echo "$folder"
[ "$missing" = no ] || exit 3
