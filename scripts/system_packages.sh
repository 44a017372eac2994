#!/bin/sh
# Install Debian packages where this user may: as root, or through sudo without a password.
# Usage: scripts/system_packages.sh PACKAGE…      Exit code 0: installed; 1: could not, with a sentence that says why.
set -u

apt() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive apt-get "$@"
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive apt-get "$@"
    fi
}

if ! command -v apt-get >/dev/null 2>&1; then
    echo "biaochi: this system has no apt-get; please install by its own means: $*" >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ] && ! sudo -n true >/dev/null 2>&1; then
    echo "biaochi: no right to install system packages. Please run once: sudo apt-get install $*" >&2
    exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "biaochi: installing system packages: $*"
# A machine that was just set up has no package lists yet, one that was not has them: try, then refresh and try again.
if apt install -y --no-install-recommends "$@" >"$log" 2>&1; then exit 0; fi
if apt update >"$log" 2>&1 && apt install -y --no-install-recommends "$@" >>"$log" 2>&1; then exit 0; fi
tail -n 5 "$log" >&2
echo "biaochi: apt-get could not install: $*" >&2
exit 1
