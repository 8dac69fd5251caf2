import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aFolder, failureOf, load, mistakesOf } from './folder.ts';

describe('a wrong file', () => {
  test('says where, what was found and what is expected, for every mistake at once, in its own order', () => {
    const failure = failureOf(() =>
      load(`# Ours
web:
  host: 0.0.0.0
  prot: 8080
  port: eighty
community:
  name: 2600
hosts:
  local:
    contextTokens: 512
    contextTokensByModel: {qwen3:8b: much}
roles:
  coder: {models: [], topP: 0}
database: postgresql://me:password@db/quorum
`),
    );
    expect(failure.code).toBe('bad-config');
    expect(failure.message).toBe(
      `quorum.yaml has 9 mistakes:
  quorum.yaml:3  web.host  found "0.0.0.0", expected 127.0.0.1, ::1 or localhost; signing in from beyond this machine comes with a later version
  quorum.yaml:4  web.prot  is not a setting; did you mean "port"?
  quorum.yaml:5  web.port  found "eighty", expected a whole number from 0 to 65535
  quorum.yaml:7  community.name  found 2600, expected text of 1 to 100 characters; put it in quotes
  quorum.yaml:10  hosts.local.contextTokens  found 512, expected a whole number from 1024 to 1048576
  quorum.yaml:11  hosts.local.contextTokensByModel["qwen3:8b"]  found "much", expected a whole number from 1024 to 1048576
  quorum.yaml:13  roles.coder.models  found an empty list, expected a list of at least one, each text of 1 to 200 characters
  quorum.yaml:13  roles.coder.topP  found 0, expected a number above 0, at most 1
  quorum.yaml:14  database  found "postgresql://…@db/quorum", expected "file:" and the path of a file; PostgreSQL is not supported yet`,
    );
    expect(failure.mistakes[2]).toEqual({
      origin: { kind: 'file', file: 'quorum.yaml', line: 5 },
      path: 'web.port',
      sentence: 'found "eighty", expected a whole number from 0 to 65535',
    });
  });

  test('is told apart from wrong variables, which come after it', () => {
    const folder = aFolder({
      'quorum.yaml': 'web: {port: -1}',
      '.env': 'A=1\nQUORUM_WEB_ENABLED=yes\nQUORUM_DATA: x\n',
    });
    const failure = failureOf(() => folder.load({ env: { QUORUM_WEB_PORT: 'x', QUORUM_ROLES_QUICK_MODELS: 'a,,b' } }));
    expect(failure.message).toBe(
      `The settings have 5 mistakes:
  quorum.yaml:1  web.port  found -1, expected a whole number from 0 to 65535
  .env:2  QUORUM_WEB_ENABLED  found "yes", expected true or false
  .env:3  QUORUM_DATA  is not read, expected a name, "=" and a value
  QUORUM_ROLES_QUICK_MODELS  roles.quick.models[1]  found "", expected text of 1 to 200 characters
  QUORUM_WEB_PORT  found "x", expected a whole number from 0 to 65535`,
    );
    expect(failureOf(() => load('', { QUORUM_WEB_PORT: '1.5' })).message).toMatch(/^The environment has 1 mistake:\n/);
  });

  test.each([
    ['web: {port: 65536}', 'web.port  found 65536, expected a whole number from 0 to 65535'],
    ['web: {port: 1.5}', 'web.port  found 1.5, expected a whole number from 0 to 65535'],
    ['web: {port: "80"}', 'web.port  found "80", expected a whole number from 0 to 65535'],
    ['web: {port: }', 'web.port  found nothing, expected a whole number from 0 to 65535'],
    ['web: {enabled: yes}', 'web.enabled  found "yes", expected true or false'],
    ['web: 80', 'web  found a number, expected a mapping of enabled, host, port'],
    ['hosts: [a]', 'hosts  found a list of 1, expected a mapping of names of your choice'],
    ['log: {level: trace}', 'log.level  found "trace", expected one of debug, info, warn, error'],
    ['limits: {batchSize: 0.6}', 'limits.batchSize  found 0.6, expected a whole number from 1 to 64'],
    ['database: "file::memory:"', 'database  found "file::memory:", expected "file:" and the path of a file'],
    [
      'roles: {quick: {models: [a, 5]}}',
      'roles.quick.models[1]  found 5, expected text of 1 to 200 characters; put it in quotes',
    ],
    [
      'community: {forbidden: politics}',
      'community.forbidden  found "politics", expected a list, each text of 1 to 200 characters',
    ],
  ])('%s', (yaml, line) => {
    expect(mistakesOf(() => load(yaml))).toEqual([`quorum.yaml:1  ${line}`]);
  });

  test.each(['ftp://host', 'host:11434', 'http://', 'http://h:99999', 'http://h?key=1'])(
    '%s is no address of a host',
    (url) => {
      const [line, ...others] = mistakesOf(() => load(`hosts: {local: {url: ${JSON.stringify(url)}}}`));
      expect(line).toMatch(/hosts\.local\.url {2}found .*, expected an address such as http:\/\/127\.0\.0\.1:11434/);
      expect(others).toEqual([]);
    },
  );

  test('hears of a wrong name of a host and of what is wrong inside', () => {
    expect(mistakesOf(() => load('hosts:\n  Gpu:\n    url: http://gpu\n    kind: llama\n'))).toEqual([
      "quorum.yaml:2  hosts.Gpu  is not a host's name, expected a lower-case letter, then lower-case letters, digits or hyphens",
      'quorum.yaml:4  hosts.Gpu.kind  found "llama", expected one of ollama, openai',
    ]);
  });
});

