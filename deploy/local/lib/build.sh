# shellcheck shell=bash
# Compiling takes minutes and installing one or two: they go side by side. Sourced after common.sh.
# shellcheck disable=SC2034,SC2154  # $state and $here are common.sh's, $installed is the caller's

# Puts a Rust that is new enough first on PATH, where it is not there already.
use_rust() {
    local folder
    folder=$(rust_bin) || die "Rust $(rust_version) or later is missing"
    [[ $(command -v cargo) == "$folder/cargo" ]] || PATH=$folder:$PATH
}

# build_beside WHAT COMMAND...: installs what the compiler needs, then runs COMMAND while `install WHAT` brings the rest.
# The compiler speaks to the terminal, the installer to a log, which is shown when it has ended: they do not talk across
# each other. Returns the status of COMMAND and sets `installed` to the installer's, 0 or 3; dies if that failed. Either
# then stands alone, and stop_all stops it.
build_beside() {
    local what=$1 log=$state/log/install.log from took pid status
    local -A running=()
    shift
    run "$here/bin/install" compiler || exit 1
    use_rust
    from=$(now)
    launch "$here/bin/install" "$what" >"$log" 2>&1 &
    running[$!]=install
    echo $! >"$state/run/install.pid"
    launch "$@" &
    running[$!]=build
    echo $! >"$state/run/build.pid"
    while ((${#running[@]} > 0)); do
        status=0
        wait -n -p pid "${!running[@]}" 2>/dev/null || status=$?
        rm -f -- "$state/run/${running[$pid]}.pid"
        case ${running[$pid]}:$status in
            install:0 | install:3) installed=$status took=$(since "$from") ;;
            install:*) warn "$(<"$log")" && exit 1 ;;
            build:0) ;;
            build:*) return "$status" ;;
        esac
        unset "running[$pid]"
        [[ ${running[*]} != install ]] || say "built, and now waiting for: $(tail -n 1 "$log")"
    done
    [[ ! -s $log ]] || say "$(<"$log")"
    ((${took%.*} < 1)) || say "installed beside the build, in $took s"
}
