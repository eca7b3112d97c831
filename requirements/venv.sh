#!/usr/bin/env bash
# Makes the virtual environment named by $1 with the first Python 3.11+ found; installs Debian's venv package where it
# is missing and may be installed, and otherwise prints the one command that does it.
set -euo pipefail

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

install_package() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then as_root=(sudo -n); fi
  if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"
  else
    echo "Missing: the Python module venv. Run this and try again:" >&2
    echo "  sudo apt-get install -y $1" >&2
    return 1
  fi
}

python=$(find_python)
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  install_package "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
fi
"$python" -m venv "$1"
