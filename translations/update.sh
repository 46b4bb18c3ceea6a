#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings the .ts files in step with the sources; finished translations stay. Needs lupdate of Qt 6 and Python 3.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${QT_TOOLS:-/usr/lib/qt6/bin}

"$tools/lupdate" -silent -locations none -no-obsolete -pluralonly ui -source-language en -target-language en -ts translations/fuseboard_en.ts
"$tools/lupdate" -silent -locations none -no-obsolete ui -ts translations/fuseboard_de.ts translations/fuseboard_zh_CN.ts

# Core goes through helpers that hide the context from lupdate; see CoreTranslator in ui/shell/languages.cpp. All its
# messages therefore stand in the one context "core".
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for code in de zh_CN; do
    "$tools/lupdate" -silent -locations none core -ts "$scratch/fresh_$code.ts" 2>/dev/null
    python3 translations/merge_core.py "$scratch/fresh_$code.ts" "translations/core_$code.ts"
done
