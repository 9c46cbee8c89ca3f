#!/usr/bin/env bash
# Bad links: packets lost and far away, each way; every record comes, once, and its receipt comes back.
# limit: 1500
# short: 30
. "$(dirname "$0")/../lib.sh"
need_board

links=("delay 150ms loss 1%" "delay 300ms loss 3%" "delay 600ms loss 1%" "delay 600ms 50ms loss 5%")
(( short == 0 )) || links=("delay 300ms loss 2%")
: >"$share/ids"
for netem in "${links[@]}"; do
    link "$netem"
    from=$SECONDS
    board <<<'submit_new /lab/ids 3 60000'
    delivered "$share/ids" 240 || fail "not everything came with $netem"
    released 120 || fail "not every receipt came with $netem"
    say "figure: $netem each way: 3 records of 60 kB stored and receipted in $((SECONDS - from)) s"
done
