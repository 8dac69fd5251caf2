/** What git may be pointed at. For some addresses git runs commands, so what is not known to be harmless is refused. */
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Failure } from '../../../failure.ts';
import { shownBadAddress } from './shown.ts';

export interface GitAddress {
  /** What git is given: without a password. */
  url: string;
  /** What people are shown. */
  shown: string;
  protocol: 'https' | 'ssh' | 'git' | 'file';
  host?: string;
  /** Of https alone. */
  port?: string;
  /** The repository's path on its host, without `.git`. */
  path: string;
  /** The header that carries the address's user and password. */
  authorization?: string;
}

export function readGitAddress(text: string, { allowLocal = false } = {}): GitAddress {
  if (text.length > 2000 || text.startsWith('-') || /\p{Cc}/u.test(text) || /^[\w+.-]*::/.test(text)) throw bad(text);
  const scheme = /^(?:git\+)?([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  const address = text.replace(/^git\+/i, '');
  if (scheme === 'file' || (scheme === undefined && !isScp(text))) {
    if (!allowLocal) throw bad(text);
    return localAddress(text, scheme === 'file' ? address : undefined);
  }
  if (/\s/.test(text)) throw bad(text);
  if (scheme === undefined) return scpAddress(text);
  if (scheme === 'https' || scheme === 'ssh' || scheme === 'git') return urlAddress(text, scheme, address);
  throw bad(text);
}

const scp = /^([a-z0-9_][\w.-]*)@([a-z0-9][a-z0-9.-]*):([^-].*)$/i;

/** True for `git@host:path`. */
export function isScp(text: string): boolean {
  return scp.test(text);
}

const hostName = /^([a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])$/i;

function urlAddress(text: string, protocol: 'https' | 'ssh' | 'git', address: string): GitAddress {
  const url = URL.parse(address);
  if (!url || !hostName.test(url.hostname) || url.pathname.length < 2) throw bad(text);
  const { username, password, hostname: host, port } = url;
  if (/^(-|%2d)/i.test(username)) throw bad(text);
  url.hash = '';
  url.search = '';
  url.password = '';
  if (protocol !== 'ssh') url.username = '';
  const given = { url: url.href, shown: url.href, protocol, host, path: trimPath(url.pathname) };
  if (protocol !== 'https') return given;
  if (username === '' && password === '') return { ...given, port };
  const pair = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
  return { ...given, port, authorization: `Authorization: Basic ${pair}` };
}

function scpAddress(text: string): GitAddress {
  const [, , host = '', path = ''] = scp.exec(text) ?? [];
  return { url: text, shown: text, protocol: 'ssh', host, path: trimPath(path) };
}

function localAddress(text: string, fileUrl: string | undefined): GitAddress {
  let path: string;
  try {
    path = fileUrl === undefined ? resolve(text) : fileURLToPath(fileUrl);
  } catch {
    throw bad(text);
  }
  // As an address, so that git fetches the newest commit alone instead of linking to the whole history.
  return { url: pathToFileURL(path).href, shown: path, protocol: 'file', path };
}

function trimPath(path: string): string {
  return path
    .replace(/^\/+/, '')
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function bad(text: string): Failure {
  return new Failure('bad-address', `“${shownBadAddress(text)}” is not an address that git may fetch from.`, {
    remedy: 'Give one that begins with https://, ssh:// or git://, or that looks like git@host:path.',
  });
}
