#!/bin/sh
# Installs @pulumi/awsguard, Pulumi's own pack of rules for AWS, to measure against: once, into a cache folder outside
# the repository. It brings @pulumi/aws 4 and the AWS SDK v2, 250 MB that nothing else here needs. Its Pulumi SDKs are
# those of the repository, so that the packs alone differ.
# The last line of the output is the folder of a pack. Exit status 3: it cannot be installed here.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
version=0.3.1
sdk() { sed -n 's/^ *"version": *"v\{0,1\}\([^"]*\)".*/\1/p' "$root/node_modules/@pulumi/$1/package.json" | head -n 1; }
pulumi=$(sdk pulumi)
policy=$(sdk policy)
folder=${XDG_CACHE_HOME:-$HOME/.cache}/storefront-baseline/awsguard-$version-$pulumi-$policy

if [ ! -f "$folder/index.js" ]; then
  partial=$folder.$$
  trap 'rm -rf "$partial"' EXIT
  mkdir -p "$partial" || exit 3
  cat >"$partial/package.json" <<END
{
  "name": "bench-awsguard",
  "version": "0.0.1",
  "private": true,
  "main": "index.js",
  "dependencies": { "@pulumi/awsguard": "$version", "@pulumi/policy": "$policy", "@pulumi/pulumi": "$pulumi" },
  "overrides": { "@pulumi/policy": "$policy", "@pulumi/pulumi": "$pulumi" }
}
END
  echo "Installing @pulumi/awsguard $version into $folder: a minute the first time." >&2
  if ! (cd "$partial" && npm install --ignore-scripts --no-audit --no-fund --loglevel=error >&2); then
    echo "NO AWSGUARD: it could not be installed, see above. The bench leaves it out." >&2
    exit 3
  fi
  echo "runtime: nodejs" >"$partial/PulumiPolicy.yaml"
  cat >"$partial/index.js" <<'END'
const { AwsGuard } = require("@pulumi/awsguard");

new AwsGuard({ all: "mandatory" });
END
  rm -rf "$folder"
  mv "$partial" "$folder"
fi
echo "$folder"
