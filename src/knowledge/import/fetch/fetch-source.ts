/** Brings what an address names into a folder: a repository with git, everything else as a site. */
import type { FetchedSource } from './fetched-source.ts';
import { fetchGit, type GitOptions } from './git.ts';
import { onKnownForge } from './is-address.ts';
import { fetchSite, type SiteOptions } from './site.ts';

export type { FetchedSource } from './fetched-source.ts';

export type FetchOptions = Omit<GitOptions, 'tree' | 'limits'> & Omit<SiteOptions, 'limits'>;

export function fetchSource(address: string, options: FetchOptions): Promise<FetchedSource> {
  const whole = onKnownForge.test(address) ? `https://${address}` : address;
  const repository = repositoryOf(whole);
  if (repository === undefined) return fetchSite(whole, options);
  const { tree } = repository;
  return fetchGit(repository.address, options.branch === undefined ? { ...options, tree } : options);
}

interface Repository {
  address: string;
  /** The branch and folder that the address goes on to name. */
  tree?: string;
}

function repositoryOf(address: string): Repository | undefined {
  const isWeb = /^https?:\/\//i.test(address);
  if (!isWeb) return { address };
  const url = URL.parse(address);
  if (!url) return undefined;
  if (/\.git\/?$/.test(url.pathname)) return { address };
  const forge = forges.get(url.hostname.replace(/^www\./, ''));
  const [, repository, path] = forge?.exec(url.pathname) ?? [];
  if (repository === undefined) return undefined;
  url.hostname = url.hostname.replace(/^www\./, '');
  url.protocol = 'https:';
  // GitLab passes on whoever leaves `.git` out.
  url.pathname = `${repository}.git`;
  const tree = path === undefined ? undefined : decoded(path);
  return { address: url.href, ...(tree ? { tree } : {}) };
}

/** The path of a repository's front page, and of a folder in it. Other pages of a forge are a site's. */
const forges = new Map([
  ['github.com', /^(\/[^/]+\/[^/]+?)(?:\/tree\/(.+?))?\/?$/],
  ['codeberg.org', /^(\/[^/]+\/[^/]+?)(?:\/(?:src\/(?:branch|tag)|tree)\/(.+?))?\/?$/],
  ['gitlab.com', /^(\/(?!-\/)[^/]+(?:\/(?!-\/)[^/]+){1,10}?)(?:\/-\/tree\/(.+?))?\/?$/],
]);

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
