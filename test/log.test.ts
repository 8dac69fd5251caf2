import { expect, test } from 'vitest';
import { createLog } from '../src/log.ts';

function logging(options: { json: boolean; level: 'debug' | 'warn' }) {
  const lines: string[] = [];
  const log = createLog({ ...options, write: (line) => lines.push(line), now: () => 0 });
  return { log, lines };
}

test('a person reads a sentence with its facts, and the level where it matters', () => {
  const { log, lines } = logging({ json: false, level: 'debug' });
  log.info('A host is up.', { host: 'local', models: 4, version: undefined });
  log.warn('A host is down.');
  expect(lines).toEqual(['00:00:00 A host is up. host="local" models=4', '00:00:00 WARN A host is down.']);
});

test('a machine reads one JSON object a line, and a fact cannot forge another line', () => {
  const { log, lines } = logging({ json: true, level: 'debug' });
  log.error('It broke.', { why: 'x\n{"level":"info"}' });
  expect(lines.join('')).not.toContain('\n');
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'error',
    event: 'It broke.',
    why: 'x\n{"level":"info"}',
  });
});

test('what is less important than the level is left out', () => {
  const { log, lines } = logging({ json: true, level: 'warn' });
  log.debug('a');
  log.info('b');
  log.warn('c');
  expect(lines).toHaveLength(1);
});
