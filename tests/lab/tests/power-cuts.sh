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

for (( cut = 1; cut <= cuts; cut++ )); do
    if (( cut % 2 )); then link; else link "loss 100%"; fi
    before=$(acknowledged)
    board_begin <<<'while :; do submit_new /lab/ids 1 30000 || sleep 0.2; done' >/dev/null
    until_true 300 acknowledged_over $((before + 1 + RANDOM % 5)) || fail "no records are accepted after cut $((cut - 1))"
    # Anywhere in the next acceptance.
    sleep "0.$((RANDOM % 10))$((RANDOM % 10))"
    cut_power
    say "cut $cut: $(acknowledged) acknowledged"
    boot
    nothing_lost "after cut $cut"
done
link
delivered "$share/ids" 300 || fail "not everything came in the end"
released 120 || fail "not every receipt came"
say "figure: $cuts power cuts, $(acknowledged) records acknowledged, 0 missing, 0 twice"
