/** Markdown within a line: a scan from left to right that never goes back over what it has settled. */

import { findClose, findRun, matchAt, runAt } from './markdown-scan.js';
import { webAddress } from './web-address.js';

/** @import { Inline } from './markdown.d.ts' */

const deepest = 8;
const punctuation = /[!-/:-@[-`{-~]/;
const citation = /\[(\d{1,2}(?:\s?,\s?\d{1,2}){0,9})\](?!\()/y;
const link =
  /\[((?:[^[\]\\\n]|\\.){0,300})\]\(\s?<?([^\s<>()]{0,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,2000}){0,5})>?(?:\s"[^"\n]{0,300}")?\s?\)/y;
const autolink = /<(https?:\/\/[^\s<>]{1,2000})>/iy;
const bareLink = /https?:\/\/[^\s<>"'`]{1,2000}/iy;

/**
 * @param {string} text
 * @param {number} [depth]
 * @returns {Inline[]}
 */
export function parseInline(text, depth = 0) {
  if (depth > deepest) return [{ type: 'text', text }];
  /** @type {Inline[]} */
  const inlines = [];
  /** Marks that nothing closes any more, so that they are not searched for again. @type {Set<string>} */
  const hopeless = new Set();
  let plain = '';
  let at = 0;

  const keepPlain = () => {
    if (plain !== '') inlines.push({ type: 'text', text: plain });
    plain = '';
  };

  while (at < text.length) {
    const found = readAt(text[at] ?? '');
    if (found) {
      if (found.inlines.length > 0) keepPlain();
      inlines.push(...found.inlines);
      at = found.end;
    } else plain += text[at++];
  }
  keepPlain();
  return inlines;

  /** @param {string} char @returns {{ inlines: Inline[], end: number } | undefined} */
  function readAt(char) {
    switch (char) {
      case '\\':
        return readEscape();
      case '\n':
        return readLineEnd();
      case '`':
        return readCode();
      case '*':
      case '_':
      case '~':
        return readMarked(char);
      case '[':
        return readCitation() ?? readLink(at);
      case '!':
        return text[at + 1] === '[' ? readLink(at + 1) : undefined; // a picture is never loaded, only linked to
      case '<':
      case 'h':
      case 'H':
        return readAddress(char);
      default:
        return undefined;
    }
  }

  function readEscape() {
    const next = text[at + 1] ?? '';
    if (next === '\n') return { inlines: [{ type: /** @type {const} */ ('break') }], end: at + 2 };
    if (!punctuation.test(next)) return undefined;
    plain += next;
    return { inlines: [], end: at + 2 };
  }

  /** @returns {{ inlines: Inline[], end: number }} */
  function readLineEnd() {
    if (plain.endsWith('  ')) {
      plain = plain.trimEnd();
      return { inlines: [{ type: 'break' }], end: at + 1 };
    }
    plain += ' ';
    return { inlines: [], end: at + 1 };
  }

  /** @returns {{ inlines: Inline[], end: number } | undefined} */
  function readCode() {
    const mark = runAt(text, at);
    const close = hopeless.has(mark) ? -1 : findRun(text, at + mark.length, mark);
    if (close === -1) {
      hopeless.add(mark);
      plain += mark;
      return { inlines: [], end: at + mark.length };
    }
    const code = text.slice(at + mark.length, close).replaceAll('\n', ' ');
    const inner = /^ .*\S.* $/.test(code) ? code.slice(1, -1) : code;
    return { inlines: [{ type: 'code', text: inner }], end: close + mark.length };
  }

  /** @param {string} char @returns {{ inlines: Inline[], end: number } | undefined} */
  function readMarked(char) {
    const run = runAt(text, at);
    const asText = () => {
      plain += run;
      return { inlines: [], end: at + run.length };
    };
    if (char === '~' && run.length !== 2) return asText();
    if (run.length > 3) return asText();
    const opens = /\S/.test(text[at + run.length] ?? ' ') && !(char === '_' && /\w/.test(text[at - 1] ?? ' '));
    if (!opens) return asText();
    const close = hopeless.has(run) ? -1 : findClose(text, at + run.length, run);
    if (close === -1) {
      hopeless.add(run);
      return asText();
    }
    const inner = parseInline(text.slice(at + run.length, close), depth + 1);
    const end = close + run.length;
    if (char === '~') return { inlines: [{ type: 'strike', inlines: inner }], end };
    if (run.length === 1) return { inlines: [{ type: 'emphasis', inlines: inner }], end };
    if (run.length === 2) return { inlines: [{ type: 'strong', inlines: inner }], end };
    return { inlines: [{ type: 'strong', inlines: [{ type: 'emphasis', inlines: inner }] }], end };
  }

  /** @returns {{ inlines: Inline[], end: number } | undefined} */
  function readCitation() {
    const match = matchAt(citation, text, at);
    if (!match) return undefined;
    const numbers = (match[1] ?? '').split(',').map(Number);
    return { inlines: numbers.map((number) => ({ type: 'citation', number })), end: at + match[0].length };
  }

  /** @param {number} from @returns {{ inlines: Inline[], end: number } | undefined} */
  function readLink(from) {
    const match = matchAt(link, text, from);
    const href = match && webAddress(match[2] ?? '');
    if (!match || !href) return undefined;
    const label = (match[1] ?? '').trim() || href;
    return {
      inlines: [{ type: 'link', href, inlines: withoutLinks(parseInline(label, depth + 1)) }],
      end: from + match[0].length,
    };
  }

  /** @param {string} char @returns {{ inlines: Inline[], end: number } | undefined} */
  function readAddress(char) {
    if (char !== '<' && /\w/.test(text[at - 1] ?? ' ')) return undefined;
    const match = matchAt(char === '<' ? autolink : bareLink, text, at);
    if (!match) return undefined;
    const shown = char === '<' ? (match[1] ?? '') : withoutTrailing(match[0]);
    const href = webAddress(shown);
    if (!href) return undefined;
    const end = at + (char === '<' ? match[0].length : shown.length);
    return { inlines: [{ type: 'link', href, inlines: [{ type: 'text', text: shown }] }], end };
  }
}

/** Punctuation after an address ends the sentence, not the address. @param {string} address */
function withoutTrailing(address) {
  let end = address.length;
  while (end > 0) {
    const char = address[end - 1] ?? '';
    const isUnopened = char === ')' && !address.slice(0, end).includes('(');
    if (!isUnopened && !'.,;:!?*_~]'.includes(char)) break;
    end--;
  }
  return address.slice(0, end);
}

/** A link holds no other link. @param {Inline[]} inlines @returns {Inline[]} */
function withoutLinks(inlines) {
  return inlines.flatMap((inline) => {
    if (inline.type === 'link') return withoutLinks(inline.inlines);
    if (inline.type === 'citation') return [{ type: /** @type {const} */ ('text'), text: `[${inline.number}]` }];
    return 'inlines' in inline ? [{ ...inline, inlines: withoutLinks(inline.inlines) }] : [inline];
  });
}
