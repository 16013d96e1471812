#!/usr/bin/env bash
# Builds the shim when it is older than its sources, against Debian's libtorch or the one in LIBTORCH=/path.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$here/build
library=$build/libespalier_torch.so
wanted=${LIBTORCH:-debian}

mkdir -p "$build"
exec 9>"$build/.lock"
flock 9

stale() {
    [ ! -f "$library" ] || [ "$(cat "$build/.libtorch" 2>/dev/null)" != "$wanted" ] ||
        [ -n "$(find "$here" -maxdepth 1 -type f -newer "$library" -print -quit)" ]
}
stale || exit 0

fail() {
    echo "native/build.sh: $1" >&2
    exit 2
}
command -v cmake >/dev/null || fail "cmake is missing; run eng/install.sh"
if [ "$wanted" = debian ]; then
    [ -e /usr/include/torch/csrc/api/include/torch/all.h ] || [ -e /usr/include/torch/version.h ] ||
        [ -e /usr/include/torch/csrc/api/include/torch/version.h ] ||
        fail "no libtorch found; run eng/install.sh, or give another one by LIBTORCH=/path/to/libtorch"
    prefix=()
else
    [ -d "$wanted/share/cmake/Torch" ] || [ -d "$wanted/lib/cmake/Torch" ] || [ -d "$wanted/share/cmake" ] ||
        fail "LIBTORCH=$wanted holds no share/cmake/Torch; give the folder that libtorch was unpacked to"
    prefix=("-DCMAKE_PREFIX_PATH=$wanted")
fi

# Another libtorch leaves cached paths of the first one behind.
[ "$(cat "$build/.libtorch" 2>/dev/null)" = "$wanted" ] || rm -rf "$build/cmake" "$library"
log=$build/build.log
if ! { cmake -S "$here" -B "$build/cmake" -DCMAKE_BUILD_TYPE=Release -DCMAKE_LIBRARY_OUTPUT_DIRECTORY="$build" "${prefix[@]}" &&
    cmake --build "$build/cmake" --parallel "$(nproc)"; } >"$log" 2>&1; then
    cat "$log" >&2
    fail "the shim did not build against $wanted (log: $log)"
fi
touch "$library"
printf '%s' "$wanted" >"$build/.libtorch"

found=$(sed -n 's/^-- Found Torch: \([^ ]*\).*/\1/p' "$log")
version=$(sed -n 's/.*PACKAGE_VERSION "\([^"]*\)".*/\1/p' "$build/cmake/torch-version.txt" 2>/dev/null || true)
blas=$(readlink -f "$(ldconfig -p | sed -n 's/.*libblas\.so\.3 .*=> //p' | head -n 1)" 2>/dev/null || true)
[ "$wanted" = debian ] || blas="its own (see './espalier doctor')"
echo "espalier: built the shim against libtorch ${version:-of unknown version} (${found:-$wanted}), BLAS ${blas:-not found}"
case $blas in
*/blas/libblas*) echo "espalier: that is the reference BLAS, which is slow; install libopenblas0-openmp" >&2 ;;
esac
