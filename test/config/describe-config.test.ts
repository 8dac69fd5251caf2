import { expect, test } from 'vitest';
import { describeConfig } from '../../src/config/index.ts';
import { aFolder } from './folder.ts';

test('every setting is shown with its value and where that comes from', () => {
  const folder = aFolder({
    'quorum.yaml': 'community:\n  subject: ""\n  forbidden: [a, "b: c"]\nhosts:\n  gpu: {url: "http://gpu"}\n',
    '.env': '# ours\nQUORUM_LOG_LEVEL=debug\n',
  });
  const rows = describeConfig(folder.load({ env: { QUORUM_WEB_PORT: '8080' } }));
  const shown = new Map(rows.map(({ path, value, origin }) => [path, `${value} ← ${origin}`]));
  expect(shown.get('community.subject')).toBe('"" ← quorum.yaml:2');
  expect(shown.get('community.forbidden')).toBe('[a, "b: c"] ← quorum.yaml:3');
  expect(shown.get('hosts.gpu.url')).toBe('http://gpu ← quorum.yaml:5');
  expect(shown.get('hosts.gpu.apiKey')).toBe('(not set) ← default');
  expect(shown.get('log.level')).toBe('debug ← .env:2');
  expect(shown.get('web.port')).toBe('8080 ← QUORUM_WEB_PORT');
  expect(shown.get('web.host')).toBe('127.0.0.1 ← default');
  expect(shown.has('hosts.local.url')).toBe(false);
});

test('each value fits on one line and each setting has its meaning', () => {
  const folder = aFolder({ 'quorum.yaml': 'roles: {quick: {persona: "You are\\nbrief."}}' });
  for (const { path, value, meaning } of describeConfig(folder.load())) {
    expect(value, path).not.toContain('\n');
    expect(meaning, path).not.toBe('');
  }
});
