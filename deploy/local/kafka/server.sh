# shellcheck shell=bash
# A single-node Apache Kafka in $state, for the demo and the tests. Sourced after common.sh. It listens on loopback only and
# asks for no password: it holds simulated data and lives as long as the script.
# shellcheck disable=SC2154  # $state and $here are common.sh's

# kafka_start PORT: the broker there, its controller one port above.
kafka_start() {
    local port=$1 i java jars text settings=$state/kafka/server.properties log=$state/log/kafka.log
    java=$(java_bin) || die "Java 17 is missing: deploy/local/bin/install installs it"
    jars=$(kafka_jars)
    [[ -d $jars ]] || die "Kafka's jars are missing: deploy/local/bin/install fetches them"
    for ((i = 0; i < 2; i++)); do
        ! port_busy $((port + i)) || die "port $((port + i)), meant for Kafka, is in use by another program"
    done
    mkdir -p "$state/kafka"
    text=$(<"$here/kafka/server.properties")
    text=${text//@PORT@/"$port"}
    text=${text//@CONTROLLER_PORT@/"$((port + 1))"}
    printf '%s\n' "${text//@LOGS@/"$state/kafka/logs"}" >"$settings"
    if [[ ! -e $state/kafka/logs/meta.properties ]]; then
        # A cluster id is 16 random bytes in base64; it may not begin with a dash, so neither - nor _ is used.
        "$java" -cp "$jars/*" kafka.tools.StorageTool format --config "$settings" \
            --cluster-id "$(head -c 16 /dev/urandom | base64 | tr '+/' 'Kf' | cut -c 1-22)" \
            >"$log" 2>&1 || die "Kafka's storage could not be formatted: $(complaint "$log") (more in $log)"
    fi
    start kafka "$java" -Xms256m -Xmx512m -XX:+ExitOnOutOfMemoryError -Djava.net.preferIPv4Stack=true \
        -Dorg.slf4j.simpleLogger.showDateTime=true -Dorg.slf4j.simpleLogger.dateTimeFormat='yyyy-MM-dd HH:mm:ss' \
        -cp "$jars/*" kafka.Kafka "$settings"
    await kafka 90 grep -q 'Kafka Server started' "$log"
}
