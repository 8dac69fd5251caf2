import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeConfig } from '../../src/config/index.ts';
import { aFolder, failureOf, load, mistakesOf } from './folder.ts';

// Both ends are marked, so that a piece of a secret is recognised as well.
const secrets = fc.string().map((middle) => `Zq7${middle}kX9`);
const expectHidden = (text: string) => expect(text).not.toMatch(/Zq7|kX9/);

test('a wrong secret is known by its length alone', () => {
  const yaml = 'memberKey: 0123456789ab\nhosts: {local: {apiKey: "a b", headers: {X-A: 5, X B: c}}}\n';
  expect(mistakesOf(() => load(yaml))).toEqual([
    'quorum.yaml:1  memberKey  found a value of 12 characters, expected 64 hexadecimal characters',
    'quorum.yaml:2  hosts.local.apiKey  found a value of 3 characters, expected a key without spaces',
    'quorum.yaml:2  hosts.local.headers  found a number, expected text on one line; put it in quotes',
    'quorum.yaml:2  hosts.local.headers  found a name that is none, expected a mapping of header names to texts',
  ]);
});

describe('no error shows a secret', () => {
  const wrong = '\nweb: {port: wrong}\n';
  const quoted = JSON.stringify;

  test.each<[string, (secret: string) => string]>([
    ['as it should be written', (secret) => `hosts:\n  local:\n    apiKey: ${quoted(secret)}${wrong}`],
    ['without quotes', (secret) => `hosts:\n  local:\n    apiKey: ${secret}${wrong}`],
    ['without quotes and without its first letter', (secret) => `memberKey: ${secret.slice(3)}${wrong}`],
    ['without a space', (secret) => `hosts:\n  local:\n    apiKey:${secret}${wrong}`],
    ['with a wrong escape', (secret) => `memberKey: "\\${secret}"${wrong}`],
    ['after a block sign', (secret) => `memberKey: |${secret}${wrong}`],
    ['after a tag sign', (secret) => `memberKey: !${secret}${wrong}`],
    ['after an alias sign', (secret) => `memberKey: *${secret}${wrong}`],
    ['as a directive', (secret) => `%${secret}\n---\nmemberKey: 1${wrong}`],
    ['under a wrong name', (secret) => `hosts: {local: {apikey: ${quoted(secret)}}}${wrong}`],
    ['in braces without a space', (secret) => `hosts: {local: {apiKey=${secret.replace(/[^\w-]/g, '')}}}${wrong}`],
    ['in place of a host', (secret) => `hosts: {local: ${quoted(secret)}}${wrong}`],
    ['in place of all hosts', (secret) => `hosts: ${quoted(secret)}${wrong}`],
    ['in place of headers', (secret) => `hosts: {local: {headers: ${quoted(secret)}}}${wrong}`],
    ['in a header', (secret) => `hosts: {local: {headers: {Authorization: ${quoted(secret)}}}}${wrong}`],
    ['in a header in braces', (secret) => `hosts:\n  local:\n    headers: {A: ${secret}}${wrong}`],
    ['in an address', (secret) => `hosts: {local: {url: ${quoted(`http://me:${secret}@host`)}}}${wrong}`],
    ['in the address of a database', (secret) => `database: ${quoted(`postgres://me:${secret}@host/db`)}${wrong}`],
  ])('%s', (_, yamlWith) => {
    const folder = aFolder();
    fc.assert(
      fc.property(secrets, (secret) => {
        folder.write({ 'quorum.yaml': yamlWith(secret) });
        const failure = failureOf(() => folder.load());
        expectHidden(failure.message + JSON.stringify(failure.mistakes));
      }),
    );
  });

  test('nor does one about variables', () => {
    const folder = aFolder();
    fc.assert(
      fc.property(secrets, (secret) => {
        const variables = {
          QUORUM_MEMBER_KEY: secret,
          QUORUM_HOSTS_LOCAL_API_KEY: secret,
          QUORUM_HOSTS_LOCAL_HEADERS: `{A: ${secret}`,
        };
        folder.write({
          '.env': Object.entries(variables)
            .map(([name, text]) => `${name}=${text}\n${name} ${text}\n`)
            .join(''),
        });
        const env = { ...variables, OLLAMA_HOST: `me:${secret}@host`, QUORUM_WEB_PORT: 'wrong' };
        expectHidden(failureOf(() => folder.load({ env })).message);
      }),
    );
  });
});

test('the settings in effect show that there is a secret, and nothing of it', () => {
  const key = `${'Zq7'.repeat(2)}kX9`;
  const rows = describeConfig(
    load(`hosts: {local: {apiKey: ${key}, headers: {A: ${key}}}}`, { QUORUM_MEMBER_KEY: 'ab'.repeat(32) }),
  );
  const secretRows = rows.filter(({ value }) => value === '(hidden)');
  expect(secretRows.map(({ path }) => path)).toEqual(['memberKey', 'hosts.local.apiKey', 'hosts.local.headers']);
  expectHidden(JSON.stringify(rows));
  expect(JSON.stringify(rows)).not.toContain('abab');
});
