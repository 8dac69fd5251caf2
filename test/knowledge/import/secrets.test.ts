import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSecrets, maskSecrets } from '../../../src/knowledge/import/secrets.ts';
import { ifLeftOut, noSharedData, sharedData } from '../../shared-data.ts';

// Drawn here, so that no token stands in this file; always the same ones, since chance also draws words.
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';

function draw(alphabet: string, length: number, seed: number): string {
  let state = seed;
  const next = () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) % alphabet.length;
  };
  return Array.from({ length }, () => alphabet.charAt(next())).join('');
}

const drawn = (alphabet: string, length: number) =>
  fc.integer({ min: 1, max: 300 }).map((seed) => draw(alphabet, length, seed * 7919));
const letters = capitals + capitals.toLowerCase();
const base62 = drawn(letters + digits, 40);
const base64url = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
const pem = (kind: string) => (key: string) =>
  [
    `-----BEGIN ${kind} KEY-----`,
    ...Array.from({ length: 6 }, () => key + key.slice(0, 24)),
    `${key.slice(0, 10)}==`,
    `-----END ${kind} KEY-----`,
  ].join('\n');

const secrets: [string, fc.Arbitrary<string>][] = [
  [
    'a Discord bot token',
    base62.map((key) => `${btoa('112233445566778899')}.Gx${key.slice(0, 4)}.${key.slice(0, 38)}`),
  ],
  [
    'a Discord webhook',
    base62.map((key) => `https://discord.com/api/webhooks/112233445566778899/${key}${key.slice(0, 28)}`),
  ],
  ['a GitHub token', base62.map((key) => `ghp_${key.slice(0, 36)}`)],
  ['a GitHub token', base62.map((key) => `github_pat_${key.slice(0, 22)}_${key}${key.slice(0, 19)}`)],
  ['a GitLab token', base62.map((key) => `glpat-${key.slice(0, 20)}`)],
  ['an AWS access key', drawn(`${capitals}234567`, 16).map((key) => `AKIA${key}`)],
  ['a Slack token', base62.map((key) => `xoxb-1122334455-${key.slice(0, 24)}`)],
  ['a Google API key', base62.map((key) => `AIza${key.slice(0, 35)}`)],
  ['an API key', base62.map((key) => `sk-ant-api03-${key}-${key}AA`)],
  ['an API key', base62.map((key) => `sk-proj-${key}`)],
  ['a Stripe key', base62.map((key) => `sk_live_${key.slice(0, 24)}`)],
  ['an npm token', base62.map((key) => `npm_${key.slice(0, 36)}`)],
  ['a PyPI token', base62.map((key) => `pypi-AgEIcHlwaS5vcmc${key}`)],
  ['an age key', drawn(capitals + digits, 58).map((key) => `AGE-SECRET-KEY-1${key}`)],
  ['a JSON Web Token', base62.map((key) => `${base64url({ alg: 'HS256' })}.${base64url({ sub: 'alice' })}.${key}`)],
  ['a private key', base62.map(pem('RSA PRIVATE'))],
  ['a private key', base62.map(pem('OPENSSH PRIVATE'))],
  ['a private key', base62.map((key) => pem('EC PRIVATE')(key).split('\n').slice(0, 4).join('\n'))],
];

describe('known shapes are found, whole and alone', () => {
  test.each(secrets)('%s', (kind, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (secret) => {
        const before = 'Set this, then restart: ';
        const text = `${before}${secret}\nThat is all.`;
        expect(findSecrets(text)).toEqual([{ kind, start: before.length, end: before.length + secret.length }]);
      }),
    );
  });
});

describe('values that look drawn are found where a secret is assigned, but for the few that look like words', () => {
  test.each([
    (key: string) => `password = "${key.slice(0, 16)}"`,
    (key: string) => `DISCORD_TOKEN=${key}`,
    (key: string) => `{"api_key": "${key}"}`,
    (key: string) => `aws_secret_access_key = ${key}`,
    (key: string) => `services.x.secret = "${key}";`,
    (key: string) => `curl -H 'Authorization: Bearer ${key}'`,
    (key: string) => `psql postgres://admin:${key.slice(0, 14)}@db.internal/main`,
  ])('%s', (write) => {
    const keys = Array.from({ length: 1000 }, (_, index) => draw(letters + digits, 40, index + 1));
    const missed = keys.filter((key) => {
      const { text, masked } = maskSecrets(write(key));
      return masked.length !== 1 || text.includes(key.slice(3, 12)) || !text.includes('[secret removed]');
    });
    expect(missed.length).toBeLessThan(30);
  });
});

