# shellcheck shell=bash
# What every script here needs: to speak plainly, to time its steps, to start processes that it can surely stop,
# and to have a folder to itself. Sourced; expects `set -euo pipefail`.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.." && pwd -P)
here=$root/deploy/local
cache=${SVODKA_CACHE:-$HOME/.cache/svodka}

# The folder of this run, with its processes' PID files in run/ and what they say in log/. Set by open_state.
state=

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() { warn "$(basename -- "$0"): $*"; exit 1; }

# Microseconds, as a whole number: the decimal sign of the shell's clock follows the locale. `since` prints seconds.
now() { printf '%s' "${EPOCHREALTIME/[.,]/}"; }
since() { local tenths=$((($(now) - $1) / 100000)); printf '%d.%d' $((tenths / 10)) $((tenths % 10)); }

# step NAME WHAT: ends the step before it by printing its time, and begins this one. The caller sets step_total.
step_number=0 step_total=0 step_name=
step() {
    step_end
    step_number=$((step_number + 1)) step_name=$1 step_from=$(now)
    say "[$step_number/$step_total] $1: $2"
}
step_end() {
    [[ -z $step_name ]] || say "[$step_number/$step_total] $step_name: $(since "$step_from") s"
    step_name=
}

# --- programs ------------------------------------------------------------------------------------------------------

rust_version() { sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$root/Cargo.toml"; }

# The folder of a Rust that is new enough: the one on PATH, rustup's, or Debian's.
rust_bin() {
    local folder version
    for folder in "$(dirname -- "$(command -v cargo || echo /none)")" "$HOME/.cargo/bin" /usr/bin; do
        [[ -x $folder/cargo && -x $folder/rustc ]] || continue
        version=$("$folder/rustc" --version 2>/dev/null | cut -d ' ' -f 2)
        if [[ -n $version ]] && printf '%s\n' "$(rust_version)" "$version" | sort -CV; then echo "$folder"; return; fi
    done
    return 1
}

# Debian keeps PostgreSQL's server programs off PATH, one folder for each major version: the newest is taken.
pg_bin() {
    local dir newest
    newest=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV | head -n 1)
    for dir in "$(pg_config --bindir 2>/dev/null)" "$newest" "$(dirname -- "$(command -v postgres || echo /none)")"; do
        if [[ -x $dir/postgres && -x $dir/initdb ]]; then echo "$dir"; return; fi
    done
    return 1
}

# Kafka's broker needs Java 17; the `java` on PATH may well be an older one.
java_bin() {
    local java major
    for java in "${JAVA_HOME:-/none}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
        [[ -x $java ]] || continue
        major=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
        if ((${major:-0} >= 17)); then echo "$java"; return; fi
    done
    return 1
}

kafka_version() { sed -n 's:.*<kafka.version>\(.*\)</kafka.version>.*:\1:p' "$here/kafka/pom.xml"; }
kafka_jars() { echo "$cache/kafka-$(kafka_version)"; }
audit_python() { echo "$cache/audit/bin/python"; }

# --- the machine's room --------------------------------------------------------------------------------------------

port_busy() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range from which the kernel takes ports for outgoing connections; COUNT in a row are free.
free_port() {
    local port i
    for ((;;)); do
        port=$((15000 + RANDOM % 17000))
        for ((i = 0; i < $1; i++)); do port_busy $((port + i)) && continue 2; done
        echo "$port"
        return
    done
}

need_space() {
    local free_mb
    free_mb=$(df -Pm -- "$1" | awk 'NR == 2 { print $4 }')
    ((free_mb >= 2048)) || die "the disk under $1 is nearly full: $free_mb MB free, 2048 MB are needed"
}

# --- the folder ----------------------------------------------------------------------------------------------------

# open_state DIR: makes the folder ours for as long as this script lives. False when another script has it.
# The kernel drops the lock with its holder, however that died, so there is no stale lock to explain.
open_state() {
    state=$1
    mkdir -p "$state/run" "$state/log"
    exec 9>>"$state/run/lock"
    flock -n 9 || return 1
    echo $$ >"$state/run/lock"
}

# All but what is about processes. PostgreSQL's data may have had to live elsewhere (see postgres/server.sh): the link knows where.
remove_data() {
    local elsewhere
    elsewhere=$(readlink -- "$state/postgres" || true)
    [[ $elsewhere != /var/tmp/svodka.*/postgres ]] || rm -rf -- "${elsewhere%/postgres}"
    find "$state" -mindepth 1 -maxdepth 1 ! -name run ! -name log -exec rm -rf -- {} +
}

