#!/usr/bin/env bash
# Releases on a board whose agent is the installed package, under its own units: a good one is installed beside the package, kept, and left again
# by hand; one that does not become healthy is taken back and everybody is told why; what is not whole or not signed is refused; a full disk and the power
# that goes at any moment of the switch leave the old program or the new one, with no hand's help and every acknowledged record.
# limit: 43200
# short: 3000
. "$(dirname "$0")/../lib.sh"
. "$here/installed.sh"
trap fresh EXIT

say "--- built: the package, and two releases after it"
need_builds 3
one=$(number_of 1) v1=$(version_of 1) v2=$(version_of 2)
need_hub
need_release_key
new_board
mkdir -p "$share"/{packages,releases}
cp "$builds"/0/edge-agent_*.deb "$share/packages/edge-agent.deb"
of_hub() { echo "$share/releases/$1.edge-release"; }
sign_release "$builds"/1/*.unsigned-release "$(of_hub one)"
pack_release "$builds/2/program" "$(number_of 2)" "$v2" "$(of_hub two)" --base "$builds/1/program" --base-number "$one"

# upon NAME NUMBER PROGRAM: a release of that folder with that number, and only what differs from release 1.
upon() { pack_release "$3" "$2" "$(version_at "$2")" "$(of_hub "$1")" --base "$builds/1/program" --base-number "$one"; }
small() { upon "$1" "$2" "$builds/1/program"; }
whole() { pack_release "$builds/1/program" "$2" "$(version_at "$2")" "$(of_hub "$1")"; }
# bad NAME NUMBER LINE: one whose program does that and nothing else.
bad() {
    local program=$RUN/bad
    rm -rf "$program"
    cp -a "$builds/1/program" "$program"
    printf '#!/bin/sh\n%s\n' "$3" >"$program/edge-agent"
    upon "$1" "$2" "$program"
    rm -rf "$program"
}

# script [SECONDS]: in the board, with the versions by name.
script() { { echo "v1=$v1 v2=$v2"; cat; } | board "${1:-1800}"; }
: >"$share/ids"

say "--- the package is installed, the board provisioned"
board 1800 <<'SH'
    install_package edge-agent
    tried_for 00:15:00
SH
provision_installed released
script 1800 <<'SH'
    until_true 900 runs_well package
    submit_new /lab/ids 2 30000
SH

say "--- a good release by file: checked, installed beside the package, tried, kept; and left by hand"
script 3600 <<'SH'
    from=$SECONDS
    release install /lab/releases/one.edge-release
    echo "figure: a whole release by file: installed, tried and kept after $((SECONDS - from)) s"
    said "$v1 installed on"
    until_true 900 runs_well "$v1"
    [[ $(current) == "$v1" && ! -e $releases/previous && ! -e $releases/incoming ]]
    unchanged
    edge-agent release show
    submit_new /lab/ids 1 30000
    release back
    until_true 900 runs_well package
    [[ $(current) == package && ! -e $releases/previous ]]
    submit_new /lab/ids 1 30000
    # What somebody left by hand comes again by a hand only.
    if release install /lab/releases/one.edge-release; then echo 'it was installed again without a word'; exit 1; fi
    said '--again'
    runs_are package
    release install /lab/releases/one.edge-release --again
    until_true 900 runs_well "$v1"
SH
delivered "$share/ids" 300 || fail "not everything came"

say "--- the next one by the hub: only what differs"
hub_command release add "$(of_hub two)"
hub_command release offer "$v2" --board released
from=$SECONDS
# Nobody does anything at the board.
script 5400 <<'SH'
    until_true 4800 runs_well "$v2"
    trial_over() { [[ ! -e $releases/previous ]]; }
    until_true 1800 trial_over
    runs_are "$v2"
    edge-agent release show
    submit_new /lab/ids 1 30000
SH
say "figure: pulled from the hub ($(stat -c %s "$(of_hub two)") bytes), installed and kept $((SECONDS - from)) s after it was offered"
runs_at_hub() {
    hub_command release list >"$RUN/list"
    grep -F "$v2" "$RUN/list" | grep -q 'runs it'
}
until_true 900 runs_at_hub || { cat "$RUN/list"; fail "the hub does not say that it runs"; }
cat "$RUN/list"

say "--- back to the release before it"
script 1800 <<'SH'
    release back
    until_true 900 runs_well "$v1"
    submit_new /lab/ids 1 30000
SH
hub_command release withdraw "$v2"

say "--- one that never becomes healthy, by the hub: taken back by itself, and everybody is told"
bad never $((dated + 300)) 'exec sleep infinity'
never=$(version_at $((dated + 300)))
hub_command release add "$(of_hub never)"
hub_command release offer "$never" --board released
script 5400 <<SH
    tried_for 00:01:00
    until_true 4800 ended takenBack "$never"
    until_true 900 runs_well "$v1"
    edge-agent release show | tee /run/said
    said '^last .*did not become healthy within 00:01:00'
    agent_api status | jq -e '.update.last | .result == "TakenBack" and (.reason | test("did not become healthy"))' >/dev/null
    edge-agent doctor >/run/said 2>&1 || true
    said 'taken back'
    grep 'taken back' /run/said
    submit_new /lab/ids 1 30000
SH
told_why() {
    hub_command release list >"$RUN/list"
    grep -q "$never: would not take it: taken back: .* did not become healthy within 00:01:00" "$RUN/list"
}
until_true 900 told_why || { cat "$RUN/list"; fail "the hub does not say why"; }
cat "$RUN/list"
hub_command release withdraw "$never"

say "--- one that ends as soon as it starts, by stick: the same"
bad ends $((dated + 400)) 'exit 1'
stick_of() {
    rm -f "$share/stick.img"
    mkfs.vfat -n EDGE -C "$share/stick.img" $(($(stat -c %s "$1") / 1024 + 4096)) >/dev/null
    mcopy -i "$share/stick.img" "$1" ::
}
stick_of "$(of_hub ends)"
script 3600 <<SH
    tried_for 00:15:00
    plug_stick /lab/stick.img
    until_true 3000 ended takenBack "$(version_at $((dated + 400)))"
    until_true 900 runs_well "$v1"
    edge-agent release show | tee /run/said
    said '^last .*ended by itself 5 times'
    unplug_stick
    submit_new /lab/ids 1 30000
SH

say "--- not signed by a release key, changed, cut off: refused, by file and by stick"
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$RUN/other.key"
small good $((dated + 500))
rm -f "$(of_hub other)"
"$EDGEDEV_ARTIFACTS/edge-hub" release sign "$(of_hub good)" --key "$RUN/other.key" --out "$(of_hub other)" >/dev/null
# In the signed beginning, and in what follows it.
changed() { python3 -c "import sys; b = bytearray(open(sys.argv[1], 'rb').read()); b[int(sys.argv[3])] ^= 1; open(sys.argv[2], 'wb').write(b)" "$(of_hub "$1")" "$(of_hub "$2")" "$3"; }
changed good manifest 200
upon other-payload $((dated + 510)) "$builds/2/program"
changed other-payload payload -2
head -c $(($(stat -c %s "$(of_hub one)") / 2)) "$(of_hub one)" >"$(of_hub cut)"
head -c -1 "$(of_hub good)" >"$(of_hub short)"
: >"$(of_hub empty)"
script 3600 <<'SH'
    # refused FILE WHY
    refused() {
        if release install "/lab/releases/$1.edge-release"; then echo "$1 was installed"; exit 1; fi
        said "refused on .*$2"
        [[ $(runs) == "$v1" && ! -e $releases/previous && ! -e $releases/incoming ]]
    }
    refused other 'no release key of the trust file'
    refused manifest 'does not verify'
    refused payload 'damaged on its way'
    refused cut 'cut off on its way'
    refused short 'cut off on its way'
    refused empty 'not a release file'
SH
stick_of "$(of_hub manifest)"
script 1800 <<'SH'
    plug_stick /lab/stick.img
    refused() { journalctl -b -u edge-agent-stage -o cat | grep -q 'not taken'; }
    until_true 1200 refused
    journalctl -b -u edge-agent-stage -o cat | grep 'not taken'
    unplug_stick
    runs_well "$v1"
    submit_new /lab/ids 1 30000
SH

say "--- the disk is full in the middle of it"
script 3600 <<'SH'
    room() { df --output=avail -B1 / | tail -n 1; }
    # Room for what is asked for at the beginning.
    from=$(find "$releases/releases" -type f | wc -l)
    { status=0; release install /lab/releases/good.edge-release || status=$?; echo $status >/run/status; } >/run/install 2>&1 &
    unpacks() { (( $(find "$releases/releases" -type f | wc -l) > from + 20 )); }
    until_true 1500 unpacks
    # All of it, also what is root's alone.
    mkdir /var/filler
    for mib in 1000 100 10 1; do while fallocate -l ${mib}M "/var/filler/$(new_id)" 2>/dev/null; do :; done; done
    until_true 1800 test -s /run/status
    cat /run/install
    [[ $(cat /run/status) != 0 ]]
    grep -q 'no room on the disk' /run/install
    runs_are "$v1"
    [[ $(current) == "$v1" && ! -e $releases/previous ]]
    rm -r /var/filler
    until_true 900 runs_well "$v1"
    submit_new /lab/ids 1 30000
    # Asked again where there is not enough from the beginning.
    mkdir /var/filler
    fallocate -l $(($(room) - 100000000)) /var/filler/most
    if release install /lab/releases/good.edge-release; then exit 1; fi
    said 'no room for it'
    runs_are "$v1"
    rm -r /var/filler
SH

# power_goes NAME COMMAND CONDITION: begins that while records are accepted, cuts the power once the condition is true, and boots.
power_goes() {
    local name=$1 from=$SECONDS
    rm -f "$share/now"
    # Some, and not as many as it takes: this processor is to get on with the rest.
    board_begin <<<'while :; do submit_new /lab/ids 1 30000 || true; sleep 2; done' >/dev/null
    { echo "v1=$v1 v2=$v2"; echo "$2"; } | board_begin >/dev/null
    { echo "v1=$v1 v2=$v2"; echo "moment() { $3; }; until_true 2400 moment; : >/lab/now"; } | board_begin >/dev/null
    until_true 2500 test -e "$share/now" || { cat "$share"/out/* || true; fail "$name: that moment did not come"; }
    cut_power
    boot_installed
    nothing_lost "after the cut $name"
    script 1800 <<'SH'
        until_true 900 answers
        echo "runs $(runs), current $(current)"
        edge-agent release show | tee /lab/shown
        [[ $(runs) == "$(current)" && ! -e $releases/previous ]]
SH
    say "figure: the power gone $name: $(sed -n 's/^runs *//p' "$share/shown") runs; $(sed -n 's/^last *//p' "$share/shown")"
}
# runs_after PROGRAM [WORDS]: what has to run then, and what was to be told of the last release.
runs_after() {
    board <<<"runs_well '$1'"
    grep '^last' "$share/shown" | grep -q "${2:-}" || fail "it is not told that it was $2"
}

