import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aFolder, load, mistakesOf } from './folder.ts';

describe('without any file', () => {
  test('every setting has its default', () => {
    const { config, file, origins } = aFolder().load();
    expect(file).toBeUndefined();
    expect(config.web).toEqual({ enabled: true, host: '127.0.0.1', port: 7575 });
    expect(config.hosts).toEqual({
      local: expect.objectContaining({ kind: 'ollama', url: 'http://127.0.0.1:11434', modelsInMemory: 1 }),
    });
    expect(config.roles.quick).toMatchObject({ answerTokens: 400, temperature: 0.4, topP: 0.9 });
    expect(new Set(origins.values().map(({ kind }) => kind))).toEqual(new Set(['default']));
  });

  test('an empty file, a file of comments and a file of empty sections mean the same', () => {
    const folder = aFolder();
    const { config } = folder.load();
    for (const text of ['', '# later\n', '---\n', 'web:\nroles:\n  expert:\nhosts:\n  local:\n    headers:\n']) {
      folder.write({ 'quorum.yaml': text });
      expect(folder.load().config).toEqual(config);
    }
  });
});

describe('where a setting may be written', () => {
  test('the environment wins over .env, and .env over the file', () => {
    const folder = aFolder({
      'quorum.yaml': 'web: {port: 1}\nlimits: {queueLength: 1}\ncommunity: {name: one}\n',
      '.env': 'QUORUM_WEB_PORT=2\nQUORUM_LIMITS_QUEUE_LENGTH=2\n',
    });
    const { config, origins, file } = folder.load({ env: { QUORUM_WEB_PORT: '3' } });
    expect([config.web.port, config.limits.queueLength, config.community.name]).toEqual([3, 2, 'one']);
    expect(origins.get('web.port')).toEqual({ kind: 'variable', name: 'QUORUM_WEB_PORT' });
    expect(origins.get('limits.queueLength')).toMatchObject({ kind: 'dotenv', file: '.env', line: 2 });
    expect(origins.get('community.name')).toMatchObject({ kind: 'file', file: 'quorum.yaml', line: 3 });
    expect(file).toBe(join(folder.path, 'quorum.yaml'));
  });

  test('an empty variable is the same as none', () => {
    const folder = aFolder({
      '.env': 'QUORUM_WEB_PORT= \nexport QUORUM_COMMUNITY_NAME=\nQUORUM_DATA="elsewhere" # here\n',
    });
    const { config } = folder.load({ env: { QUORUM_DATA: '', QUORUM_CONFIG: '' } });
    expect([config.web.port, config.community.name]).toEqual([7575, 'Playground']);
    expect(config.data).toBe(join(folder.path, 'elsewhere'));
  });

  test('a list in a variable has commas or brackets, a mapping has braces', () => {
    const { config } = load('', {
      QUORUM_ROLES_QUICK_MODELS: 'a:1b, b',
      QUORUM_COMMUNITY_FORBIDDEN: '[politics, "war, and peace"]',
      QUORUM_HOSTS_LOCAL_CONTEXT_TOKENS_BY_MODEL: '{qwen3:8b: 16384}',
    });
    expect(config.roles.quick.models).toEqual(['a:1b', 'b']);
    expect(config.community.forbidden).toEqual(['politics', 'war, and peace']);
    expect(config.hosts.local?.contextTokensByModel).toEqual({ 'qwen3:8b': 16_384 });
  });

  test('what Kubernetes says of a service named quorum is not a setting', () => {
    const env = {
      QUORUM_SERVICE_HOST: '10.0.0.1',
      QUORUM_PORT: 'tcp://10.0.0.1:7575',
      QUORUM_PORT_7575_TCP_ADDR: '10.0.0.1',
    };
    expect(() => load('', env)).not.toThrow();
  });
});

