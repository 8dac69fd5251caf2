/** What a source is known by: its address, or the `file:` address of its path. Nothing secret may be kept in it. */
import { basename, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Failure } from '../failure.ts';
import { isAddress } from './import/fetch/is-address.ts';
import { shownBadAddress } from './import/fetch/shown.ts';
import { findSecrets, maskSecrets } from './import/secrets.ts';

/** Throws where the address holds what nobody may read. A `file:` address is a path. */
export function uriOf(target: string): string {
  if (!isAddress(target)) return uriOfPath(target);
  if (isFile(target)) return uriOfPath(pathOf(target));
  if (holdsSecret(target)) {
    throw new Failure(
      'bad-address',
      `“${shownAddress(target)}” comes with a password or a token, and addresses are kept.`,
      {
        remedy: 'Give it without; a private repository is read over ssh, with a key.',
      },
    );
  }
  return target;
}

export const isFile = (uri: string) => /^file:/i.test(uri);

/** The path that a `file:` address names. */
export function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (cause) {
    throw new Failure('bad-address', `“${shownAddress(uri)}” is not the address of a file on this machine.`, {
      remedy: 'Give its path instead.',
      cause,
    });
  }
}

/** As it may stand in a sentence. */
export function shownAddress(text: string): string {
  return maskSecrets(isAddress(text) ? shownBadAddress(text) : text.slice(0, 300)).text;
}

/** `faq.jsonl`, `nix.dev`, `github.com/NixOS/nix.dev`: what people call it. */
export function nameOf(uri: string): string {
  if (isFile(uri)) return basename(pathOf(uri));
  let end = uri.length;
  while (uri.charAt(end - 1) === '/') end--;
  return uri.slice(0, end).replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
}

function uriOfPath(path: string): string {
  return pathToFileURL(resolve(path)).href;
}

/** A user's name is one thing where ssh wants it; on the web it may be a token just as well. */
function holdsSecret(address: string): boolean {
  if (findSecrets(address).length > 0) return true;
  if (!address.includes('://')) return false;
  const url = URL.parse(address);
  if (!url) return address.includes('@'); // where its password would end nobody knows
  return url.password !== '' || (url.username !== '' && /^(?:git\+)?https?:$/.test(url.protocol));
}
