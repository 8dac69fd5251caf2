/** Which commit of a repository is meant: its default branch's, or that of a branch or tag, which may have slashes. */
import { Failure } from '../../../failure.ts';
import type { Ref } from './forge-link.ts';
import { shownText } from './shown.ts';

export interface Wanted {
  branch?: string | undefined;
  /** A branch and a folder in it, as forges write them in one path: `feature/search/docs`. */
  tree?: string | undefined;
}

export interface Chosen {
  /** What git is asked for. */
  name: string;
  hash: string;
  ref: Ref;
  /** The rest of `tree`. */
  subfolder?: string;
}

const mostParts = 20;

/** The arguments of `git ls-remote` that tell what there is. */
export function questions({ branch, tree }: Wanted): string[] {
  const names = candidates(branch ?? tree, branch !== undefined);
  return names.length === 0 ? ['HEAD'] : names.flatMap((name) => [`refs/heads/${name}`, `refs/tags/${name}`]);
}

export function choose(answer: string, wanted: Wanted): Chosen {
  const { hashes, head } = readAnswer(answer);
  const { branch, tree } = wanted;
  const names = candidates(branch ?? tree, branch !== undefined);
  if (names.length === 0) return defaultBranch(hashes, head);
  for (const name of names) {
    for (const [kind, folder] of [['branch', 'heads'] as const, ['tag', 'tags'] as const]) {
      const full = `refs/${folder}/${name}`;
      const hash = hashes.get(full);
      if (hash === undefined) continue;
      const subfolder = branch === undefined ? tree?.slice(name.length + 1) : undefined;
      return { name: full, hash, ref: { kind, name }, ...(subfolder ? { subfolder } : {}) };
    }
  }
  throw new Failure('fetch-failed', `The repository has no branch or tag “${shownText(branch ?? tree ?? '')}”.`, {
    remedy: 'Leave the branch out to fetch the default one.',
  });
}

function defaultBranch(hashes: Map<string, string>, head: string | undefined): Chosen {
  const hash = hashes.get('HEAD');
  if (hash === undefined)
    throw new Failure('fetch-failed', 'The repository is empty: nothing was committed to it yet.');
  const name = head?.replace(/^refs\/heads\//, '');
  if (head === undefined || name === undefined || name === head || !isRefName(name))
    return { name: 'HEAD', hash, ref: { kind: 'commit', name: hash } };
  return { name: head, hash, ref: { kind: 'branch', name } };
}

function candidates(text: string | undefined, isWhole: boolean): string[] {
  if (text === undefined) return [];
  const parts = text.split('/').filter((part) => part !== '');
  const ends = isWhole ? [parts.length] : parts.slice(0, mostParts).map((_, at) => at + 1);
  const names = ends.map((end) => parts.slice(0, end).join('/'));
  if (!names[0] || !isRefName(names[0])) {
    throw new Failure('bad-address', `“${shownText(text)}” cannot be the name of a branch or tag.`);
  }
  return names.filter(isRefName);
}

/** Stricter than git: nothing that ls-remote takes for a pattern or fetch for an instruction. */
function isRefName(name: string): boolean {
  return name.length <= 200 && !/^[-/]|\/$|\/\/|\.\.|@\{|[\s\p{C}~^:?*[\\+]/u.test(name);
}

function readAnswer(answer: string) {
  const hashes = new Map<string, string>();
  let head: string | undefined;
  for (const line of answer.split('\n')) {
    const [left = '', name = ''] = line.split('\t');
    if (left.startsWith('ref: ') && name === 'HEAD') head = left.slice('ref: '.length);
    else if (/^[0-9a-f]{40,64}$/.test(left)) hashes.set(name, left);
  }
  return { hashes, head };
}