describe('the settings file', () => {
  const elsewhere = {
    'etc/mine.yaml': 'data: kept\n',
    'etc/.env': 'QUORUM_WEB_PORT=80\n',
    '.env': 'QUORUM_WEB_PORT=81\n',
  };

  test('may be named, and then .env and relative paths start beside it', () => {
    const folder = aFolder(elsewhere);
    const { config, file } = folder.load({ file: 'etc/mine.yaml' });
    expect(file).toBe(join(folder.path, 'etc/mine.yaml'));
    expect(config.data).toBe(join(folder.path, 'etc/kept'));
    expect(config.web.port).toBe(80);
  });

  test('is named by the option before the environment', () => {
    const folder = aFolder(elsewhere);
    const env = { QUORUM_CONFIG: 'etc/mine.yaml' };
    expect(folder.load({ env }).config.web.port).toBe(80);
    expect(mistakesOf(() => folder.load({ env, file: 'other.yaml' }))).toEqual([
      'other.yaml  does not exist, though --config or QUORUM_CONFIG names it',
    ]);
  });

  test('is missed when it lies there under another ending', () => {
    const folder = aFolder({ 'quorum.yml': 'web: {port: 1}\n' });
    expect(mistakesOf(() => folder.load())).toEqual([
      'quorum.yaml  does not exist; quorum.yml is there, expected the name quorum.yaml',
    ]);
  });

  test('must be a file', () => {
    const folder = aFolder({ 'quorum.yaml/inside': '' });
    expect(mistakesOf(() => folder.load())).toEqual([
      expect.stringMatching(/^quorum\.yaml {2}cannot be read \(EISDIR/),
    ]);
  });
});

describe('what follows from other settings', () => {
  test('the database lies in the data folder unless it is written', () => {
    const folder = aFolder({ 'quorum.yaml': 'data: /var/lib/quorum\n' });
    expect(folder.load().config.database).toBe('file:/var/lib/quorum/quorum.db');
    const env = { QUORUM_DATABASE: 'file:my.db' };
    expect(folder.load({ env }).config.database).toBe(`file:${join(folder.path, 'my.db')}`);
  });

  test('hosts that are written replace the default one', () => {
    const { config } = load('hosts:\n  gpu-1: {url: "http://gpu:11434/"}\n', { QUORUM_HOSTS_GPU_1_API_KEY: 'key' });
    expect(Object.keys(config.hosts)).toEqual(['gpu-1']);
    expect(config.hosts['gpu-1']).toMatchObject({ url: 'http://gpu:11434', apiKey: 'key', parallel: 2 });
  });

  test('a host may come from the environment alone', () => {
    const { config } = load('', { QUORUM_HOSTS_MY_GPU_URL: 'https://gpu', QUORUM_HOSTS_MY_GPU_KIND: 'openai' });
    expect(Object.keys(config.hosts)).toEqual(['my-gpu']);
  });

  test('OLLAMA_HOST is the address of the host "local" that has none of its own', () => {
    const env = { OLLAMA_HOST: '0.0.0.0:9999' };
    const { config, origins } = load('hosts: {local: {parallel: 3}}', env);
    expect(config.hosts.local).toMatchObject({ url: 'http://127.0.0.1:9999', parallel: 3 });
    expect(origins.get('hosts.local.url')).toEqual({ kind: 'variable', name: 'OLLAMA_HOST' });
    expect(load('hosts: {local: {url: "http://b"}}', env).config.hosts.local?.url).toBe('http://b');
    expect(load('hosts: {gpu: {url: "http://b"}}', { OLLAMA_HOST: 'not://used' }).config.hosts.local).toBeUndefined();
  });

  test('any other host without an address is a mistake', () => {
    expect(mistakesOf(() => load('hosts:\n  local: {kind: openai}\n', { QUORUM_HOSTS_GPU_PARALLEL: '1' }))).toEqual([
      'quorum.yaml:2  hosts.local  has no url, expected the address where it answers',
      'QUORUM_HOSTS_GPU_PARALLEL  hosts.gpu  has no url, expected the address where it answers',
    ]);
  });
});

test('nothing in the settings can be changed', () => {
  const { config } = load('hosts: {local: {headers: {X-A: b}}}');
  const parts: unknown[] = [config];
  for (const part of parts) {
    if (typeof part !== 'object' || part === null) continue;
    expect(Object.isFrozen(part)).toBe(true);
    parts.push(...Object.values(part));
  }
  expect(parts.length).toBeGreaterThan(60);
});
