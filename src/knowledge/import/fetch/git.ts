/**
 * Brings the newest commit of a git repository into a folder, and brings the folder up to date when it is asked again.
 * The folder holds git's own part beside the files, so that nothing in the repository can reach it.
 */
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../../clock.ts';
import { Failure } from '../../../failure.ts';
import { type FetchedSource, pathWithin } from './fetched-source.ts';
import type { Size } from './folder-size.ts';
import { forgeLink } from './forge-link.ts';
import { type GitAddress, readGitAddress } from './git-address.ts';
import { type Chosen, choose, questions, type Wanted } from './git-branch.ts';
import { type Lookup, publicAddressesOf, systemLookup } from './public-address.ts';
import { GitError, type GitRun, runGit } from './run-git.ts';
import { shownText } from './shown.ts';
import { withinSize } from './size-limit.ts';
import { within } from './time-limit.ts';

export interface GitOptions extends Wanted {
  /** A folder of Quorum's own: what is in its parts `git` and `files` is replaced. */
  into: string;
  /** The folder of the repository that is meant. */
  subfolder?: string | undefined;
  signal: AbortSignal;
  onProgress?: ((doing: string) => void) | undefined;
  /** Where git is found, and how it reaches the network: the process's own. */
  env: Record<string, string | undefined>;
  /** Whether a repository on this machine may be read. */
  allowLocal?: boolean | undefined;
  /** Whether a host outside the public internet may be asked. */
  allowPrivate?: boolean | undefined;
  lookup?: Lookup | undefined;
  clock?: Clock | undefined;
  limits?: Partial<GitLimits> | undefined;
}

interface GitLimits extends Size {
  ms: number;
}

const usualLimits: GitLimits = { ms: 10 * 60_000, bytes: 1024 ** 3, files: 200_000 };

export async function fetchGit(text: string, options: GitOptions): Promise<FetchedSource> {
  const address = readGitAddress(text, { allowLocal: options.allowLocal ?? false });
  questions(options); // a branch that cannot be is refused before anything is made
  const { clock = systemClock, signal } = options;
  const limits = { ...usualLimits, ...options.limits };
  const { gitFolder, files } = foldersOf(options);
  const onTime = { ms: limits.ms, clock, signal, late: () => tooLate(address, limits) };
  return within(onTime, (inTime) => {
    const tooMuch = () => tooLarge(address, limits);
    const inSize = { folders: [gitFolder, files], most: limits, clock, signal: inTime, tooLarge: tooMuch };
    return withinSize(inSize, async (ended) => {
      const run = await prepare(address, { ...options, signal: ended });
      return bring(address, run, options);
    });
  });
}

function foldersOf({ into }: { into: string }) {
  return { gitFolder: join(into, 'git'), files: join(into, 'files') };
}

async function prepare(address: GitAddress, options: GitOptions): Promise<GitRun> {
  const { env, signal, onProgress, allowPrivate = false, lookup = systemLookup } = options;
  const { gitFolder, files } = foldersOf(options);
  const settings: GitRun['settings'] = [];
  const host = address.host;
  if (host !== undefined && !allowPrivate) {
    const found = await publicAddressesOf(host, lookup).catch((error) => {
      throw error instanceof Failure ? error : failed(address, error);
    });
    // Over https, connected to what was looked at, however the name is resolved a moment later; ssh resolves it again.
    const pinned = found.map((ip) => (ip.includes(':') ? `[${ip}]` : ip)).join(',');
    if (!host.startsWith('[')) settings.push(['http.curloptResolve', `${host}:${address.port || 443}:${pinned}`]);
  }
  // Neither a password nor the check above may be carried to another host.
  if (address.authorization !== undefined || !allowPrivate) settings.push(['http.followRedirects', 'false']);
  if (address.authorization !== undefined) settings.push(['http.extraHeader', address.authorization]);
  await mkdir(files, { recursive: true });
  return { env, settings, protocols: [address.protocol], gitFolder, files, signal, onProgress };
}

async function bring(address: GitAddress, run: GitRun, options: GitOptions): Promise<FetchedSource> {
  try {
    await init(run);
    const listed = await runGit(run, ['ls-remote', '--quiet', '--symref', '--', address.url, ...questions(options)]);
    const chosen = choose(listed, options);
    const revision = await update(address, run, chosen);
    const folder = await subfolderOf(run.files, options.subfolder ?? chosen.subfolder, address);
    const notes = await leaveOut(run);
    const linkOf = (file: string) => {
      const path = pathWithin(run.files, join(folder, pathWithin(folder, file) ?? '..'));
      return path && forgeLink(address, chosen.ref, path);
    };
    return { folder, linkOf, notes, revision };
  } catch (error) {
    run.signal.throwIfAborted();
    throw error instanceof GitError ? failed(address, error) : error;
  }
}

