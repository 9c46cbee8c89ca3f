#!/usr/bin/env bash
# Builds the agent's Debian package for an architecture and unpacks it: what that package brings lies in FOLDER/root then.
# usage: packaged.sh ARCH FOLDER    not again for the same commit, unless there are changes that are in none
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
arch=$1 folder=$2
commit=$(git -C "$here" rev-parse HEAD)
mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9
if [[ -e $folder/commit && $(<"$folder/commit") == "$commit" && -z $(git -C "$here" status --porcelain) ]]; then exit; fi
rm -rf "$folder"/{commit,root,packages}
"$here/../../deploy/debian/build.sh" --arch "$arch" --only edge-agent --quick --out "$folder/packages"
dpkg-deb -x "$folder"/packages/edge-agent_*_"$arch".deb "$folder/root"
printf '%s\n' "$commit" >"$folder/commit"