say "--- the power goes at moments of the switch"
number=$((dated + 600))
# moment NAME CONDITION [KIND]: while a release of that kind is installed; NEW is its version.
moment() {
    number=$((number + 10))
    "${3:-small}" next $number
    new=$(version_at $number)
    power_goes "$1" 'release install /lab/releases/next.edge-release' "${2//NEW/$new}"
}
moment 'while the file is copied' '[[ -e $releases/incoming && ! -e $releases/releases/NEW ]]' whole
runs_after "$v1"
moment 'while it is unpacked' '(( $(find "$releases/releases/NEW" -type f 2>/dev/null | wc -l) > 20 ))'
runs_after "$v1"
moment 'as the trial begins' '[[ -e $releases/previous ]]'
runs_after "$v1" 'interrupted on'
moment 'as the switch is made' '[[ $(current) == NEW ]]'
runs_after "$v1" 'interrupted on'
moment 'while the new program runs on trial' 'runs_are NEW && [[ -e $releases/previous ]] && [[ $(jq -r .folder "$agent/update/running.json") == */NEW ]]'
runs_after "$v1" 'interrupted on'
moment 'after the trial' '[[ $(current) == NEW && ! -e $releases/previous ]]'
kept=$new
runs_after "$kept" 'installed on'
power_goes 'as it goes back' 'release back' '[[ -e $releases/previous && $(current) == "$v1" ]]'
runs_after "$kept" 'interrupted on'
power_goes 'after it has gone back' 'release back' '[[ ! -e $releases/previous && $(current) == "$v1" ]]'
runs_after "$v1" 'installed on'

