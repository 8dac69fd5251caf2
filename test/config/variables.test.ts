import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inline } from '../../src/config/inline.ts';
import { showPath } from '../../src/config/path.ts';
import { settingsWith } from '../../src/config/settings.ts';
import { pathOf, variableOf } from '../../src/config/variables.ts';
import { aFolder } from './folder.ts';

const hostNames = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);

test.each([
  ['web.port', 'QUORUM_WEB_PORT'],
  ['memberKey', 'QUORUM_MEMBER_KEY'],
  ['limits.questionsPerMinutePerMember', 'QUORUM_LIMITS_QUESTIONS_PER_MINUTE_PER_MEMBER'],
  ['roles.expert.topP', 'QUORUM_ROLES_EXPERT_TOP_P'],
  ['hosts.my-gpu.contextTokensByModel', 'QUORUM_HOSTS_MY_GPU_CONTEXT_TOKENS_BY_MODEL'],
])('%s is %s', (path, variable) => {
  expect(variableOf(path.split('.'))).toBe(variable);
});

test('every setting has a variable of its own that names it and nothing else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(hostNames, { minLength: 1, maxLength: 5 }), (hosts) => {
      const paths = settingsWith(hosts).map(({ path }) => path);
      const variables = paths.map(variableOf);
      expect(new Set(variables).size).toBe(paths.length);
      expect(variables.map(pathOf)).toEqual(paths);
    }),
  );
});

test('every default can be written in its variable and stays what it is', () => {
  const folder = aFolder();
  const { config } = folder.load();
  for (const { path, kind, default: initial, example } of settingsWith(['local'])) {
    const value = initial ?? example;
    if (value === undefined) continue;
    const env = { [variableOf(path)]: kind === 'text' ? String(value) : inline(value) };
    const loaded = folder.load({ env });
    expect(loaded.config).toEqual(config);
    expect(loaded.origins.get(showPath(path))).toEqual({ kind: 'variable', name: variableOf(path) });
  }
});