async function init(run: GitRun): Promise<void> {
  const begin = () => runGit(run, ['init', '--quiet', '--template=']);
  await begin().catch(async (error) => {
    if (!(error instanceof GitError)) throw error;
    await rm(run.gitFolder, { recursive: true, force: true });
    await begin();
  });
}

/** What does not end well is begun anew, so that a copy broken by a crash, a full disk or a stop mends itself. */
async function update(address: GitAddress, run: GitRun, chosen: Chosen): Promise<string> {
  const had = await revisionOf(run, 'HEAD');
  try {
    return await checkOut(address, run, chosen, had);
  } catch (error) {
    await rm(run.gitFolder, { recursive: true, force: true });
    if (!(error instanceof GitError) || had === undefined || run.signal.aborted) throw error;
    await init(run);
    return checkOut(address, run, chosen, undefined);
  }
}

async function checkOut(address: GitAddress, run: GitRun, chosen: Chosen, had: string | undefined): Promise<string> {
  let revision = had;
  if (had === undefined || had !== chosen.hash) {
    const only = ['--depth=1', '--no-tags', '--force', '--no-recurse-submodules', '--progress'];
    await runGit(run, ['fetch', ...only, '--', address.url, chosen.name]);
    revision = await revisionOf(run, 'FETCH_HEAD');
  }
  if (revision === undefined) throw new GitError('what came is not a commit');
  await runGit(run, ['reset', '--hard', '--quiet', revision]);
  await runGit(run, ['clean', '-ffdxq']);
  return revision;
}

async function revisionOf(run: GitRun, name: string): Promise<string | undefined> {
  const printed = await runGit(run, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]).catch((error) => {
    if (error instanceof GitError) return '';
    throw error;
  });
  return printed.trim() || undefined;
}

/** Takes away what would be read as a document and is none: links to elsewhere, which git writes as small files. */
async function leaveOut(run: GitRun): Promise<string[]> {
  const listed = (await runGit(run, ['ls-files', '--stage', '-z'])).split('\0');
  const pathsOf = (mode: string) =>
    listed.filter((line) => line.startsWith(mode)).map((line) => line.slice(line.indexOf('\t') + 1));
  const links = pathsOf('120000');
  const submodules = pathsOf('160000');
  for (const path of links) {
    if (pathWithin(run.files, path) !== undefined) await rm(join(run.files, path), { force: true });
  }
  return [
    ...(links.length === 0 ? [] : [`${counted(links, 'symbolic link')} left out.`]),
    ...(submodules.length === 0 ? [] : [`${counted(submodules, 'submodule')} left out; import them by themselves.`]),
  ];
}

function counted({ length }: string[], what: string): string {
  return length === 1 ? `1 ${what} was` : `${length} ${what}s were`;
}

async function subfolderOf(files: string, subfolder: string | undefined, address: GitAddress): Promise<string> {
  if (subfolder === undefined || /^\.?\/?$/.test(subfolder)) return files;
  const path = pathWithin(files, subfolder);
  const found = path === undefined ? undefined : await stat(join(files, path)).catch(() => undefined);
  if (path !== undefined && found?.isDirectory()) return join(files, path);
  throw new Failure('fetch-failed', `${address.shown} has no folder “${shownText(subfolder)}”.`, {
    remedy: 'Give a folder of the repository, written as in docs/guide.',
  });
}

function tooLate(address: GitAddress, { ms }: GitLimits): Failure {
  return new Failure('fetch-failed', `Fetching ${address.shown} took longer than ${ms / 60_000} minutes.`);
}

function tooLarge(address: GitAddress, limits: GitLimits): Failure {
  const most = `${Math.round(limits.bytes / 1024 ** 2)} MiB or ${limits.files} files`;
  return new Failure('fetch-failed', `${address.shown} is larger than ${most}, history left out.`, {
    remedy: 'Download the folder that matters, and import that.',
  });
}

function failed(address: GitAddress, cause: Error): Failure {
  return new Failure('fetch-failed', `Git could not fetch ${address.shown}: ${shownText(cause.message)}`, {
    remedy: 'Check the address, and that it can be read without a password; a private one needs ssh and a key.',
    cause,
  });
}
