#!/usr/bin/env bash
# Installs the Debian packages that are missing, saying which and why; does nothing, quickly, when none is.
#   eng/install.sh [GROUP ...]      groups beyond the needed ones: python (the PyTorch twins in benchmarks/peers),
#                                   postgres (the server that tests of the study store start for themselves)
# LIBTORCH=/path (any other libtorch) takes the place of Debian's. Exit code 2: one line says what to do by hand.
set -euo pipefail

# package [| package that serves as well] : why
needed=(
    "cmake : builds native/, the shim over libtorch"
    "make : builds native/"
    "g++ : compiles native/"
    "dataset-fashion-mnist : the images of ./espalier demo and of the tests"
)
debian_libtorch=(
    "libtorch-dev : the tensor library (set LIBTORCH=/path to use another)"
    "libopenblas0-openmp | libopenblas0-pthread : fast matrix products for Debian's libtorch, which has only the reference BLAS else"
)
python=(
    "python3-torch : PyTorch, to measure against (benchmarks/peers) and to remake the tests' reference values"
    "python3-numpy : python3-torch warns without it"
)

postgres=(
    "postgresql : the server program that tests of the study store start for themselves, in a folder and on a port of its own"
)

say() { printf 'espalier: %s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }

wanted=("${needed[@]}")
[[ -n ${LIBTORCH:-} ]] || wanted+=("${debian_libtorch[@]}")
for group in "$@"; do
    case $group in
        python) wanted+=("${python[@]}") ;;
        postgres) wanted+=("${postgres[@]}") ;;
        *) fail "unknown package group '$group'; known: postgres, python" ;;
    esac
done

command -v dotnet >/dev/null ||
    fail "'dotnet' is not on the PATH; install the .NET SDK 10 (https://dotnet.microsoft.com/download) and try again"

# Other systems: what can be checked is checked, the rest is the user's.
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    [[ -n ${LIBTORCH:-} ]] && command -v cmake make c++ >/dev/null && exit 0
    fail "this is no Debian system; install by hand: ${wanted[*]%% *}, a libtorch named by LIBTORCH=/path"
fi

installed=" $(dpkg-query --show --showformat='${binary:Package}=${db:Status-Status}\n' 2>/dev/null |
    sed -n 's/^\([^:=]*\).*=installed$/\1/p' | tr '\n' ' ')"
missing=()
for line in "${wanted[@]}"; do
    choices=${line%% : *}
    found=false
    for package in ${choices//|/ }; do
        [[ $installed == *" $package "* ]] && found=true
    done
    $found && continue
    missing+=("${choices%% *}")
    say "installing ${choices%% *}: ${line#* : }"
done
((${#missing[@]})) || exit 0

by_hand="install by hand: apt-get install ${missing[*]}"
as_root=()
if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "no rights to install (not root, no sudo); $by_hand"
    as_root=(sudo -n)
    if ! sudo -n true 2>/dev/null; then
        [[ -t 0 ]] || fail "no rights to install (sudo asks for a password); $by_hand"
        as_root=(sudo)
    fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1 </dev/null; }
add() { apt install --yes --no-install-recommends "${missing[@]}"; }

# The lists are fetched only when they turn out to be absent or too old.
if ! add; then
    say "refreshing the package lists"
    apt update || true
    add || fail "apt-get could not install them ($(grep -m1 '^E:' "$log" || echo 'no reason given')); $by_hand"
fi
