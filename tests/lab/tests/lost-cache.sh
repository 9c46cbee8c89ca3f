#!/usr/bin/env bash
# Power cuts at every flush of the disk: the agent accepts records on a disk that writes down every write and flush (dm-log-writes).
# Each flush is then a crash point: the disk as it was there, its journal replayed by mounting it, the agent started on what is left.
# Everything acknowledged by then has to be there. The same again without the fsyncs that keep a record has to find records missing.
# Both for each store of the queue; the short form has the time for files only.
# limit: 6000
# short: 260
. "$(dirname "$0")/../lib.sh"
need_machine
records=40
(( short == 0 )) || records=3

# trial STORE NAME RECORDS [tooth]: prints points, distinct states and missing records.
trial() {
    local store=$1 state lost=0 states=0 points
    shift
    rm -rf "$share/states"
    board 1500 <<<". /lab/guest/lost-cache.sh; accept_and_replay $store $2 ${3:-}"
    points=$(wc -l <"$share/states/points")
    for state in "$share"/states/*.tar; do
        states=$((states + 1))
        recover "$store" "$state" || lost=$((lost + 1))
    done
    say "figure: $store: $1: $2 records, $(wc -l <"$share/states/points") crash points ($(grep -c flush "$share/states/points") flushes, $(grep -c mark "$share/states/points") acknowledgements), $states distinct states, acknowledged records missing at $lost"
    (( points > $2 && states > 1 )) || fail "that is too few to mean anything"
    missing_states=$lost
}

# recover STORE STATE.tar: starts the agent on the files that were left, and compares what it has with STATE.acked. It runs beside the
# machine, where it starts in half a second. True where nothing is missing.
recover() {
    local store=$1 folder=$RUN/recovery held lost twice pid
    shift
    rm -rf "$folder"
    mkdir -p "$folder"
    tar -xf "$1" -C "$folder"
    EDGE_Spool__Store=$store EDGE_Uplink__Enabled=false EDGE_Spool__AllowVolatile=true EDGE_Spool__ReserveBytes=0 EDGE_Spool__BallastBytes=0 \
        "$EDGEDEV_ARTIFACTS/edge-agent" run --data "$folder" >"$folder.log" 2>&1 </dev/null &
    pid=$!
    until_true 60 recovered "$folder" >/dev/null || { cat "$folder.log"; kill -9 "$pid"; fail "the agent does not start on $1"; }
    held=$(recovered "$folder" | jq -r .recordId | sort)
    curl -sS --fail --unix-socket "$folder/agent.sock" http://agent/v1/spool/verify >"$folder.verify"
    kill -9 "$pid"
    wait "$pid" 2>/dev/null || true
    twice=$(uniq -d <<<"$held")
    [[ -z $twice ]] || fail "there twice in $1: $twice"
    lost=$(comm -23 <(sort -u "${1%.tar}.acked") <(printf '%s\n' "$held"))
    [[ -n $lost ]] || return 0
    say "$(basename "$1"): missing $(wc -l <<<"$lost"), first $(head -n 1 <<<"$lost")"
    return 1
}

recovered() { curl -sS --fail --max-time 5 --unix-socket "$1/agent.sock" http://agent/v1/spool 2>/dev/null; }

stores=(litedb files)
(( short == 0 )) || stores=(files)
for store in "${stores[@]}"; do
    trial "$store" "as it is" "$records"
    (( missing_states == 0 )) || fail "$store: acknowledged records are missing"
    trial "$store" "without the fsyncs that keep a record" 2 no-fsync
    (( missing_states > 0 )) || fail "$store: without the fsyncs that keep a record nothing is missing: this test cannot fail"
done
