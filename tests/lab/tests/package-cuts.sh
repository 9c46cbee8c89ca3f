#!/usr/bin/env bash
# The power goes while a board with the installed package accepts records, again and again; every third time in the middle of an upgrade of the package,
# of a release's switch, or of its going back. After each boot, without a hand's help, the agent runs, one program and not half of two, and everything
# acknowledged is on the board or at the hub. EDGEDEV_LAB_KEEP=DIR keeps board, hub and count, and the next run goes on from there.
# limit: 86400
# short: 1200
. "$(dirname "$0")/../lib.sh"
keep=$(readlink -m "${EDGEDEV_LAB_KEEP:-$RUN/keep}")
made=$keep/made
. "$here/installed.sh"
cuts=${EDGEDEV_LAB_CUTS:-100}
(( short == 0 )) || cuts=2
mkdir -p "$keep"/{board,hub}
exec 9>"$keep/lock"
flock -n 9 || fail "another run uses $keep"

# Board and hub of this test stand in for the run's, and go when it ends however it ends.
away() {
    local part
    end board KILL
    end hub TERM || end hub KILL
    for part in board hub; do
        [[ ! -L $RUN/$part ]] || rm "$RUN/$part"
        [[ ! -e $RUN/$part.before ]] || mv "$RUN/$part.before" "$RUN/$part"
    done
}
trap away EXIT
end board KILL
end hub TERM
for part in board hub; do
    [[ ! -e $RUN/$part ]] || mv "$RUN/$part" "$RUN/$part.before"
    ln -s "$keep/$part" "$RUN/$part"
done

# --- what is counted --------------------------------------------------------------------------------------------

# A line for each cut after which all was there: number, kind, what was found.
seen=$keep/seen
touch "$seen"
counted() { wc -l <"$seen"; }

# --- versions that follow each other: a package or a release gets the next one ----------------------------------------

need_builds 1
packaged=$(echo "$builds"/0/edge-agent_*.deb)
# next: takes the next number, which never comes again; its version is in $version.
next() {
    local last
    last=$(number_of 0)
    if [[ -s $keep/number && $(<"$keep/number") -gt $last ]]; then last=$(<"$keep/number"); fi
    number=$((last + 1))
    echo "$number" >"$keep/number"
    version=$(version_at "$number")
}

# --- the board ----------------------------------------------------------------------------------------------------

need_hub
need_release_key
mkdir -p "$share"/{packages,releases}
next
repacked "$packaged" "$version" "$share/packages/edge-agent.deb"
if [[ ! -e $keep/board/ready ]]; then
    new_board
    mkdir -p "$share"/{packages,releases}
    board 1800 <<'SH'
        install_package edge-agent
        tried_for 00:15:00
SH
    provision_installed cut
    : >"$share/ids"
    board 120 <<<sync
    touch "$keep/board/ready"
else
    say "goes on after $(counted) cuts"
    # The end of the run before was a cut as well.
    boot_installed
fi