describe('an unknown name', () => {
  test.each([
    ['web:\n  Port: 1', 'quorum.yaml:2  web.Port  is not a setting; did you mean "port"?'],
    ['port: 1', 'quorum.yaml:1  port  is not a setting; did you mean web.port?'],
    [
      'timeouts: {first_token_ms: 1}',
      'quorum.yaml:1  timeouts.first_token_ms  is not a setting; did you mean "firstTokenMs"?',
    ],
    ['web: {colour: red}', 'quorum.yaml:1  web.colour  is not a setting; expected one of enabled, host, port'],
    ['hosts: {local: {apikey: abc}}', 'quorum.yaml:1  hosts.local.apikey  is not a setting; did you mean "apiKey"?'],
    [
      'hosts: {local: {apiKey:abc}}',
      'quorum.yaml:1  hosts.local.apiKey  is not readable, expected a name, ":", a space and a value',
    ],
  ])('%j gets the nearest right one', (yaml, line) => {
    expect(mistakesOf(() => load(yaml))).toEqual([line]);
  });

  test.each([
    ['QUORUM_WBE_PORT', 'QUORUM_WEB_PORT'],
    ['quorum_web_port', 'QUORUM_WEB_PORT'],
    ['QUORUM_HOSTS_GPU_API_KYE', 'QUORUM_HOSTS_GPU_API_KEY'],
    ['QUORUM_DATABASE_URL', 'QUORUM_DATABASE'],
  ])('%s among the variables gets the nearest right one', (name, right) => {
    const env = { [name]: '1' };
    expect(mistakesOf(() => load('hosts: {gpu: {url: "http://gpu"}}', env))).toEqual([
      `${name}  is not a setting; did you mean ${right}?`,
    ]);
  });

  test('is always a mistake that names it and its line', () => {
    const folder = aFolder();
    const anyName = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !/[:=\s]/.test(name));
    const { config } = folder.load();
    fc.assert(
      fc.property(anyName, fc.constantFrom('', 'web', 'roles.quick', 'hosts.local'), (name, section) => {
        const around = section === '' ? [] : section.split('.');
        fc.pre(
          !Object.hasOwn(
            around.reduce<object>((part, step) => Reflect.get(part, step), config),
            name,
          ),
        );
        const lines = [
          ...around.map((step, depth) => `${' '.repeat(depth)}${step}:`),
          `${' '.repeat(around.length)}${JSON.stringify(name)}: 1`,
        ];
        folder.write({ 'quorum.yaml': lines.join('\n') });
        const { mistakes } = failureOf(() => folder.load());
        expect(mistakes).toHaveLength(1);
        expect(mistakes[0]?.origin).toEqual({ kind: 'file', file: 'quorum.yaml', line: lines.length });
        expect(mistakes[0]?.path).toContain(/^[\w-]+$/.test(name) ? name : JSON.stringify(name));
        expect(mistakes[0]?.sentence).toContain('is not a setting');
      }),
    );
  });

  test('that JavaScript objects have of themselves is as unknown as any', () => {
    const lines = mistakesOf(() =>
      load('__proto__: {web: 1}\nconstructor: 1\nweb: {toString: 1}\nhosts: {__proto__: {}}\n'),
    );
    expect(lines.map((line) => line.split('  ').slice(0, 2).join(' '))).toEqual([
      'quorum.yaml:1 __proto__',
      'quorum.yaml:2 constructor',
      'quorum.yaml:3 web.toString',
      'quorum.yaml:4 hosts.__proto__',
      'quorum.yaml:4 hosts.__proto__',
    ]);
  });
});

describe('what is not YAML', () => {
  test.each([
    ['web:\n\tport: 1', 'quorum.yaml:2:1  Tabs are not allowed as indentation'],
    ['web: {port: 1', 'quorum.yaml:1:14  Flow map in block collection must be sufficiently indented and end with a }'],
    ['a: 1\n---\nb: 2', 'quorum.yaml:2:1  There is a second document; expected one, without "---" between settings'],
    ['memberKey: !abc', 'quorum.yaml:1:12  There is a tag; a text with "!" first needs quotes'],
    [
      'memberKey: *abc',
      'quorum.yaml:1  memberKey  is an alias, expected the value itself; a text with "*" first needs quotes',
    ],
    ['- web', 'quorum.yaml:1  is not a mapping, expected lines such as "web:" with settings under them'],
    ['web', 'quorum.yaml:1  is not a mapping, expected lines such as "web:" with settings under them'],
  ])('%j', (yaml, line) => {
    expect(mistakesOf(() => load(yaml))).toEqual([line]);
  });

  test('a name written twice is a mistake, with both lines', () => {
    expect(mistakesOf(() => load('web:\n  port: 1\nlog:\nweb:\n  port: 2\n'))).toEqual([
      'quorum.yaml:4  web  is written twice, first in line 1',
    ]);
  });

  test('an anchor is refused, and what it stands for is checked all the same', () => {
    expect(mistakesOf(() => load('web: &w\n  port: x\n'))).toEqual([
      'quorum.yaml:1  web  has an anchor, expected none; a text with "&" first needs quotes',
      'quorum.yaml:2  web.port  found "x", expected a whole number from 0 to 65535',
    ]);
  });
});

test('QUORUM_CONFIG in .env is a mistake, since .env lies beside the file it would name', () => {
  const folder = aFolder({ '.env': 'QUORUM_CONFIG=other.yaml\n' });
  expect(mistakesOf(() => folder.load())).toEqual([
    '.env:1  QUORUM_CONFIG  is read from the environment alone; this file lies beside the one it names',
  ]);
});
