# Shared by tools/start and tools/test, which source it: what a machine needs, and how each part is built.
# Nothing here is done twice: what is present and up to date costs a check only.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false

jobs=$(nproc 2>/dev/null || echo 2)
logs=build/logs
mkdir -p $logs

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# quietly <log name> <what it does, in words> <command...>: one line when it works, its output when it does not.
quietly() {
  local log=$logs/$1.log what=$2 start=$SECONDS
  shift 2
  printf '  %s … ' "$what"
  if "$@" >"$log" 2>&1 </dev/null; then
    say "done ($((SECONDS - start)) s)"
  else
    say "failed ($((SECONDS - start)) s). The end of $log:"
    tail -n 60 "$log"
    return 1
  fi
}

# --- What the machine needs -----------------------------------------------------------------------------------

missing_packages=()

# need <package> <test...>: notes the package when the test does not hold. Tests ask for the thing itself, not
# for the package, as a newer compiler or Node from elsewhere serves just as well.
need() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing_packages+=("$package")
}

has_emscripten() { [[ -n ${EMSDK:-} ]] || command -v emcc || [[ -d /usr/share/emscripten ]]; }
has_json() { [[ -f /usr/include/nlohmann/json.hpp || -f /usr/local/include/nlohmann/json.hpp ]]; }

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [[ -n $name ]] && command -v "$name" && return
  done
  return 1
}

find_firefox() {
  local name
  for name in "${FIREFOX:-}" firefox-esr firefox; do
    [[ -n $name ]] && command -v "$name" && return
  done
  return 1
}

need_to_build() {
  need ca-certificates test -s /etc/ssl/certs/ca-certificates.crt
  need g++ command -v c++
  need cmake command -v cmake
  need ninja-build command -v ninja
  need nlohmann-json3-dev has_json
  need emscripten has_emscripten
  need nodejs command -v node
  need npm command -v npm
}

need_to_test() {
  need_to_build
  need chromium find_chromium
  need firefox-esr find_firefox
  need zip command -v zip
  need unzip command -v unzip
  need_catch2
}

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"; else sudo -n "$@"; fi
}
can_be_root() { [[ $(id -u) == 0 ]] || sudo -n true 2>/dev/null; }

# The package manager's lists have a lock of their own, which it does not wait for by itself.
update_lists() {
  local tries=0
  until as_root apt-get -o DPkg::Lock::Timeout=600 update; do
    tail -n 5 $logs/packages.log | grep -q 'Could not get lock' || return 0   # one dead source need not matter
    ((++tries < 60)) || return 1
    sleep 10
  done
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends -o DPkg::Lock::Timeout=600 \
    -o Acquire::Retries=3 install "$@"
}

