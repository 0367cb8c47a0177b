#!/usr/bin/env bash
# Runs the receivers' test inside network, mount and process namespaces of its own: the loopback there is the whole
# network, so that no receiver can ask anybody else, port 53 is free for the resolver that receivers expect in
# /etc/resolv.conf, and everything that the test started ends with it.
set -euo pipefail
cd "$(dirname "$0")/../.."

missing=()
for program in ip unshare knotd keymgr unbound named-checkzone opendkim opendmarc rspamd; do
  PATH="$PATH:/usr/sbin:/sbin" command -v "$program" >/dev/null || missing+=("$program")
done
/usr/bin/python3 -c 'import spf, dkim, nacl' 2>/dev/null || missing+=("pyspf, dkimpy and PyNaCl for /usr/bin/python3")
if [ ${#missing[@]} -gt 0 ]; then
  echo "!!! NOT RUN: these are missing: ${missing[*]}. On Debian, bash test/receivers/install.sh installs them. !!!" >&2
  exit 1
fi
unshare=(unshare --net --mount --pid --fork --kill-child --mount-proc)
# Others need no privilege where users may make namespaces; root stays root, and so may write where others own the files.
[ "$(id -u)" -eq 0 ] || unshare+=(--map-root-user)
if ! "${unshare[@]}" true; then
  echo "!!! NOT RUN: this machine allows no namespaces. A container needs CAP_SYS_ADMIN for it. !!!" >&2
  exit 1
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "nameserver 127.0.0.1" >"$folder/resolv.conf"
export RECEIVERS_FOLDER=$folder PATH="$PWD/node_modules/.bin:$PATH:/usr/sbin:/sbin"
"${unshare[@]}" bash -c '
  set -e
  ip link set lo up
  mount --bind "$RECEIVERS_FOLDER/resolv.conf" /etc/resolv.conf
  exec vitest run --config test/receivers/vitest.config.mts "$@"' bash "$@"
