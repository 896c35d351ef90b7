#!/usr/bin/env bash
# Makes a fresh Debian 12 machine with Rust able to build and run Svodka; touches only what is missing.
#
#   install.sh         Debian packages, and the jars of Apache Kafka into the cache (SVODKA_CACHE, ~/.cache/svodka)
#   install.sh audit   the same, and a Python environment with DuckDB for `make audit` and the tests
#
# Exit status: 0 all is there; 3 all but Kafka, with the reason in one line; 1 not enough to build and run.
# KAFKA=no leaves Kafka out on purpose.
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

# What this machine lacks: `missing` to build and run at all, `missing_for_kafka` besides. What counts is that the
# program is there, not who brought it.
find_missing() {
    missing=() missing_for_kafka=()
    need() { "${@:2}" >/dev/null 2>&1 || missing+=("$1"); }
    need gcc command -v cc
    need g++ command -v c++
    need libc6-dev test -e /usr/include/stdlib.h
    need make command -v make
    need pkg-config command -v pkg-config
    need zlib1g-dev test -e /usr/include/zlib.h
    need curl command -v curl
    need python3 command -v python3
    need python3-venv python3 -c 'import venv, ensurepip'
    need postgresql pg_bin
    if [[ ${KAFKA:-} != no ]]; then
        java_bin >/dev/null || missing_for_kafka+=(openjdk-17-jre-headless)
        [[ -d $jars ]] || command -v mvn >/dev/null || missing_for_kafka+=(maven)
    fi
}

may_install() { ((EUID == 0)) || sudo -n true 2>/dev/null; }

# install PACKAGE...: by apt-get, without a word unless it fails.
install() {
    local status=0 apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
    ((EUID == 0)) || apt=(sudo -n "${apt[@]}")
    say "installing: $*"
    {
        # Package lists may be old or absent; if they cannot be refreshed, the packages may be at hand all the same.
        "${apt[@]}" update || true
        "${apt[@]}" install -y --no-install-recommends "$@" || status=$?
    } </dev/null >>"$log" 2>&1
    ((status == 0)) || warn "apt-get could not install $*: $(grep -m1 '^E:' "$log" || tail -n 1 "$log") (more in $log)"
    return "$status"
}

# Debian's PostgreSQL makes a cluster of its own and starts it on port 5432, which nobody here asked for. The wish to
# have none is withdrawn afterwards, so that it does not surprise the machine's owner later.
install_without_cluster() {
    local status=0 folder=/etc/postgresql-common/createcluster.d as_root=()
    ((EUID == 0)) || as_root=(sudo -n)
    "${as_root[@]}" mkdir -p "$folder"
    "${as_root[@]}" tee "$folder/svodka.conf" >/dev/null <<<'create_main_cluster = false'
    install "$@" || status=$?
    "${as_root[@]}" rm -f "$folder/svodka.conf"
    return "$status"
}

no_kafka() { warn "Apache Kafka is not available: $*"; exit 3; }

fetch_kafka() {
    local why
    [[ ! -d $jars ]] || return 0
    say "fetching the jars of Apache Kafka $(kafka_version)"
    rm -rf -- "$jars.new"
    # The time limit is for networks that swallow packets, where Maven would wait for most of an hour.
    if ! timeout 600 mvn -q -B -f "$here/pom.xml" -DoutputDirectory="$jars.new" \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies </dev/null >>"$log" 2>&1; then
        # Maven tells the whole chain in one line; the end of it is the cause.
        why=$(sed -n '/\[ERROR\]/ { s/ -> .*//; s/.*: //p; q }' "$log")
        no_kafka "Maven cannot fetch its jars: ${why:-no answer in 10 minutes} (more in $log)"
    fi
    mv -- "$jars.new" "$jars"
}

# The copy of the list in the environment says that the environment is complete, and for which list.
make_audit() {
    local venv=$cache/audit list=$here/requirements.txt
    ! cmp -s -- "$list" "$venv/requirements.txt" || return 0
    say "making the Python environment of the auditor"
    {
        python3 -m venv --clear "$venv" &&
            "$venv/bin/python" -m pip install --disable-pip-version-check -r "$list" &&
            cp -- "$list" "$venv/requirements.txt"
    } </dev/null >>"$log" 2>&1 ||
        die "the auditor's Python environment cannot be made: $(grep -m1 '^ERROR' "$log" || tail -n 1 "$log") (more in $log)"
}

jars=$(kafka_jars)
log=$cache/install.log
mkdir -p "$cache"
# Two runs at once would write into the same folders.
exec 8>>"$log"
flock 8
: >"$log"

command -v cargo >/dev/null || die "Rust is missing: cargo is not on PATH"
need_space "$cache"
find_missing
if ((${#missing[@]} > 0)); then
    all=("${missing[@]}" "${missing_for_kafka[@]}")
    may_install || die "missing here; run as root: apt-get install -y --no-install-recommends ${all[*]}"
    install_without_cluster "${missing[@]}"
fi
[[ ${1:-} != audit ]] || make_audit
[[ ${KAFKA:-} != no ]] || no_kafka "switched off by KAFKA=no"
if ((${#missing_for_kafka[@]} > 0)); then
    may_install || no_kafka "missing here; run as root: apt-get install -y --no-install-recommends ${missing_for_kafka[*]}"
    install "${missing_for_kafka[@]}" || no_kafka "no Java or no Maven"
fi
fetch_kafka
