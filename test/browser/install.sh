#!/usr/bin/env bash
# Installs what looks at the HTML report: Debian's Chromium, two fonts that its type asks for first, a reader of PDF, and
# what makes pictures small.
exec bash "$(dirname "$0")/../support/installPackages.sh" "NO BROWSER" \
  chromium poppler-utils fonts-inter fonts-jetbrains-mono pngquant