# Waits until the board is as a cut is to leave it; says what runs, and how dpkg was left.
found() {
    nothing_lost "$1"
    board 1800 <<'SH'
        until_true 1200 answers
        state=$(dpkg-query -W -f '${db:Status-Want} ${db:Status-Eflag} ${db:Status-Status}' edge-agent)
        said="runs $(runs); dpkg says: $state"
        [[ $(runs) == "$(current)" && ! -e $releases/previous ]] || { echo "$said; current is $(current)"; edge-agent release show; ls -l $releases; exit 1; }
        # Where a release runs, the package's program is what installs, and what is gone back to.
        for program in "$(running)" "$(packaged)"; do
            stamps "$program" >/run/stamps
            (( $(wc -l </run/stamps) == 1 )) || { echo "$said; the files of $program are of $(xargs </run/stamps)"; exit 1; }
        done
        [[ $program != *.before/* ]] || said+="; the package's program is the one from before the upgrade"
        [[ $state == 'install ok installed' ]] || said+=", and has to be told to go on"
        echo "$said; the last release: $(edge-agent release show | sed -n 's/^last *//p')" >/lab/found
SH
    cat "$share/found"
}

# Debian wants that done before anything else is installed, where dpkg itself was cut off. It comes after what was to be seen.
mend_dpkg() {
    board 1800 <<'SH'
        export DEBIAN_FRONTEND=noninteractive
        [[ -z $(dpkg --audit) && -z $(ls /var/lib/dpkg/updates) ]] || { echo 'dpkg --configure -a'; dpkg --configure -a || true; }
        if [[ $(dpkg-query -W -f '${db:Status-Status}' edge-agent) != installed ]]; then echo 'installed once more'; install_package edge-agent; until_true 1200 answers; fi
SH
}

# --- what is cut off ------------------------------------------------------------------------------------------------

# Each begins in the machine what it is about and waits for a moment anywhere in it.
begun() { { cat; echo 'touch /lab/ended'; } | board_begin >/dev/null; }

# anywhere SECONDS: in what takes about so long, or what it was seen to take here: where a cut comes before the end it may take longer.
anywhere() {
    local file=$keep/span.$kind from=$SECONDS span=$1
    [[ ! -s $file ]] || span=$(<"$file")
    local limit=$((from + RANDOM % (span + 1)))
    until [[ -e $share/ended ]] || (( SECONDS >= limit )); do sleep "0.$((RANDOM % 10))"; done
    if [[ -e $share/ended ]]; then span=$((SECONDS - from + 5)); else span=$((span * 11 / 10 + 1)); fi
    echo "$span" >"$file"
}

# at CONDITION: once that is true in the machine, or what was begun has ended.
at() {
    rm -f "$share/now"
    board_begin <<<"moment() { $1; }; until [[ -e /lab/ended ]] || moment; do sleep 0.05; done; : >/lab/now" >/dev/null
    until_true 1800 test -e "$share/now"
}

accept() { sleep "0.$((RANDOM % 10))$((RANDOM % 10))"; }

upgrade() {
    mend_dpkg
    next
    repacked "$packaged" "$version" "$share/packages/edge-agent.deb"
    begun <<<'install_package edge-agent'
    # Every other one where the files are given their names: it is short, and where some of each are there.
    if (( RANDOM % 2 )); then anywhere 90; else at '[[ -n $(find /usr/lib/edge/lib/edge-agent -name "*.dpkg-new") && ! -e /usr/lib/edge/lib/edge-agent/Edge.Contracts.dll.dpkg-new ]]'; fi
}

next_release() {
    next
    pack_release "$builds/0/program" "$number" "$version" "$share/releases/next.edge-release"
}

switch() {
    next_release
    begun <<<'release install /lab/releases/next.edge-release'
    anywhere 240
}

# Where the package's program runs there is nothing to go back from: a release is installed first, to its end.
back() {
    if [[ $(board <<<current) == package ]]; then
        next_release
        board 3600 <<<'release install /lab/releases/next.edge-release'
    fi
    begun <<<'release back'
    anywhere 60
}

kinds=(accept upgrade switch back)
[[ $(counted) == 0 && ! -s $share/ids ]] || found "after the run before"
from=$(counted)
while (( $(counted) < cuts )); do
    cut=$(($(counted) + 1))
    kind=${EDGEDEV_LAB_KIND:-${kinds[cut % ${#kinds[@]}]}}
    # Every other life has no link, so that cuts hit full spools as well as releases.
    if (( (cut + cut / 4) % 2 )); then link; else link "loss 100%"; fi
    before=$(acknowledged)
    rm -f "$share/ended"
    board_begin <<<'while :; do submit_new /lab/ids 1 30000 || sleep 0.2; done' >/dev/null
    until_true 900 acknowledged_over $((before + 1 + RANDOM % 3)) || fail "no records are accepted after $(counted) cuts"
    "$kind"
    ended=$([[ -e $share/ended ]] && echo ', after its end' || true)
    cut_power
    boot_installed
    found "after cut $cut ($kind$ended)"
    echo "$cut $kind$ended: $(acknowledged) acknowledged; $(<"$share/found")" | tee -a "$seen"
    say "$(date -u +%H:%M:%S) $(counted) of $cuts"
done
link
delivered "$share/ids" 900 || fail "not everything came in the end"
released 600 || fail "not every receipt came"
say "figure: $(counted) power cuts, $from of them in runs before; $(acknowledged) records acknowledged, 0 missing, 0 twice"
say "figure: of them $(sed -n 's/^[0-9]* \([a-z]*\).*/\1/p' "$seen" | sort | uniq -c | awk '{ printf "%s%s %s", n++ ? ", " : "", $1, $2 }'); dpkg left in the middle $(grep -vc 'install ok installed' "$seen" || true) times, and the agent ran each time"
