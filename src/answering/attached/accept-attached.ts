/** Which files that came with a question are texts: they are kept with it, and quoted to a model. */

import { quotedNames, shownName } from './file-name.ts';
import { shownText } from './shown-text.ts';

/** A file as a platform hands it over. */
export interface IncomingFile {
  name: string;
  bytes: Uint8Array;
}

/** A text that came with a question: a log, a configuration. */
export interface AttachedText {
  name: string;
  text: string;
}

/** How many are read at once, and how much is kept of each. A platform need not fetch more bytes than that of any. */
export const attachedLimits = { files: 5, characters: 256 * 1024 };

/** The texts among the files, and a sentence for the member on each file that is none or was left out. */
export function acceptAttached(
  files: readonly IncomingFile[],
  limits = attachedLimits,
): { texts: AttachedText[]; refusals: string[] } {
  const texts: AttachedText[] = [];
  const refusals: string[] = [];
  const left: string[] = [];
  for (const { name, bytes } of files) {
    if (texts.length === limits.files) {
      left.push(name);
      continue;
    }
    const decoded = decode(bytes);
    const text = decoded === undefined ? undefined : shownText(withinLimit(decoded, limits.characters));
    if (text === undefined) refusals.push(`${quotedNames([name])} is no text that I can read.`);
    else if (text.trim() === '') refusals.push(`${quotedNames([name])} is empty.`);
    else texts.push({ name: shownName(name), text });
  }
  if (left.length > 0) refusals.push(`I read ${limits.files} files at once, so I left out ${quotedNames(left)}.`);
  return { texts, refusals };
}

/** UTF-8, or UTF-16 with its mark; undefined for anything else. The end may be cut within a character. */
function decode(bytes: Uint8Array): string | undefined {
  if (formatsLikeText.test(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8)).toString('latin1')))
    return undefined;
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The beginnings of formats whose bytes may pass for UTF-8, and which tell a person nothing. */
const formatsLikeText = /^(?:%PDF-|%!PS|\{\\rtf|PK\p{Cc}|BZh\d|Rar!|OggS|RIFF|fLaC|ID3)/u;

/** What is too long loses its middle: a log's beginning says what was done, and its end what came of it. */
function withinLimit(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor(most / 2);
  const head = text.slice(0, text.lastIndexOf('\n', half) > 0 ? text.lastIndexOf('\n', half) : half);
  const tail = text.slice(text.indexOf('\n', text.length - half) + 1 || text.length - half);
  const left = (text.length - head.length - tail.length).toLocaleString('en');
  return `${head.trimEnd()}\n[… ${left} characters left out …]\n${tail}`;
}
