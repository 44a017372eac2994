#!/bin/sh
# What the tests in a browser need: Chromium and a font with Chinese characters. Never fails: where they cannot be
# installed, those tests skip and say so (with BIAOCHI_REQUIRE_BROWSER=1, as in .ci/run, they fail instead).
set -u

missing=""
command -v chromium >/dev/null 2>&1 || missing="chromium"
if [ -z "$(find /usr/share/fonts /usr/local/share/fonts -iname '*CJK*' -print -quit 2>/dev/null)" ]; then
    missing="$missing fonts-noto-cjk"
fi
[ -z "$missing" ] && exit 0
# shellcheck disable=SC2086  # a list of words
scripts/system_packages.sh $missing || echo "biaochi: the tests in a browser will be skipped."
exit 0
