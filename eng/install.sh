#!/usr/bin/env bash
# Installs the packages that are missing, saying which and why; does nothing, quickly, when none is.
#   eng/install.sh [GROUP ...]      groups beyond the needed ones:
#     chromium      the browser that tests look at reports with
#     onnxruntime   ONNX Runtime, which './espalier export' judges its files with; from npm, into native/build/onnxruntime
#     postgres      the server that tests of the study store start for themselves
#     python        the twins in benchmarks/peers, by PyTorch and scikit-learn
# LIBTORCH=/path (any other libtorch) takes the place of Debian's, ONNXRUNTIME=/path/libonnxruntime.so that of npm's.
# Exit code 2: one line says what to do by hand.
set -euo pipefail
root=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/..

# package [| package that serves as well] : why
needed=(
    "cmake : builds native/, the shim over libtorch"
    "make : builds native/"
    "g++ : compiles native/"
    "libgd3 : decodes PNG, JPEG, WebP and BMP images"
    "libxgboost0 : gradient-boosted trees, for predictors of accuracy and the search gbdt-nas"
    "dataset-fashion-mnist : the images of ./espalier demo and of the tests"
)
debian_libtorch=(
    "libtorch-dev : the tensor library (set LIBTORCH=/path to use another)"
    "libopenblas0-openmp | libopenblas0-pthread : fast matrix products for Debian's libtorch, which has only the reference BLAS else"
)
python=(
    "python3-torch : PyTorch, to measure against (benchmarks/peers) and to remake the tests' reference values"
    "python3-numpy : python3-torch warns without it"
    "python3-sklearn : a random forest to hold ours against"
)

npm=(
    "npm : fetches ONNX Runtime, which Debian has no package of"
)

postgres=(
    "postgresql : the server program that tests of the study store start for themselves, in a folder and on a port of its own"
)

chromium=(
    "chromium : the browser that tests look at reports with, without a window"
)

say() { printf 'espalier: %s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }

wanted=("${needed[@]}")
[[ -n ${LIBTORCH:-} ]] || wanted+=("${debian_libtorch[@]}")
onnxruntime=$root/native/build/onnxruntime
pinned=$(sed -n 's/.*"onnxruntime-node": "\(.*\)".*/\1/p' "$root/eng/onnxruntime/package.json")
fetch_onnxruntime=false
for group in "$@"; do
    case $group in
        onnxruntime)
            [[ -n ${ONNXRUNTIME:-} ]] && continue
            [[ -f $onnxruntime/libonnxruntime.so.1 && $(cat "$onnxruntime/version" 2>/dev/null) == "$pinned" ]] && continue
            fetch_onnxruntime=true
            command -v npm >/dev/null || wanted+=("${npm[@]}") ;;
        chromium) wanted+=("${chromium[@]}") ;;
        python) wanted+=("${python[@]}") ;;
        postgres) wanted+=("${postgres[@]}") ;;
        *) fail "unknown package group '$group'; known: chromium, onnxruntime, postgres, python" ;;
    esac
done

# The package holds the libraries of every system; one is kept.
fetch() {
    local kind=x64
    place=$(mktemp -d "$root/native/build/onnxruntime.XXXXXX")
    trap 'rm -rf "$place" "${log:-}"' EXIT
    [[ $(uname -m) == aarch64 ]] && kind=arm64
    say "installing onnxruntime-node $pinned: the ONNX Runtime that exported files are judged with"
    cp "$root"/eng/onnxruntime/package*.json "$place"
    (cd "$place" && npm ci --ignore-scripts --no-audit --no-fund) >"$place/log" 2>&1 ||
        fail "npm could not install onnxruntime-node ($(grep -m1 -i 'err' "$place/log" || echo 'no reason given')); or set ONNXRUNTIME=/path/libonnxruntime.so"
    mkdir "$place/ready"
    cp "$place"/node_modules/onnxruntime-node/bin/napi-*/linux/$kind/libonnxruntime.so.1 "$place/ready" ||
        fail "onnxruntime-node $pinned holds no library for $(uname -m); set ONNXRUNTIME=/path/libonnxruntime.so"
    printf '%s' "$pinned" >"$place/ready/version"
    rm -rf "$onnxruntime"
    mv "$place/ready" "$onnxruntime"
}

# One at a time: two programs may find it missing at once.
provide_onnxruntime() {
    $fetch_onnxruntime || return 0
    mkdir -p "$root/native/build"
    exec 8>"$root/native/build/.onnxruntime.lock"
    flock 8
    [[ $(cat "$onnxruntime/version" 2>/dev/null) == "$pinned" ]] || fetch
}

command -v dotnet >/dev/null ||
    fail "'dotnet' is not on the PATH; install the .NET SDK 10 (https://dotnet.microsoft.com/download) and try again"

# Other systems: what can be checked is checked, the rest is the user's.
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    if [[ -n ${LIBTORCH:-} ]] && command -v cmake make c++ >/dev/null; then
        provide_onnxruntime
        exit 0
    fi
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
if ((${#missing[@]} == 0)); then
    provide_onnxruntime
    exit 0
fi

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
provide_onnxruntime