say "--- and while one that is bad is taken back"
bad ends $((number += 10)) 'exit 1'
power_goes 'while a bad one is tried' 'release install /lab/releases/ends.edge-release' '[[ $(systemctl show -P NRestarts edge-agent) -ge 2 && -e $releases/previous ]]'
runs_after "$v1" 'interrupted on'
bad ends $((number += 10)) 'exit 1'
power_goes 'as a bad one is taken back' 'release install /lab/releases/ends.edge-release' 'grep -q takingBack "$releases/state.json" || ended takenBack '"$(version_at $number)"
runs_after "$v1" 'taken back on'

say "--- one by stick that was cut off in its trial is tried again by itself"
number=$((number + 10))
small again $number
again=$(version_at $number)
stick_of "$(of_hub again)"
power_goes 'while one of a stick is tried' 'plug_stick /lab/stick.img' "[[ -e \$releases/previous ]] && runs_are $again"
script 5400 <<SH
    until_true 3600 runs_well "$again"
    trial_over() { [[ ! -e \$releases/previous ]]; }
    until_true 1800 trial_over
    runs_are "$again"
    edge-agent release show | grep '^last .* installed on'
SH
delivered "$share/ids" 600 || fail "not everything came in the end"
released 300 || fail "not every receipt came"
say "figure: $(acknowledged) records acknowledged, 0 missing, 0 twice"
