/** What a small community asks in its first weeks, what a middling model makes of it, and what the others think of that. */
export interface Asked {
  by: Name;
  question: string;
  /** What the model says, where it is asked at all. */
  answer: string;
  votes: Partial<Record<Name, '👍' | '👎'>>;
}

export type Name = (typeof names)[number];
export const names = ['ada', 'bob', 'cleo', 'dan', 'eve'] as const;

export const week1: Asked[] = [
  {
    by: 'ada',
    question: 'How do I keep only the last five boot entries?',
    answer:
      'Set a limit for the boot loader and rebuild:\n```nix\nboot.loader.systemd-boot.configurationLimit = 5;\n```\nThe generations themselves stay until they are collected.',
    votes: { bob: '👍', cleo: '👍', dan: '👍' },
  },
  {
    by: 'bob',
    question: 'How do I make the console font bigger?',
    answer: 'Edit `/etc/vconsole.conf`, write `FONT=ter-132n` into it, and restart.',
    votes: { ada: '👎', dan: '👎' },
  },
  {
    by: 'cleo',
    question: 'What does nix flake lock actually write?',
    answer:
      'It writes `flake.lock`: for each input the exact revision and the hash of its contents, so that everybody who builds the flake gets the same inputs.',
    votes: { ada: '👍', bob: '👍' },
  },
  {
    by: 'dan',
    question: 'Why is my laptop hot after closing the lid?',
    answer: 'Perhaps something is running. You could look at what is running, or restart it.',
    votes: { ada: '👎', eve: '👍' },
  },
  {
    by: 'eve',
    question: 'How do I see what changed between two generations?',
    answer:
      'Compare their closures:\n```console\nnix store diff-closures /nix/var/nix/profiles/system-41-link /nix/var/nix/profiles/system-42-link\n```',
    votes: { ada: '👍', bob: '👍', cleo: '👍' },
  },
  {
    by: 'ada',
    question: 'Which licence has Nixpkgs?',
    answer: 'The package descriptions are under the MIT licence. What they build has licences of its own.',
    votes: { bob: '👍' },
  },
];

export const week2: Asked[] = [
  {
    by: 'bob',
    question: 'How do I run one command as another user?',
    answer: 'With `sudo`:\n```console\nsudo -u alice id\n```',
    votes: { ada: '👍', cleo: '👍' },
  },
  {
    by: 'cleo',
    question: 'Why does my timer not fire after a reboot?',
    answer:
      'A timer that was due while the machine was off is skipped, unless it is persistent:\n```nix\nsystemd.timers.backup.timerConfig.Persistent = true;\n```',
    votes: { bob: '👍', dan: '👍', eve: '👍' },
  },
  {
    by: 'dan',
    question: 'How do I change the hostname?',
    answer: 'Run `hostnamectl set-hostname newname`, and it stays.',
    votes: { ada: '👎', bob: '👎', cleo: '👎' },
  },
  {
    by: 'eve',
    question: 'How do I mount a USB stick as a normal user?',
    answer: 'Enable udisks, which desktops ask to mount sticks:\n```nix\nservices.udisks2.enable = true;\n```',
    votes: { bob: '👍', cleo: '👍' },
  },
  {
    by: 'ada',
    question: 'Is Wayland better than X11?',
    answer: 'It is a matter of taste, and everybody should use what they like. There are many opinions about it.',
    votes: { dan: '👎', eve: '👎' },
  },
  {
    by: 'bob',
    question: 'How do I write a systemd mount for a network share?',
    answer:
      'Declare the file system, and mount it when it is first used:\n```nix\nfileSystems."/mnt/share" = {\n  device = "//server/share";\n  fsType = "cifs";\n  options = [ "x-systemd.automount" "noauto" ];\n};\n```',
    votes: { ada: '👍', dan: '👍' },
  },
];

export const week3: Asked[] = [
  {
    by: 'cleo',
    question: 'How do I turn off the beep of the console?',
    answer: 'Keep the kernel from loading its driver:\n```nix\nboot.blacklistedKernelModules = [ "pcspkr" ];\n```',
    votes: { ada: '👍', bob: '👍' },
  },
  {
    by: 'dan',
    question: 'Why does nix repl not know my variable?',
    answer: 'Load the file that has it first: `:l ./default.nix`, or `:lf .` for a flake.',
    votes: { bob: '👍', cleo: '👍' },
  },
  {
    by: 'eve',
    question: 'How do I format all Nix files of a project?',
    answer: 'Declare a formatter in the flake, and run it:\n```console\nnix fmt\n```',
    votes: { ada: '👍', dan: '👍' },
  },
  {
    by: 'ada',
    question: 'How do I stop a service from starting at boot?',
    answer: 'Give it nobody who wants it:\n```nix\nsystemd.services.cups.wantedBy = lib.mkForce [ ];\n```',
    votes: { cleo: '👍', eve: '👍' },
  },
  {
    by: 'bob',
    question: 'Why is evaluation so slow?',
    answer: 'Because Nix is slow. Buy a faster computer.',
    votes: { ada: '👎', cleo: '👎' },
  },
  {
    by: 'cleo',
    question: 'How do I log in without a password on the console?',
    answer:
      'For one user, on a machine that nobody else can reach:\n```nix\nservices.getty.autologinUser = "cleo";\n```',
    votes: { dan: '👍' },
  },
  {
    by: 'dan',
    question: 'How do I make zsh my login shell?',
    answer:
      'Enable it, and give it to the user:\n```nix\nprograms.zsh.enable = true;\nusers.users.dan.shell = pkgs.zsh;\n```',
    votes: { ada: '👍', bob: '👍', cleo: '👍' },
  },
  {
    by: 'eve',
    question: 'What is the daemon of Nix for?',
    answer: 'It builds as users of its own and alone writes to the store, so that nobody has to be trusted with it.',
    votes: { ada: '👍', dan: '👍' },
  },
  {
    by: 'ada',
    question: 'How do I give a service more open files?',
    answer: 'Raise its limit:\n```nix\nsystemd.services.web.serviceConfig.LimitNOFILE = 65536;\n```',
    votes: { bob: '👍', cleo: '👍' },
  },
];
