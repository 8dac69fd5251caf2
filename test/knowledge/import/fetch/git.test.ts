import { chmodSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetchGit, type GitOptions } from '../../../../src/knowledge/import/fetch/git.ts';
import { createManualClock } from '../../../models/manual-clock.ts';
import { scratchFolder } from '../../../scratch.ts';
import { failureOf } from '../source-builder.ts';
import { aRepository, gitEnv } from './a-repository.ts';
import { filesOf } from './files-of.ts';

const never = new AbortController().signal;

function fetched(address: string, options: Partial<GitOptions> = {}) {
  return fetchGit(address, { into: scratchFolder(), signal: never, env: gitEnv, allowLocal: true, ...options });
}

describe('a repository', () => {
  test('comes with its newest commit, without its history', async () => {
    const { path, commit } = aRepository({ 'README.md': 'first' });
    const newest = commit({ 'README.md': 'second', 'docs/guide.md': '# Guide' });
    const into = scratchFolder();
    const { folder, revision, notes } = await fetched(path, { into });
    expect(filesOf(folder)).toEqual(['README.md', 'docs/guide.md']);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('second');
    expect(revision).toBe(newest);
    expect(notes).toEqual([]);
    expect(readFileSync(join(into, 'git/shallow'), 'utf8')).toBe(`${newest}\n`);
  });

  test('that is fetched again brings what is new and drops what was deleted', async () => {
    const { path, commit } = aRepository({ 'a.md': 'a', 'b.md': 'b' });
    const into = scratchFolder();
    await fetched(path, { into });
    const newest = commit({ 'a.md': 'a, mended', 'b.md': null, 'c.md': 'c' });
    const { folder, revision } = await fetched(path, { into });
    expect(revision).toBe(newest);
    expect(filesOf(folder)).toEqual(['a.md', 'c.md']);
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('a, mended');
  });

  test('that did not change is not transferred again', async () => {
    const { path } = aRepository();
    const into = scratchFolder();
    const doing: string[] = [];
    const onProgress = (what: string) => doing.push(what);
    await fetched(path, { into, onProgress });
    expect(doing).toContain('Counting objects: 100%');
    doing.length = 0;
    const { folder } = await fetched(path, { into, onProgress });
    expect(doing).toEqual([]);
    expect(filesOf(folder)).toEqual(['README.md']);
  });

  test('whose history was rewritten is followed', async () => {
    const { path, git, commit } = aRepository({ 'a.md': 'a' });
    const into = scratchFolder();
    await fetched(path, { into });
    git('checkout', '--quiet', '--orphan', 'anew');
    commit({ 'a.md': null, 'b.md': 'b' });
    git('branch', '--quiet', '-M', 'anew', 'main');
    expect(filesOf((await fetched(path, { into })).folder)).toEqual(['b.md']);
  });

  test('whose copy was changed or broken is mended', async () => {
    const { path, commit } = aRepository({ 'a.md': 'a' });
    const into = scratchFolder();
    const { folder } = await fetched(path, { into });
    writeFileSync(join(folder, 'a.md'), 'changed');
    writeFileSync(join(folder, 'left-over.md'), 'by a crash');
    writeFileSync(join(into, 'git/shallow.lock'), '');
    writeFileSync(join(into, 'git/index.lock'), '');
    commit({ 'b.md': 'b' });
    await fetched(path, { into });
    expect(filesOf(folder)).toEqual(['a.md', 'b.md']);
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('a');
    writeFileSync(join(into, 'git/HEAD'), 'broken');
    writeFileSync(join(into, 'git/config'), '[broken');
    expect(filesOf((await fetched(path, { into })).folder)).toEqual(['a.md', 'b.md']);
  });

  test('is fetched by branch, by tag, or by the path that a forge writes', async () => {
    const { path, git, commit } = aRepository({ 'a.md': 'old' });
    git('tag', '--annotate', '--message', 'A tag', 'v1');
    git('checkout', '--quiet', '-b', 'feature/search');
    commit({ 'docs/x.md': 'x' });
    expect(filesOf((await fetched(path, { branch: 'v1' })).folder)).toEqual(['a.md']);
    expect(filesOf((await fetched(path, { branch: 'feature/search' })).folder)).toEqual(['a.md', 'docs/x.md']);
    expect(filesOf((await fetched(path, { tree: 'feature/search/docs' })).folder)).toEqual(['x.md']);
    expect(filesOf((await fetched(path, { branch: 'feature/search', subfolder: 'docs/' })).folder)).toEqual(['x.md']);
    expect((await failureOf(fetched(path, { branch: 'nope' }))).message).toBe(
      'The repository has no branch or tag “nope”.',
    );
  });

  test('shows its files where its forge does, in the branch that was fetched', async () => {
    const { path, git, commit } = aRepository();
    git('checkout', '--quiet', '-b', 'feature/search');
    commit({ 'docs/a b.md': 'a' });
    const address = 'https://github.com/o/r.git';
    // Git itself, but for the address, which is on this machine.
    const here = `case "$arg" in ${address}) arg=file://${path};; esac`;
    const script = `for arg; do shift; ${here}; set -- "$@" "$arg"; done
      PATH="${process.env.PATH}" GIT_ALLOW_PROTOCOL=file exec git "$@"`;
    const options = fakeGit(script, { lookup: async () => ['93.184.216.34'] });
    const { folder, linkOf } = await fetched(address, { ...options, tree: 'feature/search/docs' });
    expect(linkOf('a b.md')).toBe('https://github.com/o/r/blob/feature/search/docs/a%20b.md');
    expect(linkOf(join(folder, 'a b.md'))).toBe(linkOf('a b.md'));
    expect(linkOf('../README.md')).toBeUndefined();
    expect((await fetched(address, options)).linkOf('docs/a b.md')).toMatch(/^https:.*search\/docs\/a%20b\.md$/);
  });

  test('runs no hook, neither its own nor one that the machine knows', async () => {
    const { path, git } = aRepository();
    const mark = join(scratchFolder(), 'ran');
    const home = scratchFolder();
    for (const hook of ['post-checkout', 'post-merge', 'reference-transaction', 'post-index-change']) {
      writeFileSync(join(home, hook), `#!/bin/sh\ntouch ${mark}\n`);
      chmodSync(join(home, hook), 0o755);
    }
    writeFileSync(join(home, '.gitconfig'), `[core]\n\thooksPath = ${home}\n\tfsmonitor = "touch ${mark}"\n`);
    git('config', 'core.hooksPath', home);
    await fetched(path, { env: { ...gitEnv, HOME: home, GIT_CONFIG_PARAMETERS: `'core.hooksPath=${home}'` } });
    expect(existsSync(mark)).toBe(false);
  });

  test('runs no filter that its attributes name and the machine knows', async () => {
    const { path } = aRepository({ '.gitattributes': '*.md filter=evil', 'a.md': 'a' });
    const home = scratchFolder();
    writeFileSync(join(home, '.gitconfig'), '[filter "evil"]\n\tsmudge = echo filtered\n');
    const { folder } = await fetched(path, { env: { ...gitEnv, HOME: home } });
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('a');
  });

  test('never leads out of its folder: symbolic links are left out', async () => {
    const { path, commit } = aRepository({ 'a.md': 'a' });
    symlinkSync('/etc/passwd', join(path, 'secrets.md'));
    symlinkSync('/etc', join(path, 'docs'));
    commit({ 'b.md': 'b' });
    const { folder, notes } = await fetched(path);
    expect(filesOf(folder)).toEqual(['a.md', 'b.md']);
    expect(notes).toEqual(['2 symbolic links were left out.']);
    const failure = await failureOf(fetched(path, { subfolder: 'docs' }));
    expect(failure.message).toContain('has no folder “docs”');
  });

  test('is not asked for its submodules', async () => {
    const other = aRepository({ 'inside.md': 'inside' });
    const { path, git } = aRepository({ 'a.md': 'a' });
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.path, 'module');
    git('commit', '--quiet', '--message', 'A submodule');
    const { folder, notes } = await fetched(path);
    expect(filesOf(folder)).toEqual(['a.md']);
    expect(notes).toEqual(['1 submodule was left out; import them by themselves.']);
  });

  test.each(['..', '../..', '/etc', 'a/../../x', 'nowhere', 'a.md'])('has no folder “%s”', async (subfolder) => {
    const { path } = aRepository({ 'a.md': 'a' });
    expect((await failureOf(fetched(path, { subfolder }))).code).toBe('fetch-failed');
  });

  test.each(['--upload-pack=touch', 'a b', 'a:b', '+a', 'a*', 'a..b', 'a\nb', ''])(
    'has no branch “%s”',
    async (branch) => {
      const { path } = aRepository();
      expect((await failureOf(fetched(path, { branch }))).code).toBe('bad-address');
    },
  );

  test('that is empty says so', async () => {
    const { path, git } = aRepository();
    git('update-ref', '-d', 'HEAD');
    const failure = await failureOf(fetched(path));
    expect(failure.message).toBe('The repository is empty: nothing was committed to it yet.');
  });

  test('that is not there is a sentence with git’s reason', async () => {
    const failure = await failureOf(fetched(join(scratchFolder(), 'nothing')));
    expect(failure.code).toBe('fetch-failed');
    expect(failure.message).toMatch(/^Git could not fetch \/.*nothing: .*does not appear to be a git repository$/);
    expect(failure.remedy).toContain('Check the address');
  });
});

