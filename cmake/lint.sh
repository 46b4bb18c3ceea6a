#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# clang-tidy and clazy over every translation unit of ours, in parallel; warnings are errors.
set -euo pipefail
cd "$(dirname "$0")/.."

# A configuration of its own without precompiled headers: a PCH made by GCC is of no use to clang.
cmake -S . -B build/lint -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER=clang++ \
    -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >build/lint.log 2>&1 || { cat build/lint.log; exit 1; }
# Generated sources (moc, resources, translations) must exist before the tools can parse what includes them.
cmake --build build/lint --target fuseboard_core_autogen fuseboard_ui_autogen fuseboard_cli_lib_autogen fuseboard_demo_autogen >>build/lint.log 2>&1 || true

mapfile -t files < <(git ls-files 'core/*.cpp' 'ui/*.cpp' 'app/*.cpp' | grep -v -E '_(windows|none)\.cpp$')
if [ "${1:-}" = --changed ]; then
    mapfile -t files < <(git diff --name-only --diff-filter=d "${2:-HEAD~1}" -- 'core/*.cpp' 'ui/*.cpp' 'app/*.cpp')
fi
[ ${#files[@]} -gt 0 ] || { echo "nothing to check"; exit 0; }

status=0
printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 4 clang-tidy --quiet -p build/lint 2>build/lint-tidy.err || status=1
export CLAZY_CHECKS=level1,no-non-pod-global-static,no-qproperty-without-notify,no-overloaded-signal,no-connect-by-name
printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 4 clazy-standalone -p build/lint --extra-arg=-Wno-everything \
    --header-filter='.*/(core|ui|app)/.*' 2>build/lint-clazy.err || status=1
if grep -E 'warning: .*\[-Wclazy' build/lint-clazy.err | sort -u; then status=1; fi
[ $status = 0 ] && echo "lint: clean (${#files[@]} files)" || echo "lint: findings above"
exit $status
