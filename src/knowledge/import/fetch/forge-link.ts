import type { GitAddress } from './git-address.ts';

/** What was fetched of a repository, as its forge calls it. */
export interface Ref {
  kind: 'branch' | 'tag' | 'commit';
  name: string;
}

/** The page of a forge that shows a file of a repository; undefined for hosts whose pages we do not know. */
export function forgeLink({ host = '', port, path }: GitAddress, ref: Ref, file: string): string | undefined {
  const place = placeOf(host.toLowerCase(), ref);
  if (place === undefined) return undefined;
  const repository = `https://${host}${port ? `:${port}` : ''}/${path}`;
  return [repository, place, encoded(ref.name), encoded(file)].join('/');
}

function placeOf(host: string, { kind }: Ref): string | undefined {
  if (host === 'github.com') return 'blob';
  if (host.startsWith('gitlab.')) return '-/blob';
  if (host === 'codeberg.org' || /^(forgejo|gitea)\./.test(host)) return `src/${kind}`;
  return undefined;
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
