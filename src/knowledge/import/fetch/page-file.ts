/** Under which name a page is kept: like its address, as far as every file system can write it. */
import { createHash } from 'node:crypto';

export type PageType = 'html' | 'md';

/** A path without `..`, without names that any system reserves, that no address can lead out of. */
export function pageFile(address: string, type: PageType): string {
  const names = new URL(address).pathname.split('/').slice(1).map(decoded);
  const last = names.pop() || 'index';
  const folders = names.map((name) => safeName(/\.(html|md)$/i.test(name) ? `${name}_` : name || '_'));
  return [...folders, `${safeName(stemOf(last))}.${type}`].join('/');
}

/** The name with a mark of its address, for one that another page has taken. */
export function markedFile(file: string, address: string): string {
  const dot = file.lastIndexOf('.');
  return `${file.slice(0, dot)}-${hashOf(address)}${file.slice(dot)}`;
}

/** What is the same name on a system that tells neither case nor ways to write an accent. */
export function foldedFile(file: string): string {
  return file.normalize('NFC').toLowerCase();
}

function stemOf(name: string): string {
  return name.replace(/\.(html?|xhtml|md|markdown)$/i, '') || name;
}

const longestName = 120;

function safeName(name: string): string {
  const safe = name
    .toWellFormed()
    .replace(/[^\p{L}\p{N}\p{M}._~-]/gu, encodeAll)
    .replace(/^\.|\.$/g, encodeAll)
    .replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=$|\.)/i, (reserved) => `${reserved}_`);
  return Buffer.byteLength(safe) > longestName ? `${[...safe].slice(0, 25).join('')}-${hashOf(name)}` : safe;
}

function encodeAll(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