const hex = (length: number) => '3f9a0c47be21d586'.repeat(8).slice(0, length);
const base64 = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA';

test.each([
  `hash = "sha256-${base64}=";`,
  'sha256 = "0xxjx37fcy2nl3yz6igmv4mag2a7giq60xxjx37fcy2nl3yz6igm";',
  '/nix/store/0xxjx37fcy2nl3yz6igmv4mag2a7giq6-glibc-2.33-123',
  `"integrity": "sha512-${base64}${base64}=="`,
  `commit ${hex(40)}`,
  `md5: ${hex(32)}  sha256sum: ${hex(64)}`,
  'token: 123e4567-e89b-12d3-a456-426614174000',
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${base64} alice@example.org`,
  `trusted-public-keys = cache.nixos.org-1:${base64}=`,
  `![](data:image/png;base64,iVBORw0KGgo${base64})`,
  'password = "changeme"',
  'password: hunter2',
  'token = "<your token>"',
  `token = "$${'{'}{ secrets.CACHIX_AUTH_TOKEN }}"`,
  'API_KEY=$OPENAI_API_KEY',
  'api_key: xxxxxxxxxxxxxxxxxxxxxxxx',
  'api_key = "your-api-key-goes-here-123"',
  `ghp_${'x'.repeat(36)}`,
  'AKIAIOSFODNN7EXAMPLE',
  'sk-1234567890abcdefghijklmnop',
  'sk-some-class-name-for-the-stylesheet-2',
  'password = getPassword(userName, 123456789);',
  'const token = process.env.DISCORD_TOKEN_2024;',
  'secretKeyFile = "/var/secrets/cache-private-key.pem";',
  'hashedPassword = "$6$rounds=1000$aBcDeFgH1234$QwErTyUiOpAsDfGhJkL";',
  'The password: it must be Long1 and have 2 digits',
  'postgres://user:password@localhost/db',
  'git clone https://github.com/NixOS/nixpkgs, then mail me@example.org',
  '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
  'max_tokens: 4096, tokenizer = "Xenova/bert-base-uncased-v2"',
])('%j is no secret', (text) => expect(findSecrets(text)).toEqual([]));

test.skipIf(noSharedData)(`nothing in real documentation and real answers is taken for a secret${ifLeftOut}`, () => {
  const root = join(import.meta.dirname, '../../..');
  const files = [
    ...globSync(sharedData('data/nix.dev/**/*.md')),
    sharedData('data/stackfaq/entries.jsonl'),
    sharedData('data/stackfaq/queries.jsonl'),
    join(root, 'prisma/starter/nixos.yaml'),
    join(root, 'package-lock.json'),
  ];
  expect(files.length).toBeGreaterThan(30);
  for (const file of files) {
    expect(findSecrets(readFileSync(file, 'utf8')).map(({ kind }) => `${file}: ${kind}`)).toEqual([]);
  }
});

test('what is found never overlaps, and nothing is left to find once it is masked', () => {
  const part = fc.oneof(
    ...secrets.map(([, secret]) => secret),
    fc.string(),
    fc.constantFrom('token=', 'password: "', '"'),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const text = parts.join(' ');
      const found = findSecrets(text);
      found.forEach(({ start, end }, index) => {
        expect(start).toBeGreaterThanOrEqual(found[index - 1]?.end ?? 0);
        expect(end).toBeGreaterThan(start);
      });
      expect(maskSecrets(maskSecrets(text).text).masked).toEqual([]);
    }),
  );
});

test('hostile text comes to an end in time', () => {
  const pieces = [
    'eyJ',
    'a',
    'token=',
    'password: "',
    '-----BEGIN PRIVATE KEY-----\n',
    'http://a:',
    'M',
    'sk-',
    ' ',
    '"',
  ];
  for (const piece of pieces) expect(findSecrets(piece.repeat(200_000)).length).toBeLessThan(2);
  expect(findSecrets(`-----BEGIN PRIVATE KEY-----${'\n'.repeat(2_000_000)}`)).toEqual([]);
});
