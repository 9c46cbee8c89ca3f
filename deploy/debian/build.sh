#!/usr/bin/env bash
# Builds the Debian packages of agent and hub from what ./edge build made and a self-contained publication of each. ./edge package calls this.
# usage: build.sh [--arch amd64|arm64] [--out DIR] [--only edge-agent|edge-hub] [--quick] [--release] [--dated SECONDS]
# Two are for tests: --quick, hardly compressed and looked at by neither analyzers nor lintian; --dated, as if the commit were of that time (seconds since 1970), so that
# one commit makes versions that follow each other.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
root=$(readlink -f "$here/../..")
artifacts=${EDGEDEV_ARTIFACTS:?the build output}
arch=$(dpkg --print-architecture) out=$artifacts/packages quick=0 release=0 dated=
declare -A projects=([edge-agent]=Edge.Agent [edge-hub]=Edge.Hub)
names=(edge-agent edge-hub)

say() { printf 'edge: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

while (( $# > 0 )); do
    case $1 in
        --arch) arch=${2:-}; shift 2 ;;
        --out) out=$(readlink -f "${2:?a folder}"); shift 2 ;;
        --only) [[ -n ${projects[${2:-none}]:-} ]] || { say "--only is edge-agent or edge-hub"; exit 64; }
                names=("$2"); shift 2 ;;
        --quick) quick=1; shift ;;
        --release) release=1; shift ;;
        --dated) dated=${2:?seconds since 1970}; shift 2 ;;
        *) say "package does not take '$1'; see ./edge help"; exit 64 ;;
    esac
done
declare -A runtimes=([amd64]=linux-x64 [arm64]=linux-arm64)
runtime=${runtimes[$arch]:-} work=$artifacts/package/$arch
[[ -n $runtime ]] || { say "--arch is amd64 or arm64; .NET has no other of Debian's that Edge is made for"; exit 64; }

# --- what this is -------------------------------------------------------------------------------------

