#!/bin/sh
# Bring .venv to what a lock file says: nothing is downloaded that the lock does not name by hash.
# Usage: scripts/environment.sh requirements.lock      Quick when nothing has changed since the last time.
#
# PYTHON names another interpreter than python3; .venv is made with it once and then kept.
set -eu

lock=$1
venv=.venv
stamp=$venv/.installed-$(basename "$lock" .lock)
say() { echo "biaochi: $*" >&2; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    say "Python 3.11 or newer is needed and was not found. On Debian 12 and later: apt-get install python3 python3-venv."
    return 1
}

make_venv() {
    python=$(find_python)
    # Debian keeps venv's installer (ensurepip) in a package of its own; without it venv leaves half a directory behind.
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        if ! scripts/system_packages.sh "python$version-venv"; then
            say "Python $version cannot make virtual environments yet. Please run: apt-get install python$version-venv"
            return 1
        fi
    fi
    say "making $venv with $("$python" --version)"
    "$python" -m venv "$venv"
}

# An environment that was moved, or whose Python was upgraded away, does not run any more; make it anew.
if [ -e "$venv" ] && ! new_enough "$venv/bin/python"; then rm -rf "$venv"; fi
if [ ! -e "$venv" ]; then
    make_venv
fi

wanted=$({ cat "$lock" pyproject.toml; pwd; "$venv/bin/python" --version; } | sha256sum | cut -d' ' -f1)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then exit 0; fi

say "installing what $lock names (once; takes about a minute)"
pip() { "$venv/bin/python" -m pip --disable-pip-version-check "$@"; }
# One test library (a dependency of lifelines) exists as source only. It is built with the setuptools of the lock, never
# with one that pip would fetch by itself, so setuptools goes first.
first=$(mktemp)
trap 'rm -f "$first"' EXIT
awk '/^[a-z]/ { mine = /^setuptools==/ } mine' "$lock" >"$first"
if ! { pip install -qq --only-binary :all: --require-hashes --no-deps -r "$first" &&
    pip install -qq --only-binary :all: --no-binary autograd-gamma --no-build-isolation \
        --require-hashes --no-deps -r "$lock"; }; then
    say "The packages could not be installed; pip says why above. Without internet, point pip at a local index (PIP_INDEX_URL)."
    exit 1
fi
# The checkout itself, in place. setuptools comes from the lock, so nothing is fetched here.
pip install -qq --no-index --no-build-isolation --no-deps --editable .
echo "$wanted" >"$stamp"
