#!/usr/bin/env bash
# Builds one project or solution (Release) when a source has changed since the last success; quiet unless it fails.
#   eng/build.sh [--always] PROJECT
# One builder at a time: a second call waits, then finds the work done.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.."

always=false
if [[ ${1:-} == --always ]]; then
    always=true
    shift
fi
project=$1

# Build servers that outlive the build would hold the lock, the caller's pipe, or memory that a measurement wants.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1

# Names, times and sizes rather than "newer than": a deleted or restored file counts too.
fingerprint() {
    printf 'libtorch=%s\n' "${LIBTORCH:-}"
    find src native Directory.* global.json .editorconfig eng -path native/build -prune -o -type f -printf '%p %T@ %s\n' |
        LC_ALL=C sort
}

fresh() {
    [[ -f artifacts/bin/Espalier.Cli/release/Espalier.Cli.dll && -f artifacts/build.stamp ]] && [[ $1 == "$(<artifacts/build.stamp)" ]]
}

if ! $always && fresh "$(fingerprint)"; then
    exit 0
fi

mkdir -p artifacts
exec 9>artifacts/build.lock
flock 9
now=$(fingerprint)
if ! $always && fresh "$now"; then
    exit 0
fi

if [[ -t 2 ]]; then
    printf 'espalier: building\r' >&2
fi
rm -f artifacts/build.stamp
if ! dotnet build "$project" -c Release -v minimal --nologo -p:UseSharedCompilation=false >artifacts/build.log 2>&1 9>&-; then
    awk '!/^  (Determining|All projects|Restored|[^ ]+ -> )/ && !seen[$0]++' artifacts/build.log >&2
    printf 'espalier: the build failed; the lines above are in artifacts/build.log\n' >&2
    exit 1
fi
if [[ -t 2 ]]; then
    printf '\033[K' >&2
fi
# native/build.sh tells which libtorch and BLAS it found.
sed -n 's/^ *\(espalier: .*\)/\1/p' artifacts/build.log >&2
printf '%s\n' "$now" >artifacts/build.stamp
