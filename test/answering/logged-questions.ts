/** Questions that say little, with the logs that say the rest, and the entry of the starter pack that answers each. */
export const loggedQuestions: { question: string; log: string; answeredBy: string | undefined }[] = [
  {
    question: 'why does this fail?',
    log: `building the system configuration...
error: builder for '/nix/store/3n2v8k1q9z5r7w4x6y0b2d4f6h8j0l1m-source.drv' failed with exit code 1
error: hash mismatch in fixed-output derivation '/nix/store/9vqk3m1x-source.drv':
         specified: sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            got:    sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
error: 1 dependencies of derivation '/nix/store/xyz-nixos-system.drv' failed to build`,
    answeredBy: 'What does "hash mismatch in fixed-output derivation" mean?',
  },
  {
    question: 'what is wrong here',
    log: `building the system configuration...
error:
       … while evaluating the attribute 'config.system.build.toplevel'
         at /nix/store/kq7-source/nixos/modules/system/activation/top-level.nix:319:5:
       … while evaluating a branch condition
       error: infinite recursion encountered
       at /nix/store/kq7-source/lib/modules.nix:652:66:`,
    answeredBy: 'How do I fix "infinite recursion encountered"?',
  },
  {
    question: 'help please',
    log: `2026-11-02T10:14:03.120Z INFO  unpacking
2026-11-02T10:14:05.991Z INFO  installing to /home/ada/tool
$ ./tool --version
Could not start dynamically linked executable: ./tool
NixOS cannot run dynamically linked executables intended for generic
linux environments out of the box.`,
    answeredBy:
      'Why does a downloaded binary fail with "No such file or directory" or "Could not start dynamically linked executable"?',
  },
  {
    question: 'It broke again, any idea?',
    log: `updating GRUB 2 menu...
cannot copy /nix/store/0x1c-linux-6.12/bzImage to /boot/kernels/0x1c-linux-6.12-bzImage.tmp: No space left on device at /nix/store/abc-install-grub.pl line 254.
warning: error(s) occurred while switching to the new configuration`,
    answeredBy: 'nixos-rebuild fails with "No space left on device" because /boot is full. What now?',
  },
  {
    question: 'can someone tell me what happened',
    log: `error: collision between '/nix/store/aaa-python3-3.12.7/bin/2to3' and '/nix/store/bbb-python3-3.11.9/bin/2to3'
error: build of '/nix/store/ccc-home-manager-path.drv' failed`,
    answeredBy: 'What do I do about "collision between" two packages or "conflicting subpath"?',
  },
  {
    question: 'hm, and now?',
    log: `error: undefined variable 'htpo'
       at /etc/nixos/configuration.nix:41:5:
           40|     ripgrep
           41|     htpo
             |     ^`,
    answeredBy: 'Why do I get "error: attribute … missing" or "undefined variable"?',
  },
  {
    question: 'what does this mean?',
    log: `nano /etc/hosts
[ Error writing /etc/hosts: Read-only file system ]`,
    answeredBy: 'Why can\'t I edit files in /etc? It says "Read-only file system"',
  },
  {
    question: 'why?',
    log: `error: Package ‘steam-unwrapped-1.0.0.82’ in /nix/store/x-source/pkgs/by-name/st/steam-unwrapped/package.nix:74 has an unfree license (‘unfreeRedistributable’), refusing to evaluate.`,
    answeredBy: 'How do I allow unfree packages?',
  },
  // Nothing known speaks of these.
  {
    question: 'why does this fail?',
    log: `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.length()" because "name" is null
\tat com.example.shop.Basket.total(Basket.java:42)`,
    answeredBy: undefined,
  },
  {
    question: 'what went wrong?',
    log: `[12:01:44] [Server thread/ERROR]: Encountered an unexpected exception
net.minecraft.ReportedException: Ticking entity
\tat net.minecraft.server.MinecraftServer.tickChildren(MinecraftServer.java:920)`,
    answeredBy: undefined,
  },
];
