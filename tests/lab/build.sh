#!/usr/bin/env bash
# Builds the lab's machine: Debian's stock kernel, simulators that Debian leaves out, a small Debian with .NET.
# usage: build.sh FOLDER    leaves vmlinuz, initrd.gz and root.img there; a step whose inputs have not changed is not done again
# For the architecture that EDGEDEV_LAB_ARCH names (amd64).
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
. "$here/arch.sh"
. "$here/foreign.sh"
lab=$1
mkdir -p "$lab"
cd "$lab"

# bookworm's own kernel is 6.1; 6.12 comes as a security update.
kernel_package=linux-image-6.12-$arch
image_mb=800
root=$lab/rootfs

say() { printf 'lab: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
# What is fetched may not be there to be had; the caller tells that from a build that is broken.
not_here() { say "$*"; exit "$not_here"; }

# step NAME INPUTS…: does build_NAME unless it was done with these inputs before.
step() {
    local name=$1 inputs started=$SECONDS
    shift
    inputs=$({ declare -f "build_$name"; printf '%s\n' "${@##*/}"; for file in "$@"; do [[ ! -f $file ]] || cat "$file"; done; } | sha256sum)
    if [[ -e done.$name && $(<"done.$name") == "$inputs" ]]; then return; fi
    say "building: $name"
    rm -f "done.$name"
    "build_$name"
    printf '%s\n' "$inputs" >"done.$name"
    say "built: $name, $((SECONDS - started)) s"
}

build_kernel() {
    rm -rf debs kernel headers
    mkdir -p debs kernel headers
    # The programs that compile modules run on this system, whatever they compile for.
    (cd debs && its_apt apt-get download -qq -o APT::Sandbox::User=root "linux-kbuild-$version:$(dpkg --print-architecture)" \
        "linux-image-$release" "linux-headers-$release" "linux-headers-$version-common" "linux-source-$series" busybox-static) || not_here "the kernel's packages cannot be fetched"
    dpkg-deb -x debs/linux-image-*.deb kernel
    dpkg-deb --fsys-tarfile debs/busybox-static_*.deb | tar -xO ./bin/busybox >busybox
    local package
    for package in debs/linux-headers-*.deb debs/linux-kbuild-*.deb; do dpkg-deb -x "$package" headers; done
    # Debian's headers expect to be installed; here they are only unpacked.
    sed -i "s#^include /usr/src/#include $lab/headers/usr/src/#" "headers/usr/src/linux-headers-$release/Makefile"
    # With it there the build would make BTF, which needs pahole.
    rm -f "headers/usr/src/linux-headers-$release/vmlinux"
}

# gpio-sim and its interrupt simulator are off in Debian's kernels, so they are built from Debian's source. A module may
# not look up an interrupt's descriptor; generic_handle_irq() does the same through the handler that irq_sim installed.
build_modules() {
    rm -rf modules
    mkdir modules
    dpkg-deb --fsys-tarfile debs/linux-source-*.deb | tar -xO "./usr/src/linux-source-$series.tar.xz" | tar -xJ -C modules --strip-components=1 \
        "linux-source-$series"/{drivers/gpio/gpio-sim.c,kernel/irq/irq_sim.c,drivers/leds/uleds.c,drivers/rtc/rtc-test.c,drivers/md/dm-dust.c}
    mv modules/drivers/gpio/gpio-sim.c modules/gpio-sim-core.c
    mv modules/kernel/irq/irq_sim.c modules/drivers/*/*.c modules/
    sed -i 's/handle_simple_irq(irq_to_desc(irqnum))/generic_handle_irq(irqnum)/' modules/irq_sim.c
    cp "$here"/kernel/*.c "$here/kernel/Kbuild" modules/
    make -s -C "headers/usr/src/linux-headers-$release" M="$lab/modules" ARCH="$kernel_arch" CROSS_COMPILE="$cross" CC="${cross}gcc-12" modules >modules/build.log 2>&1 || { cat modules/build.log >&2; die "the simulators do not compile"; }
    "${cross}strip" --strip-debug modules/*.ko
}

build_rootfs() {
    rm -rf "$root"
    local packages
    packages=$(sed 's/#.*//' "$here/machine/packages.txt" | xargs | tr ' ' ,)
    # It would look for an interpreter where `emulated` has none.
    emulated mmdebstrap --quiet --architectures="$arch" --skip=check/qemu --variant=minbase --mode=root --include="$packages" \
        --aptopt='Apt::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
        --dpkgopt='force-unsafe-io' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        bookworm "$root" "$sources" || not_here "the packages of the machine cannot be fetched"
}

# Debian 13's library for lines beside this machine's: the same drivers run on both. Its own state of apt, which stays here.
build_gpiod3() {
    rm -rf gpiod3
    mkdir -p gpiod3/{lists/partial,cache/archives/partial,sources}
    local uri
    uri=$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\?\([^ ]*\) bookworm .*/\2/p' "$sources" | head -n 1)
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri trixie main" >gpiod3/sources/trixie.list
    local apt=(its_apt apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$PWD/gpiod3/sources" -o "Dir::State::lists=$PWD/gpiod3/lists"
        -o "Dir::Cache=$PWD/gpiod3/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root -o Acquire::Languages=none)
    ("${apt[@]}" update && cd gpiod3 && "${apt[@]}" download libgpiod3) || not_here "Debian 13's libgpiod3 cannot be fetched"
    dpkg-deb -x gpiod3/libgpiod3_*.deb gpiod3
    install -m 644 gpiod3/usr/lib/*/libgpiod.so.3 gpiod3/libgpiod.so.3
    rm -rf gpiod3/{lists,cache}
}

# What Debian's packages do not bring: modules, .NET, settings, and the program that listens to the host.
build_image() {
    install_modules
    mkdir -p "$root/usr/lib/edge"
    # For another architecture there is none here; Edge brings its own there, as its packages do.
    if is_own; then
        mkdir -p "$root/usr/share/dotnet"
        cp -a "$dotnet/dotnet" "$dotnet/host" "$dotnet/shared" "$root/usr/share/dotnet/"
        ln -sf ../share/dotnet/dotnet "$root/usr/bin/dotnet"
    fi
    ln -sf ../lib/edge/edge-agent ../lib/edge/edge-hub "$root/usr/bin/"

    echo lab >"$root/etc/hostname"
    printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
    # Edge itself is a disk of its own that each run makes anew.
    printf '/dev/vda / ext4 noatime 0 1\n/dev/disk/by-id/virtio-edge /usr/lib/edge ext4 ro,x-systemd.device-timeout=900 0 0\n' >"$root/etc/fstab"
    # Without one the first boot would enable every unit again that the packages suggest.
    echo 0123456789abcdef0123456789abcdef >"$root/etc/machine-id"
    mkdir -p "$root/etc/systemd/journald.conf.d"
    printf '[Journal]\nStorage=persistent\n' >"$root/etc/systemd/journald.conf.d/lab.conf"
    # A resting place for the root shell of `./edge lab shell`.
    passwd --root "$root" --delete root >/dev/null
    install -m 755 "$here/guest/lab-guest" "$root/usr/local/sbin/"
    install -m 644 "$here/guest/lab-guest.service" "$root/etc/systemd/system/"
    # For units with an old script beside them it would start a program of the machine's.
    export SYSTEMCTL_SKIP_SYSV=1
    systemctl --root="$root" --quiet enable lab-guest.service
    systemctl --root="$root" --quiet disable mosquitto.service fstrim.timer apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service getty@tty1.service
    systemctl --root="$root" --quiet mask systemd-binfmt.service proc-sys-fs-binfmt_misc.automount e2scrub_reap.service

    rm -f root.img
    truncate -s "${image_mb}M" root.img
    mke2fs -q -t ext4 -d "$root" -E lazy_itable_init=0,lazy_journal_init=0 root.img
    cp "kernel/boot/vmlinuz-$release" vmlinuz
    build_initrd
}

# The files of a module and of what it needs, from the unpacked kernel.
module_files() {
    local name
    for name; do
        modprobe -d "$lab/kernel" -S "$release" --show-depends "$name"
    done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }'
}

install_modules() {
    local to=$root/lib/modules/$release file names
    depmod -b "$lab/kernel" "$release"
    read -ra names < <(sed 's/#.*//' "$here/kernel/modules.txt" | xargs)
    rm -rf "$root/lib/modules"
    mkdir -p "$to/updates"
    for file in $(module_files "${names[@]}"); do
        install -D -m 644 "$file" "$to/${file#"$lab/kernel/lib/modules/$release/"}"
    done
    cp kernel/lib/modules/"$release"/modules.{builtin,builtin.modinfo,order} "$to/"
    cp modules/*.ko "$to/updates/"
    depmod -b "$root" "$release"
}

build_initrd() {
    local tree file name
    tree=$(mktemp -d)
    mkdir -p "$tree"/{bin,proc,sys,dev,root,lib}
    install -m 755 busybox "$tree/bin/busybox"
    install -m 755 "$here/guest/init" "$tree/init"
    for file in $(module_files virtio_pci virtio_blk virtio_net ext4 crc32c_generic); do
        name=$(basename "${file%.xz}")
        # busybox takes them as they are only.
        if [[ $file == *.xz ]]; then xz -dc "$file" >"$tree/lib/$name"; else cp "$file" "$tree/lib/$name"; fi
        echo "$name" >>"$tree/modules"
    done
    (cd "$tree" && find . | cpio -o -H newc --quiet | gzip) >initrd.gz
    rm -rf "$tree"
}

# The host's own sources, so that a mirror it uses is used here too.
sources=/etc/apt/sources.list.d/debian.sources
[[ -e $sources ]] || sources=/etc/apt/sources.list
know_its_packages || not_here "what Debian has for $arch cannot be asked"
release=$(its_apt apt-cache depends "$kernel_package" | sed -n 's/.*Depends: linux-image-//p' | head -n 1)
[[ -n $release ]] || not_here "apt does not know $kernel_package; run apt-get update, with the security updates of bookworm among the sources"
version=${release%-"$arch"}
series=$(cut -d. -f1,2 <<<"$release")
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")

step kernel "$release"
step modules "$release" "$here"/kernel/{Kbuild,*.c} "$here/arch.sh"
step rootfs "$here/machine/packages.txt" "$sources"
step gpiod3 "$sources"
step image "$(cat done.kernel done.modules done.rootfs)" "$(ls "$dotnet/shared"/*)" "$here"/guest/{init,lab-guest,lab-guest.service} "$here/kernel/modules.txt" "$(declare -f install_modules build_initrd)"
