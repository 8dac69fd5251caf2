/** What a made community asks about: each subject with its words, the most used first. */
export const subjects: readonly (readonly string[])[] = [
  'nvidia wayland monitor gpu xorg resolution flicker display cuda hdmi compositor vulkan'.split(' '),
  'flakes inputs nixpkgs registry outputs pin follows overlay channel flakehub legacy pure'.split(' '),
  'wifi vpn dns wireguard firewall ethernet router hotspot tailscale bluetooth proxy ipv6'.split(' '),
  'postgres database backup dump replica schema table sqlite migration index vacuum mysql'.split(' '),
  'docker container compose podman image registry volume kubernetes swarm entrypoint cluster pod'.split(' '),
  'python venv pip poetry numpy jupyter wheel conda notebook pandas torch interpreter'.split(' '),
  'disk partition btrfs zfs luks swap raid snapshot filesystem mount encryption ssd'.split(' '),
  'pipewire audio microphone speaker headset alsa jack volume equalizer recording latency mixer'.split(' '),
];
