#!/usr/bin/env bash
# Installs the mail receivers and name servers that judge our records, from Debian's packages, and starts none of them.
exec bash "$(dirname "$0")/../support/installPackages.sh" "NO MAIL RECEIVERS" \
  knot unbound bind9-utils publicsuffix \
  opendkim opendmarc rspamd \
  python3-spf python3-dkim python3-nacl \
  iproute2
