# What differs between the architectures that the lab's machine can have, by Debian's name in EDGEDEV_LAB_ARCH. Sourced, not run.
# shellcheck shell=bash disable=SC2034 # for those who source it
arch=${EDGEDEV_LAB_ARCH:-amd64}
case $arch in
    amd64)
        runtime=linux-x64 kernel_arch=x86 cross='' console=ttyS0
        arch_packages=(qemu-system-x86 seabios gcc-12)
        # Without SMAP: this QEMU's iretq reads a program's stack as the kernel would, which SMAP forbids, and .NET goes on after a pause by iretq.
        qemu=(qemu-system-x86_64 -M q35 -cpu "${EDGEDEV_LAB_CPU:-max,-smap}") ;;
    arm64)
        runtime=linux-arm64 kernel_arch=arm64 cross=aarch64-linux-gnu- console=ttyAMA0
        arch_packages=(qemu-system-arm gcc-12-aarch64-linux-gnu)
        # A Raspberry Pi 4's processor; QEMU's own would spend its time on pointer authentication.
        qemu=(qemu-system-aarch64 -M virt,gic-version=2 -cpu "${EDGEDEV_LAB_CPU:-cortex-a72}") ;;
    *) echo "lab: --arch is amd64 or arm64, not '$arch'" >&2; exit 64 ;;
esac
# How whoever needs what Debian's archive has ends where it cannot be had.
not_here=75
# True where programs of this system run in the machine as they are.
is_own() { [[ $arch == amd64 ]]; }
