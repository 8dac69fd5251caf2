import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findUnverified } from '../../src/answering/find-unverified.ts';

const evidence = [
  'How do I free disk space?',
  'Run `sudo nix-collect-garbage -d`, or set nix.gc.automatic. See https://nixos.org/manual/nix/stable/ and /etc/nixos/configuration.nix.',
];

test.each([
  ['Run `nix-collect-garbage -d`.', []],
  ['```console\n$ sudo nix-collect-garbage -d\nremoving stuff\n```', []],
  ['```console\n$ nix store delete --everything\n```', ['nix store delete --everything']],
  ['```sh\n# tidy up\nnix-collect-garbage -d\nrm -rf /nix/store\n```', ['rm -rf /nix/store']],
  ['Add `--delete-older-than 7d` to it.', ['--delete-older-than 7d']],
  ['Use --keep-going for that.', ['--keep-going']],
  ['Set nix.gc.automatic, not nix.gc.magic.wand.', ['nix.gc.magic.wand']],
  ['Edit /etc/nixos/configuration.nix, not /etc/nix/made-up.conf.', ['/etc/nix/made-up.conf']],
  ['See https://nixos.org/manual/nix/stable/ or https://evil.example/x.', ['https://evil.example/x']],
  ['```nix\nnix.gc.automatic = true;\nservices.made.up = 1;\n```', ['services.made.up']],
  ['The words `and`, `or` and e.g. this/that are no commands. It costs 3.50, see section 2.1.3.', []],
])('in %j nothing vouches for %j', (answer, expected) => {
  expect(findUnverified(answer, evidence)).toEqual(expected);
});

test('nothing that was copied from the sources is marked', () => {
  const lines = fc.array(
    fc.constantFrom('run nix-build --option x', 'see /etc/nix/nix.conf', 'a.b.c = 1', 'plain words'),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(lines, (copied) => {
      const text = copied.join('\n');
      expect(findUnverified(text, [text])).toEqual([]);
      expect(findUnverified(`\`\`\`sh\n${text}\n\`\`\``, [text])).toEqual([]);
    }),
  );
});

test('any text at all comes to an end', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void findUnverified(text, [])));
  for (const text of [
    '`'.repeat(50_000),
    '/a'.repeat(50_000),
    'a.'.repeat(50_000),
    '~~~\n'.repeat(5_000),
    '--'.repeat(50_000),
  ]) {
    expect(Array.isArray(findUnverified(text, []))).toBe(true);
  }
});