# --- processes -----------------------------------------------------------------------------------------------------

# launch COMMAND...: becomes the command, in a session of its own: Ctrl-C then reaches only us, and we stop the rest in
# order. It bears a mark by which a later run knows it for ours. `env` undoes the shell's habit of making background
# commands deaf to interrupts; fd 9 is the folder's lock, which must end with us and not with our children.
launch() { exec setsid env --default-signal=INT,QUIT LAUNCHED_IN="$state" "$@" </dev/null 9>&-; }

# pid_of NAME: the PID of our living process of that name. A number in a file proves nothing, as PIDs are used again:
# the process must bear our mark, or be our child that is only about to.
pid_of() {
    local pid
    [[ -s $state/run/$1.pid ]] || return 1
    read -r pid <"$state/run/$1.pid"
    if grep -qszxF -- "LAUNCHED_IN=$state" "/proc/$pid/environ" || grep -qsx "PPid:[[:space:]]$$" "/proc/$pid/status"; then
        echo "$pid"
    else
        return 1
    fi
}

# run COMMAND...: waits for it in a way that lets a signal through at once, and leaves none of its children behind.
run() {
    local pid status=0
    launch "$@" &
    pid=$!
    echo "$pid" >"$state/run/step.pid"
    wait "$pid" 2>/dev/null || status=$?
    kill -s TERM -- "-$pid" 2>/dev/null || true
    rm -f -- "$state/run/step.pid"
    return "$status"
}

# start NAME COMMAND...: a service, whose words go to a log of its name. Disowned, because we report its end ourselves.
start() {
    launch "${@:2}" >"$state/log/$1.log" 2>&1 &
    echo $! >"$state/run/$1.pid"
    disown
}

# watch NAME...: until one of these services ends.
watch() {
    local name
    for ((;;)); do
        for name; do pid_of "$name" >/dev/null || return 0; done
        sleep 0.5
    done
}

# await NAME SECONDS CHECK...: until CHECK holds. Fails with one sentence if the process dies or is too slow.
await() {
    local name=$1 deadline=$((SECONDS + $2)) log=$state/log/$1.log
    shift 2
    until "$@"; do
        pid_of "$name" >/dev/null || die "$name did not start: $(complaint "$log") (more in $log)"
        ((SECONDS < deadline)) || die "$name is not ready after a long wait (its log: $log)"
        sleep 0.1
    done
}
# The first line of a log that sounds like the cause, or else the last line.
complaint() { grep -m1 -E 'FATAL|ERROR|Exception|[Ee]rror:' "$1" || tail -n 1 "$1"; }

# stop NAME SIGNAL: asks it and its children, waits, and after 30 seconds insists.
stop() {
    local signal pid deadline
    for signal in "$2" KILL; do
        pid=$(pid_of "$1") || break
        [[ $signal != KILL ]] || warn "$1 (PID $pid) did not stop in 30 seconds and is killed"
        kill -s "$signal" -- "-$pid" 2>/dev/null || kill -s "$signal" "$pid" 2>/dev/null || true
        deadline=$((SECONDS + 30))
        while pid_of "$1" >/dev/null && ((SECONDS < deadline)); do sleep 0.1; done
    done
    rm -f -- "$state/run/$1.pid"
}

# Against the way of the data. PostgreSQL takes INT for "at once, but cleanly"; with TERM it would wait for its clients.
stop_all() {
    stop build TERM
    stop install TERM
    stop step TERM
    stop serve TERM
    stop kafka TERM
    stop postgres INT
}

# A run that was killed with no chance to clean up leaves PID files, and perhaps processes. Only ours are touched.
stop_leftovers() {
    local file name pid
    for file in "$state"/run/*.pid; do
        [[ -e $file ]] || continue
        name=$(basename -- "$file" .pid)
        if pid=$(pid_of "$name"); then
            warn "an earlier run left its $name running (PID $pid): it is stopped now"
        else
            warn "an earlier run ended without stopping its $name, which is gone by now"
        fi
    done
    stop_all
}

# Whatever ends this script, what it started ends with it; a second Ctrl-C does not interrupt that.
stop_at_exit() {
    trap 'trap "" INT TERM HUP; stop_all; after_stop' EXIT
    trap 'warn " stopping"; exit 130' INT
    trap 'exit 143' TERM HUP
}
# For the script to define anew.
after_stop() { :; }
