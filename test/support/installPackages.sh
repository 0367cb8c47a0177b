#!/usr/bin/env bash
# Installs Debian packages that tests judge by, and starts none of their services: WARNING PACKAGE...
# Fails, with a loud line that begins with WARNING, where a package is refused; what can be had is installed all the same.
set -uo pipefail
warning=$1
packages=("${@:2}")
is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
missing() { for package in "${packages[@]}"; do is_installed "$package" || echo "$package"; done; }

mapfile -t wanted < <(missing)
[ ${#wanted[@]} -eq 0 ] && exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
log=$(mktemp)
# Debian's maintainer scripts ask this program whether they may start a service.
policy=/usr/sbin/policy-rc.d
trap 'rm -f "$log"; [ -z "${policy_is_ours-}" ] || "${as_root[@]}" rm -f "$policy"' EXIT
if [ ! -e "$policy" ]; then
  policy_is_ours=yes
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null && "${as_root[@]}" chmod 755 "$policy"
fi
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy -o DPkg::Lock::Timeout=120 "$@" >>"$log" 2>&1 </dev/null; }

apt update
apt install --no-install-recommends "${wanted[@]}" ||
  for package in "${wanted[@]}"; do apt install --no-install-recommends "$package"; done

mapfile -t refused < <(missing)
[ ${#refused[@]} -eq 0 ] && exit 0
tail -n 20 "$log" >&2
echo "!!! $warning: these Debian packages could not be installed: ${refused[*]} !!!" >&2
exit 1
