#!/usr/bin/env bash
# Installs what looks at the HTML report: Debian's Chromium, two fonts that its type asks for first, a reader of PDF, and
# what makes pictures small.
# Fails, with a loud line, where a package is refused; what can be had is installed all the same.
set -uo pipefail
packages=(chromium poppler-utils fonts-inter fonts-jetbrains-mono pngquant)
is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
missing() { for package in "${packages[@]}"; do is_installed "$package" || echo "$package"; done; }

mapfile -t wanted < <(missing)
[ ${#wanted[@]} -eq 0 ] && exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy -o DPkg::Lock::Timeout=120 "$@" >>"$log" 2>&1 </dev/null; }

apt update
apt install --no-install-recommends "${wanted[@]}" ||
  for package in "${wanted[@]}"; do apt install --no-install-recommends "$package"; done

mapfile -t refused < <(missing)
[ ${#refused[@]} -eq 0 ] && exit 0
tail -n 20 "$log" >&2
echo "!!! NO BROWSER: these Debian packages could not be installed: ${refused[*]} !!!" >&2
exit 1
