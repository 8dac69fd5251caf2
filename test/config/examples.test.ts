import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleEnv, exampleYaml } from '../../src/config/index.ts';
import { settingsWith } from '../../src/config/settings.ts';
import { aFolder } from './folder.ts';

const written = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');
const remedy = 'the schema has changed since this file was written: run `npm run examples`';

test('quorum.example.yaml is what the schema says', () => {
  expect(written('quorum.example.yaml') === exampleYaml(), remedy).toBe(true);
});

test('.env.example is what the schema says', () => {
  expect(written('.env.example') === exampleEnv(), remedy).toBe(true);
});

describe('the example file', () => {
  test('explains every setting', () => {
    const prose = exampleYaml().replace(/\n *# /g, ' ');
    for (const { meaning, expected, path } of settingsWith(['local'])) {
      expect(meaning, path.join('.')).toMatch(/^[A-Z].*\.$/);
      expect(prose).toContain(`${meaning} ${expected.charAt(0).toUpperCase()}${expected.slice(1)}.`);
    }
  });

  test('says what the defaults say, as it is', () => {
    const folder = aFolder();
    const { config } = folder.load();
    folder.write({ 'quorum.yaml': exampleYaml(), '.env': exampleEnv() });
    expect(folder.load().config).toEqual(config);
  });

  test('says what the defaults say without its "#", setting by setting', () => {
    const folder = aFolder();
    const { config } = folder.load();
    folder.write({ 'quorum.yaml': exampleYaml().replace(/^( *)#(?! \S|$)/gm, '$1') });
    const loaded = folder.load();
    expect(loaded.config).toEqual(config);
    const untouched = [...loaded.origins].filter(([, { kind }]) => kind === 'default').map(([path]) => path);
    expect(untouched).toEqual(['memberKey', 'discord.token', 'hosts.local.apiKey']);
  });
});

test('the example of .env says what the defaults say without its "#"', () => {
  const folder = aFolder();
  const { config } = folder.load();
  folder.write({ '.env': exampleEnv().replace(/^#(?! |$)/gm, '') });
  const loaded = folder.load();
  expect(loaded.config).toEqual(config);
  expect(loaded.origins.get('web.port')).toMatchObject({ kind: 'dotenv', name: 'QUORUM_WEB_PORT' });
});
