#!/bin/sh
# usage: overlay-root.sh MEMORY DATA PROGRAMS COMMAND [ARGS]…   in a mount namespace of its own, as root
# Becomes the command on a system as overlayroot makes it: all of / read-only under a memory disk, which lies at MEMORY and is seen there. DATA, a
# file system of its own, stays what it is; so does PROGRAMS, what was built.
set -eu
memory=$1 data=$2 programs=$3
shift 3
mount -t tmpfs tmpfs "$memory"
mkdir "$memory/upper" "$memory/work" "$memory/root"
root=$memory/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$memory/upper,workdir=$memory/work" "$root"
for folder in /proc /sys /dev "$programs" ${DOTNET_ROOT:-} "$memory" "$data"; do
    mkdir -p "$root$folder"
    mount --rbind "$folder" "$root$folder"
done
exec chroot "$root" "$@"
