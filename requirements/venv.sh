#!/usr/bin/env bash
# Makes the virtual environment named by $1 with the first Python 3.11+ found; installs Debian's venv package where it
# is missing and may be installed, and otherwise prints the one command that does it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

find_python() {
  local name
  for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  echo "Python 3.11 or newer is needed; set PYTHON=/path/to/it if it is not on the path." >&2
  return 1
}

python=$(find_python)
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  install_packages "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
fi
"$python" -m venv "$1"
