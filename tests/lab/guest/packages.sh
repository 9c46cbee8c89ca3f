# What scripts use on a board whose agent is the installed Debian package. Sourced after lib.sh.
# shellcheck shell=bash
. /lab/guest/devices.sh
releases=/var/lib/edge-releases

# No .NET and nothing of Edge, all of the disk, and a dpkg that syncs what it writes, as on a board.
make_bare() {
    umount /usr/lib/edge
    sed -i '\# /usr/lib/edge #d' /etc/fstab
    rm -rf /usr/share/dotnet /usr/bin/dotnet /usr/bin/edge-agent /usr/bin/edge-hub
    sed -i '/^force-unsafe-io/d' /etc/dpkg/dpkg.cfg.d/*
    resize2fs /dev/vda 2>&1
    sync
}

install_package() { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "/lab/packages/$1.deb"; }
# away remove|purge PACKAGE: says what dpkg said.
away() { DEBIAN_FRONTEND=noninteractive dpkg "--$1" "$2" 2>&1 | tee /run/said; }
said() { grep -q -- "$1" /run/said || { echo "it was not said: $1"; return 1; }; }
# The program is as the package brought it. The documents are not on this machine, and settings are another's.
unchanged() { if dpkg --verify edge-agent | grep ' /usr/lib/'; then echo 'that is not as the package brought it'; return 1; fi; }
active() { systemctl is-active -q "$1"; }

# The program that the service's process is of, and the one that is to be: a release's version, or package.
runs() {
    local program
    program=$(running) || { echo none; return; }
    case $program in
        /usr/lib/edge/lib/edge-agent/edge-agent | /usr/lib/edge/lib/edge-agent.before/edge-agent) echo package ;;
        "$releases"/releases/*/edge-agent) program=${program%/edge-agent}; echo "${program##*/}" ;;
        *) echo "$program" ;;
    esac
}
current() { cat $releases/current 2>/dev/null || echo package; }
runs_are() { [[ $(runs) == "$1" ]]; }
answers() { agent_api status >/dev/null 2>&1; }
# ended RESULT VERSION: how the last release ended, as root wrote it down; to ask the program itself takes this processor a while.
ended() { jq -e --arg r "$1" --arg v "$2" '.last.result == $r and .last.version == $v' $releases/state.json >/dev/null; }
runs_well() { runs_are "$1" && active edge-agent && answers; }

# The program of the service's process, and the one that the launcher takes for the package's: after an upgrade that was cut off that may be the one before.
running() { readlink "/proc/$(systemctl show -P MainPID edge-agent)/exe"; }
packaged() { sed 's/^exec .*/echo "$program"/' /usr/lib/edge/edge-agent | sh -s release install; }

# stamps PROGRAM: what its libraries say at their ends: one line where it is one program, and not half of two.
stamps() {
    python3 - "$(dirname "$1")" <<'PY'
import pathlib, re, sys
found = set()
for library in pathlib.Path(sys.argv[1]).iterdir():
    if library.suffix in ('.dll', '.so'):
        with library.open('rb') as file:
            file.seek(-min(200, library.stat().st_size), 2)
            stamp = re.search(rb'stamp:(\S+)\n$', file.read())
            found.add(stamp[1].decode() if stamp else 'none')
print('\n'.join(sorted(found)))
PY
}

# release COMMAND ARGS…: as a technician types it; what it says is in /run/said too, and it ends as it ends.
release() {
    local status=0
    edge-agent release "$@" >/run/said 2>&1 || status=$?
    cat /run/said
    return $status
}

# Settings of the agent and of what installs: how a release is tried. It keeps less room than a board does.
tried_for() {
    printf '{ "Update": { "HealthyWithin": "%s", "SteadyFor": "00:00:10", "KeepFreeBytes": 67108864 } }\n' "$1" >/etc/edge/edge-agent.json
}
