#!/bin/sh
# What the hooks of pre-commit run: the command, built in their own copy of the repository when it is run first.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
[ -f "$root/dist/cli.js" ] || npm ci --prefix "$root" --include=dev --no-audit --no-fund >&2
exec node "$root/dist/cli.js" "$@"