# npm comes with some builds of Node, which then refuse the package of that name beside them: so it is asked for
# on its own, and only if it is still missing.
install_packages() {
  local first=() package
  for package in "$@"; do
    [[ $package == npm ]] || first+=("$package")
  done
  update_lists || return
  if ((${#first[@]})); then apt_install "${first[@]}" || return; fi
  hash -r
  command -v npm || apt_install npm
}

install_missing() {
  if ((${#missing_packages[@]})); then
    local list="${missing_packages[*]}"
    command -v apt-get >/dev/null ||
      fail "Missing: $list (names as in Debian). Install them with this system's package manager, then run this again."
    can_be_root ||
      fail "Missing: $list. Install them, then run this again:  sudo apt-get install --no-install-recommends $list"
    quietly packages "Installing $list" install_packages "${missing_packages[@]}" ||
      fail "The packages above could not be installed."
    missing_packages=()
    hash -r
  fi
  local node_major
  node_major=$(node -p 'process.versions.node.split(".")[0]')
  ((node_major >= 18)) || fail "Node $(node --version) is too old: 18 or later is needed."
  if [[ -n ${get_catch2:-} ]]; then
    quietly catch2 "Getting Catch2 3 (into build/deps)" unpack_catch2 || fail "Catch2 3 is needed for the unit tests."
    get_catch2=
  fi
}

# --- Catch2 3 -------------------------------------------------------------------------------------------------
# A system package where the distribution has version 3. Debian 12 has it in its backports only: there a copy is
# unpacked below build/deps. The package manager fetches it with lists of its own, so that neither the machine's
# sources nor its packages change, no root is needed, and the distribution's signature is checked as always.

catch2_version=3.7.1-0.4~bpo12+1
catch2_config=build/deps/catch2/usr/lib/cmake/Catch2/Catch2Config.cmake

# Version 2 installs a file of this name as well: the version file tells.
has_catch2() {
  local config
  for config in "$catch2_config" /usr/{,local/}{lib,lib/*,share}/cmake/Catch2/Catch2Config.cmake; do
    grep -Eqs 'PACKAGE_VERSION "3\.' "${config%.cmake}Version.cmake" && return
  done
  return 1
}

need_catch2() {
  has_catch2 && return
  if [[ $(. /etc/os-release && echo "$VERSION_CODENAME") == bookworm ]]; then
    get_catch2=1
  else
    missing_packages+=(catch2)
  fi
}

unpack_catch2() {
  local dir mirror package
  dir=$(mktemp -d)
  mkdir -p "$dir/lists/partial" "$dir/cache"
  mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' | sed -n 's/^bookworm //p' | head -n 1)
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:-http://deb.debian.org/debian} bookworm-backports main" \
    >"$dir/sources.list"
  local apt=(-o "Dir::Etc::sourcelist=$dir/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$dir/lists"
    -o "Dir::Cache=$dir/cache" -o Acquire::Retries=3 -o APT::Sandbox::User=root)
  apt-get "${apt[@]}" update
  (cd "$dir" && { apt-get "${apt[@]}" download "libcatch2-dev=$catch2_version" ||
    { echo "Version $catch2_version is gone; taking the one that is there." && apt-get "${apt[@]}" download libcatch2-dev; }; })
  package=$(echo "$dir"/libcatch2-dev_3*.deb)
  rm -rf build/deps/catch2
  mkdir -p build/deps
  dpkg-deb -x "$package" build/deps/catch2.new
  mv build/deps/catch2.new build/deps/catch2
  rm -rf "$dir"
}

# --- Building -------------------------------------------------------------------------------------------------

# build_preset <preset>: configures and builds; a cache left from another folder or tool is made anew.
build_preset() {
  { cmake --preset "$1" || cmake --fresh --preset "$1"; } && cmake --build --preset "$1" --parallel "$jobs"
}

# install_modules <folder>: what the lock file says, when it says something new. No package runs code of its
# own on the way in.
install_modules() {
  local stamp=$1/node_modules/.installed
  [[ -f $stamp ]] && cmp -s "$1/package-lock.json" "$stamp" && return
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund) && cp "$1/package-lock.json" "$stamp"
}

# Each part is built once in a run, and a part that failed is not tried again.
declare -A built=()
once() { # <part> <command...>
  local part=$1
  shift
  if [[ -z ${built[$part]:-} ]]; then
    if "$@"; then built[$part]=yes; else built[$part]=no; fi
  fi
  [[ ${built[$part]} == yes ]]
}

build_native() { once native quietly native "Building the command line" build_preset native; }
build_sanitize() { once sanitize quietly sanitize "Building for the sanitizers" build_preset sanitize; }
build_wasm() { once wasm quietly wasm "Building the WebAssembly module" build_preset wasm; }
page_modules() { once modules-web quietly npm-web "Installing the page's packages" install_modules web; }
test_modules() { once modules-tests quietly npm-tests "Installing the test packages" install_modules tests; }
build_page() { page_modules && once page quietly page "Building the page" npm --prefix web run build; }
# The page once more with a module that runs out of memory soon, to see what it says then.
build_small_page() { once wasm-small quietly wasm-small "Building a module with little memory" build_preset wasm-small && once page-small quietly page-small "Building a page with it" node web/build.mjs --core build/wasm-small --out build/web-small; }
