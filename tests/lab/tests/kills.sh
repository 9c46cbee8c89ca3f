#!/usr/bin/env bash
# The agent is killed (SIGKILL) while it accepts records, again and again: systemd starts it again, and everything acknowledged is there.
# Every other life has no link, so that kills hit full spools as well as releases.
# limit: 7200
# short: 120
. "$(dirname "$0")/../lib.sh"
need_board
kills=${EDGEDEV_LAB_KILLS:-20}
(( short == 0 )) || kills=2
: >"$share/ids"

for (( kill = 1; kill <= kills; kill++ )); do
    if (( kill % 2 )); then link; else link "loss 100%"; fi
    before=$(acknowledged)
    # It ends with the agent.
    submitting=$(board_begin <<<'while submit_new /lab/ids 1 30000; do :; done')
    until_true 300 acknowledged_over $((before + RANDOM % 3)) || fail "no records are accepted after kill $((kill - 1))"
    # Anywhere in the next acceptance.
    sleep "0.$((RANDOM % 10))$((RANDOM % 10))"
    board <<<'kill -KILL "$(systemctl show -P MainPID edge-agent)"'
    until_true 300 test -e "$share/rc/$submitting" || fail "records are accepted by an agent that was killed"
    say "kill $kill: $(acknowledged) acknowledged"
    nothing_lost "after kill $kill"
done
link
delivered "$share/ids" 600 || fail "not everything came in the end"
released 300 || fail "not every receipt came"
say "figure: $kills kills, $(acknowledged) records acknowledged, 0 missing, 0 twice"
