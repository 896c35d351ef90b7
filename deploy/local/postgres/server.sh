# shellcheck shell=bash
# A private PostgreSQL in $state, for the demo and the tests. Sourced after common.sh. It listens on loopback only and
# asks for no password: it holds simulated data and lives as long as the script.
# shellcheck disable=SC2154  # $state and $here are common.sh's

# PostgreSQL refuses to run as root, so root steps down to the user that the Debian package made, in a folder which that
# user may enter. `setpriv` becomes the program, where `su` would stay as its parent: the PID we keep is the server's.
step_down=()
((EUID != 0)) || step_down=(env --chdir=/ setpriv --reuid=postgres --regid=postgres --init-groups --)

# A clone in root's home is closed to the user postgres: the server then keeps its data elsewhere, and a link says where.
pg_find_room() {
    local elsewhere
    ((EUID == 0)) || return 0
    getent passwd postgres >/dev/null || die "PostgreSQL refuses to run as root, and there is no user postgres to step down to"
    if [[ ! -L $state/postgres ]] && ! "${step_down[@]}" test -x "$state"; then
        elsewhere=$(mktemp -d /var/tmp/svodka.XXXXXX)
        chmod 711 "$elsewhere"
        ln -s "$elsewhere/postgres" "$state/postgres"
        say "the user postgres may not enter $state, so PostgreSQL keeps its data in $elsewhere"
    fi
}

# pg_create DATA: made under another name and renamed when complete, so that an interruption leaves no half cluster. The
# locale is named, because the caller's may not exist here and Russian letters have an upper case.
pg_create() {
    local new=$1.new log=$state/log/initdb.log
    rm -rf -- "$new"
    mkdir -m 700 -- "$new"
    ((EUID != 0)) || chown postgres: "$new"
    {
        "${step_down[@]}" "$pgbin/initdb" -D "$new" -U svodka --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync &&
            "${step_down[@]}" "$pgbin/postgres" --single -D "$new" postgres <<<'CREATE DATABASE svodka'
    } >"$log" 2>&1 || die "initdb failed: $(complaint "$log") (more in $log)"
    mv -- "$new" "$1"
}

# pg_start PORT [SETTING...]: no Unix socket, whose path may not exceed 107 bytes, as that of a deep clone does.
pg_start() {
    local port=$1 pgbin data version setting options=()
    pgbin=$(pg_bin) || die "PostgreSQL's server programs are missing: deploy/local/bin/install installs them"
    ! port_busy "$port" || die "port $port, meant for PostgreSQL, is in use by another program"
    pg_find_room
    data=$(readlink -m -- "$state/postgres")
    [[ -e $data/PG_VERSION ]] || pg_create "$data"
    version=$("$pgbin/postgres" --version)
    [[ $version =~ " $(<"$data/PG_VERSION")"[.[:alpha:]] ]] ||
        die "the data in $data were made by PostgreSQL $(<"$data/PG_VERSION"), and this is $version: remove them first"
    for setting in port="$port" listen_addresses=127.0.0.1 unix_socket_directories= timezone=UTC log_timezone=UTC \
        max_connections=200 shared_buffers=128MB wal_level=minimal max_wal_senders=0 jit=off "${@:2}"; do
        options+=(-c "$setting")
    done
    start postgres "${step_down[@]}" "$pgbin/postgres" -D "$data" "${options[@]}"
    await postgres 60 "$pgbin/pg_isready" -q -h 127.0.0.1 -p "$port"
}
