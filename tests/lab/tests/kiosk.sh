#!/usr/bin/env bash
# A kiosk of the kernel's own devices: every press is a ticket on paper, whatever is pulled out or breaks meanwhile, and all comes back by itself.
# limit: 1500
# short: 280
. "$(dirname "$0")/../lib.sh"
presses=100
(( short == 0 )) || presses=20
need_board

board 300 <<'SH'
    . /lab/guest/devices.sh
    install -m 644 /usr/lib/edge/deploy/systemd/60-edge-agent.rules /etc/udev/rules.d/
    udevadm control --reload
    plug_lines; plug_bus; plug_printer; plug_keypad
    use_devices
    for device in gpio printer keypad display power; do until_true 60 device_is $device ready; done
    agent_api status | jq -e '.devices.power.reading.volts == 12'
    # The officer opens the service day.
    key / /
    until_true 60 lit 5
SH

board 900 <<SH
    . /lab/guest/devices.sh
    from=\$SECONDS
    for (( i = 0; i < $presses; i++ )); do press 17; done
    until_true 120 given_are $presses
    echo "figure: $presses presses, \$(given) tickets"
    until_true 600 papers_are $presses
    echo "figure: all on paper \$((SECONDS - from)) s after the first press"
SH

# What came out, as a person's eye and a scanner see it: each number once.
mkdir -p "$share/papers"
board 120 <<<'. /lab/guest/devices.sh; python3 /lab/guest/paper.py /run/paper /lab/papers'
seen=$(for paper in "$share"/papers/*.pbm; do zbarimg -q --raw "$paper" 2>/dev/null; done | sed -n 's/^edge1:ticket:board:[0-9]*:\(A[0-9]*\):.*/\1/p')
[[ $(wc -l <<<"$seen") == "$presses" && $(sort -u <<<"$seen" | wc -l) == "$presses" ]] || fail "papers that can be read: $seen"

# What is wrong is seen at the desk and at the hub: no buttons, no paper. Mended, it is gone everywhere.
hub_state() { hub_command node show board --json | jq -c '.story[] | select(.name == "state").facts'; }
hub_sees() { hub_state | jq -e --arg cause "$1" '.state == "attention" and any(.causes[]; . == $cause)' >/dev/null; }
hub_is_well() { hub_state | jq -e 'all(.causes[]; . != "device" and . != "paper")' >/dev/null; }
seen_at_hub() {
    local from=$SECONDS
    until_true 120 "$@" || fail "the hub says $(hub_state), and $* is not so"
    say "figure: $* after at most $((SECONDS - from + 1)) s"
}
board 120 <<'SH'
    . /lab/guest/devices.sh
    display_forgets
    unplug_lines
    fault_shows gpio failed 'Mat nut, den/Buttons'
SH
seen_at_hub hub_sees device
board 180 <<'SH'
    . /lab/guest/devices.sh
    replug_lines
    until_true 60 device_is gpio ready
    until_true 30 no_faults
    display_forgets
    printer_says 30
    fault_shows printer paper-out 'Het giay / Paper out'
    until_true 10 lit 19
SH
seen_at_hub hub_sees paper
board 60 <<'SH'
    . /lab/guest/devices.sh
    printer_says 18
    until_true 30 no_faults
SH
seen_at_hub hub_is_well

board 600 <<'SH'
    . /lab/guest/devices.sh
    given=$(given) out=$(papers)

    # The officer calls.
    key Enter
    until_true 30 lit 13

    # The chip of the buttons goes: the officer sees it, everything else works on. It comes back without a restart.
    from=$SECONDS
    unplug_lines
    until_true 30 device_is_not gpio ready
    echo "figure: the state of buttons that are gone is shown after at most $((SECONDS - from + 1)) s"
    edge-agent queue ticket card --data "$agent" >/dev/null
    until_true 60 papers_are $((++out))
    replug_lines
    until_true 60 device_is gpio ready
    press 17
    until_true 60 given_are $((given += 2))
    until_true 60 papers_are $((++out))

    # Errors on the bus, then a chip that takes its time.
    echo 121 >$i2c/40/fail
    until_true 30 device_is_not power ready
    press 17
    until_true 60 given_are $((++given))
    echo 0 >$i2c/40/fail
    until_true 60 device_is power ready
    echo 150 >$i2c/40/delay_ms
    press 17
    until_true 60 given_are $((++given))
    echo 0 >$i2c/40/delay_ms
    device_is power ready
    until_true 60 papers_are $((out += 2))

    # No paper: the ticket counts and waits; with paper it comes out, once.
    printer_says 30
    paper_is_out() { [[ $(agent_api status | jq -r .paper.state) == Out ]]; }
    until_true 30 paper_is_out
    press 17
    until_true 60 given_are $((++given))
    papers_are $out
    printer_says 18
    until_true 60 papers_are $((++out))

    # A printer that takes nothing more, and goes on.
    printer_says stall
    press 17; press 17
    until_true 60 given_are $((given += 2))
    until_true 60 device_is_not printer ready
    press 17
    until_true 60 given_are $((++given))
    printer_says 18
    until_true 120 papers_are $((out += 3))

    # The cable is out while a ticket waits.
    unplug_printer
    until_true 30 device_is_not printer ready
    press 17
    until_true 60 given_are $((++given))
    replug_printer
    until_true 120 papers_are $((++out))
    until_true 30 device_is printer ready
    echo "figure: $(papers) papers, of $given tickets, after buttons, bus, paper and printer were gone and came back; restarts of the agent: $(systemctl show -P NRestarts edge-agent)"
    [[ $(systemctl show -P NRestarts edge-agent) == 0 ]]
    forget_devices
SH
