import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetchSource } from '../../../../src/knowledge/import/fetch/fetch-source.ts';
import { isAddress } from '../../../../src/knowledge/import/fetch/is-address.ts';
import { scratchFolder } from '../../../scratch.ts';
import { aRepository, gitEnv } from './a-repository.ts';
import { aSite, page } from './a-site.ts';

const signal = new AbortController().signal;

test.each([
  ['https://example.org/docs/', true],
  ['http://example.org', true],
  ['git@github.com:o/r.git', true],
  ['ssh://git@example.org/r', true],
  ['git+https://example.org/r', true],
  ['file:///srv/r', true],
  ['ext::sh -c x', true],
  ['github.com/o/r', true],
  ['codeberg.org/o/r/src/branch/main', true],
  ['docs', false],
  ['./docs/a@b:c', false],
  ['/srv/docs', false],
  ['C:\\docs', false],
  ['C://docs', false],
  ['github.com', false],
  ['', false],
])('whether %s is an address: %s', (text, is) => {
  expect(isAddress(text)).toBe(is);
});

describe('an address of a repository', () => {
  test.each([
    ['https://github.com/o/r', 'https://github.com/o/r.git HEAD'],
    ['https://www.github.com/o/r/', 'https://github.com/o/r.git HEAD'],
    ['github.com/o/r', 'https://github.com/o/r.git HEAD'],
    [
      'https://github.com/o/r/tree/main/docs',
      /^https:\/\/github.com\/o\/r\.git refs\/heads\/main .* refs\/tags\/main\/docs$/,
    ],
    ['https://gitlab.com/g/s/r/-/tree/main', 'https://gitlab.com/g/s/r.git refs/heads/main refs/tags/main'],
    ['https://codeberg.org/o/r/src/branch/main', 'https://codeberg.org/o/r.git refs/heads/main refs/tags/main'],
    ['https://example.org/r.git', 'https://example.org/r.git HEAD'],
    ['git@example.org:r', 'git@example.org:r HEAD'],
    ['git+https://example.org/r', 'https://example.org/r HEAD'],
  ])('%s is fetched with git', async (address, asked) => {
    const { env, questions } = recordingGit();
    const lookup = async () => ['93.184.216.34'];
    const options = { into: scratchFolder(), signal, env, lookup };
    await expect(fetchSource(address, options)).rejects.toThrow('Git could not fetch');
    expect(questions()).toEqual([expect.stringMatching(asked)]);
  });

  test.each(['ext::sh -c x', 'ftp://example.org/x', 'file:///srv/r', 'http://example.org/r.git'])(
    '%s is refused',
    async (address) => {
      const { env, questions } = recordingGit();
      const fetching = fetchSource(address, { into: scratchFolder(), signal, env });
      await expect(fetching).rejects.toThrow(expect.objectContaining({ code: 'bad-address' }));
      expect(questions()).toEqual([]);
    },
  );

  test('brings its files', async () => {
    const { path, commit } = aRepository();
    const newest = commit({ 'docs/a.md': '# A' });
    const options = { into: scratchFolder(), signal, env: gitEnv, allowLocal: true, subfolder: 'docs' };
    const { folder, revision, linkOf } = await fetchSource(`file://${path}`, options);
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('# A');
    expect(revision).toBe(newest);
    expect(linkOf('a.md')).toBeUndefined();
  });
});

test('every other address is a site’s', async () => {
  const site = await aSite({ '/': page('Home') });
  const options = { into: scratchFolder(), signal, env: gitEnv, allowPrivate: true };
  const { folder, linkOf } = await fetchSource(site.address, options);
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe(page('Home'));
  expect(linkOf('index.html')).toBe(`${site.address}/`);
});

/** A git that can do nothing but write down what it is asked about which repository. */
function recordingGit() {
  const folder = scratchFolder();
  const file = join(folder, 'asked');
  const script = `case "$*" in *ls-remote*) echo "$*" >> ${file}; exit 1;; esac`;
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'git'), 0o755);
  const questions = () => {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    return lines.map((line) => line.slice(line.indexOf(' -- ') + 4));
  };
  return { env: { PATH: `${folder}:${process.env.PATH}` }, questions };
}