describe('fetching', () => {
  test('says what is missing where git is', async () => {
    const failure = await failureOf(fetched(aRepository().path, { env: { PATH: scratchFolder() } }));
    expect(failure.code).toBe('git-missing');
    expect(failure.remedy).toContain('Install git');
  });

  test('ends with the signal, and so does whatever git started', async () => {
    const ended = new AbortController();
    const reason = new Error('enough');
    const onProgress = () => ended.abort(reason);
    // A child that goes on would hold git's output open, and this test with it.
    const script = `${saysProgress}; sleep 600 & wait`;
    await expect(fetched('x', fakeGit(script, { signal: ended.signal, onProgress }))).rejects.toBe(reason);
  });

  test('ends when its time is over', async () => {
    const clock = createManualClock();
    const started = Promise.withResolvers<void>();
    const script = `${saysProgress}; exec sleep 600`;
    const failure = failureOf(fetched('x', fakeGit(script, { clock, onProgress: () => started.resolve() })));
    await started.promise;
    await clock.advance(10 * 60_000);
    expect((await failure).message).toMatch(/took longer than 10 minutes\.$/);
  });

  test('stops while it runs when more comes than may', async () => {
    const clock = createManualClock();
    const into = scratchFolder();
    const started = Promise.withResolvers<void>();
    const options = { clock, into, limits: { bytes: 1000 }, onProgress: () => started.resolve() };
    const script = `head -c 5000 /dev/zero > ${into}/files/large; ${saysProgress}; exec sleep 600`;
    const failure = failureOf(fetched('x', fakeGit(script, options)));
    await started.promise;
    await clock.advance(1000);
    expect((await failure).message).toContain('is larger than');
    expect(existsSync(join(into, 'files'))).toBe(false);
  });

  test('keeps nothing of a repository that is too large, or of too many files', async () => {
    const { path } = aRepository({ 'a.md': 'a'.repeat(50_000), 'b.md': 'b' });
    for (const limits of [{ bytes: 40_000 }, { files: 3 }]) {
      const into = scratchFolder();
      expect((await failureOf(fetched(path, { into, limits }))).code).toBe('fetch-failed');
      expect(existsSync(join(into, 'files'))).toBe(false);
    }
  });

  test('refuses a host of a private network, whatever its name', async () => {
    const lookup = async () => ['93.184.216.34', '10.0.0.7'];
    for (const address of ['https://docs.example.org/x.git', 'git@docs.example.org:x.git', 'git://[::1]/x']) {
      const failure = await failureOf(fetched(address, { lookup }));
      expect(failure.code).toBe('bad-address');
      expect(failure.message).toContain('not on the public internet');
    }
  });

  test('shows git no password on its command line, and nobody one in a failure', async () => {
    const seen = join(scratchFolder(), 'seen');
    const script = `echo "$@" >> ${seen}; echo "fatal: no https://ann:s3cret@example.org/x" >&2; exit 128`;
    const options = fakeGit(script, { lookup: async () => ['93.184.216.34'] });
    const failure = await failureOf(fetched('https://ann:s3cret@example.org/x.git', options));
    expect(failure.message).toBe('Git could not fetch https://example.org/x.git: no https://example.org/x');
    expect(readFileSync(seen, 'utf8')).not.toContain('s3cret');
  });
});

const saysProgress = 'echo "Receiving objects: 1%" >&2';

/** Options under which a script of ours stands in for git. */
function fakeGit(script: string, options: Partial<GitOptions>): Partial<GitOptions> {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return { env: { PATH: `${folder}:${process.env.PATH}` }, ...options };
}
