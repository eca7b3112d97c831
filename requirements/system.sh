#!/usr/bin/env bash
# Sees to the libraries that no Python package brings: `run` for printing PDF, `test` also for what the tests look with.
# What cannot be installed is named; the service runs without, and says so where a PDF is asked for.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"
PATH=$PATH:/sbin:/usr/sbin

missing=()
has_library() { ldconfig -p 2>/dev/null | grep -q "$1"; }
has_library libpangoft2-1.0.so.0 || missing+=(libpangoft2-1.0-0)
has_library libharfbuzz-subset.so.0 || missing+=(libharfbuzz-subset0)
if [ "${1:-run}" = test ]; then
  command -v chromium >/dev/null || missing+=(chromium)
  command -v pdftoppm >/dev/null || missing+=(poppler-utils)
fi

if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]} …"
  install_packages "${missing[@]}" || echo "Going on without." >&2
fi
