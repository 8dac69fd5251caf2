import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forgeLink } from '../../../../src/knowledge/import/fetch/forge-link.ts';
import { readGitAddress } from '../../../../src/knowledge/import/fetch/git-address.ts';

describe('git is given', () => {
  test.each([
    ['https://github.com/o/r.git', 'https://github.com/o/r.git'],
    ['git+https://example.org/r', 'https://example.org/r'],
    ['ssh://git@example.org:2222/o/r', 'ssh://git@example.org:2222/o/r'],
    ['git@example.org:o/r.git', 'git@example.org:o/r.git'],
    ['git://example.org/r', 'git://example.org/r'],
    ['HTTPS://ann:s3cret@example.org:8443/r?x#y', 'https://example.org:8443/r'],
  ])('%s as %s', (text, url) => {
    expect(readGitAddress(text).url).toBe(url);
  });

  test('a password apart, so that it stands on no command line', () => {
    const { authorization, shown } = readGitAddress('https://ann:p%40ss@example.org/r');
    expect(authorization).toBe(`Authorization: Basic ${Buffer.from('ann:p@ss').toString('base64')}`);
    expect(shown).toBe('https://example.org/r');
  });

  test('a repository on this machine only when that is allowed', () => {
    expect(() => readGitAddress('/srv/r')).toThrow('is not an address that git may fetch from');
    expect(() => readGitAddress('file:///srv/r')).toThrow('is not an address that git may fetch from');
    expect(readGitAddress('/srv/a b', { allowLocal: true }).url).toBe('file:///srv/a%20b');
    expect(readGitAddress('file:///srv/r', { allowLocal: true }).url).toBe('file:///srv/r');
  });
});

describe('git is not given', () => {
  test.each([
    '--upload-pack=touch /tmp/x',
    '-oProxyCommand=x@example.org:r',
    'ext::sh -c "touch /tmp/x"',
    'fd::17',
    'http://example.org/r.git',
    'ftp://example.org/r',
    'ssh://-oProxyCommand=touch/x',
    'ssh://%2doProxyCommand=touch/x',
    'ssh://-x@example.org/x',
    'ssh://%2Dx@example.org/x',
    'git@-oProxyCommand=x:r',
    'git@example.org:-r',
    'https://example.org/',
    'https://exa mple.org/x',
    'https://example.org/a\nb',
    'https://ann:s3cret/x@example.org/r',
    'file://example.org/share',
    '',
    `https://example.org/${'x'.repeat(3000)}`,
  ])('%j', (text) => {
    expect(() => readGitAddress(text)).toThrow(expect.objectContaining({ code: 'bad-address' }));
    expect(() => readGitAddress(text)).not.toThrow('s3cret');
  });

  test('anything that it could take for an option or a command', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        let url = 'https://';
        try {
          url = readGitAddress(text).url;
        } catch {} // refused, which is as well
        expect(url).toMatch(/^(https|ssh|git):\/\/|^[a-z0-9_][\w.-]*@[a-z0-9]/i);
      }),
    );
  });
});

describe('a file of a repository is shown at', () => {
  const branch = { kind: 'branch', name: 'feature/a b' } as const;
  test.each([
    ['git@github.com:o/r.git', 'https://github.com/o/r/blob/feature/a%20b/docs/x%23y.md'],
    ['https://github.com/o/r', 'https://github.com/o/r/blob/feature/a%20b/docs/x%23y.md'],
    [
      'https://gitlab.example.org:8443/g/s/r.git',
      'https://gitlab.example.org:8443/g/s/r/-/blob/feature/a%20b/docs/x%23y.md',
    ],
    ['ssh://git@codeberg.org:22/o/r.git', 'https://codeberg.org/o/r/src/branch/feature/a%20b/docs/x%23y.md'],
    ['https://gitea.example.org/o/r', 'https://gitea.example.org/o/r/src/branch/feature/a%20b/docs/x%23y.md'],
    ['https://example.org/r', undefined],
    ['https://github.com.example.org/r', undefined],
  ])('%s', (address, link) => {
    expect(forgeLink(readGitAddress(address), branch, 'docs/x#y.md')).toBe(link);
  });
});
