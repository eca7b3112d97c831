# Sourced: install Debian packages where that is permitted; otherwise print the one command that does it, and fail.
install_packages() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then as_root=(sudo -n); fi
  if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
    "${as_root[@]}" apt-get update -qq &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  else
    echo "Missing on this machine: $*. Install with:" >&2
    echo "  sudo apt-get install -y --no-install-recommends $*" >&2
    return 1
  fi
}
