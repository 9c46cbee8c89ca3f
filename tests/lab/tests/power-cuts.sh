#!/usr/bin/env bash
# The power goes while records are accepted, again and again: after each boot, without a hand's help, everything acknowledged is there.
# Acknowledged ids are written outside the machine. Every other life has no link, so that cuts hit full spools as well as releases.
# limit: 9000
# short: 75
. "$(dirname "$0")/../lib.sh"
need_board
cuts=${EDGEDEV_LAB_CUTS:-30}
(( short == 0 )) || cuts=1
: >"$share/ids"

count() { wc -l <"$share/ids"; }
more_than() { (( $(count) > $1 )); }

# Everything acknowledged so far waits on the board, is kept there, or is stored at the hub.
check() {
    # First the board, then the hub: what is released in between is at the hub by then.
    board 600 <<<'until_true 400 systemctl is-active -q edge-agent; until_true 150 agent_api status >/dev/null; waiting >/lab/waiting; kept >/lab/kept'
    stored | cut -d' ' -f1 >"$RUN/stored"
    local lost
    lost=$(comm -23 <(sort -u "$share/ids") <(cat "$share/waiting" "$share/kept" "$RUN/stored" | sort -u))
    [[ -z $lost ]] || fail "after cut $1 these acknowledged records are nowhere: $lost"
    # One that is released meanwhile is in both lists; twice in one of them is two files.
    lost=$(sort "$share/waiting" | uniq -d; sort "$share/kept" | uniq -d)
    [[ -z $lost ]] || fail "after cut $1 these records are there twice: $lost"
}

for (( cut = 1; cut <= cuts; cut++ )); do
    if (( cut % 2 )); then link; else link "loss 100%"; fi
    before=$(count)
    board_begin <<<'while :; do submit_new /lab/ids 1 30000 || sleep 0.2; done' >/dev/null
    until_true 300 more_than $((before + 1 + RANDOM % 5)) || fail "no records are accepted after cut $((cut - 1))"
    # Anywhere in the next acceptance.
    sleep "0.$((RANDOM % 10))$((RANDOM % 10))"
    cut_power
    say "cut $cut: $(count) acknowledged"
    boot
    check "$cut"
done
link
delivered "$share/ids" 300 || fail "not everything came in the end"
released 120 || fail "not every receipt came"
say "figure: $cuts power cuts, $(count) records acknowledged, 0 missing, 0 twice"
