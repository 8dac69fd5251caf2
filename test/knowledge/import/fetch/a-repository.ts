/** Real git repositories for tests, made on the spot and gone afterwards. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scratchFolder } from '../../../scratch.ts';

export interface Repository {
  path: string;
  git(...args: string[]): string;
  /** Writes files, or deletes those whose text is null, and commits. Returns the commit. */
  commit(files: Record<string, string | null>): string;
}

export function aRepository(files: Record<string, string> = { 'README.md': '# Hello\n' }): Repository {
  const path = scratchFolder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', path, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
      env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  const commit: Repository['commit'] = (changes) => {
    for (const [name, text] of Object.entries(changes)) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      if (text === null) rmSync(file);
      else writeFileSync(file, text);
    }
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A change');
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch=main');
  commit(files);
  return { path, git, commit };
}

/** The environment that the tests' own git is found in. */
export const gitEnv = { PATH: process.env.PATH };