git -C "$root" rev-parse -q --verify HEAD >/dev/null || die "a package is made from a commit, and $root is no checkout"
commit=$(git -C "$root" rev-parse --short=12 HEAD)
SOURCE_DATE_EPOCH=${dated:-$(git -C "$root" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TZ=UTC LC_ALL=C.UTF-8
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' "$root/Directory.Build.props")+$(date -d "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S).$commit
if [[ -n $(git -C "$root" status --porcelain) ]]; then
    version+=.dirty
    say "there are changes that are in no commit: these packages are $version"
fi

# publish PROGRAM PROJECT: self-contained, compiled ahead of time, into $work/publish/PROGRAM. With objects of its own: the same project for another system would share them.
publish() {
    local own=()
    if (( quick )); then own=(-p:RunAnalyzers=false); fi
    say "publishing $1 for $runtime"
    rm -rf "$work/publish/$1"
    # Without symbols: the generator of log messages writes its classes in another order each time, which changes them and nothing else.
    dotnet publish "$root/src/$2" -c Release -p:DebugType=none --nologo -v quiet -clp:NoSummary -r "$runtime" --self-contained -p:PublishReadyToRun=true \
        -p:IncludeSourceRevisionInInformationalVersion=true -p:SourceRevisionId="$commit" -p:EdgeBuildNumber="$SOURCE_DATE_EPOCH" "${own[@]}" --artifacts-path "$work/objects" -o "$work/publish/$1" >&2 || die "the publication failed"
}

# --- what goes into a package ---------------------------------------------------------------------------

put() { install -D -m "$1" "$2" "$tree/$3"; }
put_gz() { mkdir -p "$(dirname "$tree/$1")"; gzip -9n >"$tree/$1"; chmod 644 "$tree/$1"; }

put_program() {
    local from=$work/publish/$name to=usr/lib/edge/lib/$name file
    put 755 "$from/$name" "$to/$name"
    # What the web SDK copies beside that lies inside the program already.
    for file in "$from"/*.dll "$from"/*.so "$from/$name".deps.json "$from/$name".runtimeconfig.json; do put 644 "$file" "$to/${file##*/}"; done
    ln -s "lib/$name/$name" "$tree/usr/lib/edge/$name"
    mkdir -p "$tree/usr/bin"
    ln -s "../lib/edge/$name" "$tree/usr/bin/$name"
}

# Manual page, completion and voice are the program's own work: by the one that ./edge build made, which runs on this machine.
put_manuals() {
    local own=$artifacts/$name
    "$own" manual | put_gz "usr/share/man/man1/$name.1.gz"
    "$own" manual --lang vi | put_gz "usr/share/man/vi/man1/$name.1.gz"
    mkdir -p "$tree/usr/share/bash-completion/completions"
    "$own" completion >"$tree/usr/share/bash-completion/completions/$name"
}

put_system() {
    local file
    put 644 "$here/$name/$name.json" "etc/edge/$name.json"
    for file in "$root/deploy/systemd/$name"*.{service,path}; do [[ ! -e $file ]] || put 644 "$file" "usr/lib/systemd/system/${file##*/}"; done
    put_user "$name"
    put 644 "$root/deploy/systemd/$name.tmpfiles.conf" "usr/lib/tmpfiles.d/$name.conf"
    put 644 "$here/$name/lintian-overrides" "usr/share/lintian/overrides/$name"
}

put_user() { put 644 "$root/deploy/systemd/$1.sysusers.conf" "usr/lib/sysusers.d/$1.conf"; }

put_docs() {
    local file
    put 644 "$here/copyright" "usr/share/doc/$name/copyright"
    put 644 "$root/README.md" "usr/share/doc/$name/README.md"
    for file; do put 644 "$root/docs/$file" "usr/share/doc/$name/$file"; done
    put_gz "usr/share/doc/$name/CHANGELOG.md.gz" <"$root/CHANGELOG.md"
    put_gz "usr/share/doc/$name/changelog.gz" <<END
$name ($version) unstable; urgency=medium

  * Built from commit $commit; what changed is in CHANGELOG.md.gz.

 -- Edge <edge@edge.invalid>  $(date -R -d "@$SOURCE_DATE_EPOCH")
END
}

# The newest glibc that any of it was linked against, and nothing linked against that Depends does not know.
glibc_needed() {
    local file needed unknown
    while IFS= read -r -d '' file; do
        [[ $(head -c 4 "$file" | tail -c 3) == ELF ]] || continue
        needed=$(readelf -dW "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
        unknown=$(grep -vE '^(libc|libm|libdl|libpthread|librt|libgcc_s|libstdc\+\+|ld-linux[-a-z0-9]*)\.so\.[0-9]+$' <<<"$needed" || true)
        [[ -z $unknown ]] || die "${file##*/} needs $unknown, which Depends does not name; see deploy/debian/build.sh"
        readelf -VW "$file" | grep -oE 'GLIBC_[0-9.]+' || true
    done < <(find "$tree/usr/lib/edge" -type f \( -name '*.so' -o -perm -100 \) -print0) | sort -uV | tail -n 1 | sed 's/GLIBC_//'
}

# control and the maintainer scripts, from the package's own folder and what both share.
put_control() {
    local script glibc
    mkdir -p "$tree/DEBIAN"
    glibc=$(glibc_needed)
    [[ -n $glibc ]] || die "no library of $name names a glibc; readelf did not understand them"
    for script in postinst prerm postrm; do
        "$here/script" "$name" "$script" >"$tree/DEBIAN/$script"
        chmod 755 "$tree/DEBIAN/$script"
    done
    if [[ -e $here/$name/preinst ]]; then install -m 755 "$here/$name/preinst" "$tree/DEBIAN/preinst"; fi
    install -m 644 "$here/$name/templates" "$tree/DEBIAN/templates"
    (cd "$tree" && find etc -type f | sed 's|^|/|' | sort) >"$tree/DEBIAN/conffiles"
    (cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
    sed "s|@VERSION@|$version|; s|@ARCH@|$arch|; s|@GLIBC@|$glibc|; s|@SIZE@|$(find "$tree/usr" "$tree/etc" -printf '%y %s\n' | awk '{ sum += $1 == "f" ? int(($2 + 1023) / 1024) : 1 } END { print sum }')|" "$here/$name/control" >"$tree/DEBIAN/control"
    chmod 644 "$tree"/DEBIAN/{control,conffiles,md5sums}
}

# --- the packages --------------------------------------------------------------------------------------

package() {
    name=$1 tree=$work/tree/$1
    rm -rf "$tree"
    mkdir -p "$tree"
    umask 022
    put_program
    put_manuals
    put_system
    "put_${name/-/_}"
    put_control
    find "$tree" -type d -exec chmod 755 {} +
    # Not when it was built but what it was built from: the same bytes every time.
    find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    mkdir -p "$out"
    rm -f "$out/${name}"_*_"$arch".deb
    local compression=(-Zxz)
    if (( quick )); then compression=(-Zgzip -z1); fi
    dpkg-deb --root-owner-group "${compression[@]}" --build "$tree" "$out/${name}_${version}_$arch.deb" >&2
    if (( ! quick )); then lintian --fail-on error --tag-display-limit 0 "$out/${name}_${version}_$arch.deb" >&2 || die "lintian found errors in $name"; fi
    say "$out/${name}_${version}_$arch.deb: $(du -k "$out/${name}_${version}_$arch.deb" | cut -f1) KiB, installed $(sed -n 's/Installed-Size: //p' "$tree/DEBIAN/control") KiB"
}

put_edge_agent() {
    # Not the program itself: a release may stand in its place.
    rm "$tree/usr/lib/edge/edge-agent"
    put 755 "$root/deploy/systemd/edge-agent-launcher" usr/lib/edge/edge-agent
    put 644 "$root/deploy/systemd/60-edge-agent.rules" usr/lib/udev/rules.d/60-edge-agent.rules
    put 644 "$root/deploy/systemd/61-edge-agent-stick.rules" usr/lib/udev/rules.d/61-edge-agent-stick.rules
    put 755 "$root/deploy/systemd/edge-agent-stick" usr/lib/edge/edge-agent-stick
    put 644 "$root/deploy/systemd/edge-agent.journald.conf" usr/lib/systemd/journald.conf.d/edge-agent.conf
    (cd "$work/publish/edge-agent" && find fonts -type f) | while IFS= read -r file; do put 644 "$work/publish/edge-agent/$file" "usr/lib/edge/lib/edge-agent/$file"; done
    (cd "$artifacts/lib/edge-agent" && find prompts -type f) | while IFS= read -r file; do put 644 "$artifacts/lib/edge-agent/$file" "usr/lib/edge/lib/edge-agent/$file"; done
    put_docs technician.md technician.vi.md desk.md enrolment.md kiosk.md kiosk.vi.md kiosk-hardware.md protocol.md security.md voice-and-paper.md
}

# The same program as a file that boards install beside the package, once a release key has signed it: edge-hub release sign.
pack_release() {
    local file=$out/edge-agent_${version}_$arch.unsigned-release fast=()
    if (( quick )); then fast=(--fast); fi
    say "packing the release; this takes minutes"
    rm -f "$out"/edge-agent_*_"$arch".unsigned-release
    "$artifacts/edge-agent" release pack "$work/tree/edge-agent/usr/lib/edge/lib/edge-agent" --out "$file" --release-version "$version" --number "$SOURCE_DATE_EPOCH" --arch "$arch" "${fast[@]}" || die "the release could not be packed"
    say "$file: $(du -k "$file" | cut -f1) KiB; sign it with: edge-hub release sign $file --key release.key --out edge-agent_${version}_$arch.edge-release"
}

put_edge_hub() {
    put_user edge-export
    put 644 "$root/deploy/systemd/edge-export.service" usr/lib/systemd/system/edge-export.service
    put 644 "$root/deploy/prometheus/edge-hub.rules.yml" usr/share/doc/edge-hub/examples/edge-hub.rules.yml
    put 644 "$root/deploy/grafana/edge-hub.json" usr/share/doc/edge-hub/examples/edge-hub.json
    put_docs operator.md operator.vi.md hub-access.md protocol.md security.md
}

# Read as a whole before it runs: a change to this file does no harm to a build that is under way.
{
    for name in "${names[@]}"; do publish "$name" "${projects[$name]}"; done
    for name in "${names[@]}"; do package "$name"; done
    if (( release )); then pack_release; fi
    exit
}
