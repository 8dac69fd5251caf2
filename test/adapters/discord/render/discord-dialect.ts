/**
 * What Discord makes of a message, as far as its help pages, its open-source parser (discord/SimpleAST) and what people
 * found out by trying tell. Written apart from the renderer, to judge it: it errs on the side of finding too much.
 */
export interface Found {
  kind: Kind;
  /** What stands in it; what a reader sees, for text. */
  text: string;
  /** Of links. */
  url?: string;
  /** Of blocks of code. */
  language?: string;
}

type Kind =
  | ('text' | 'code' | 'block' | 'link' | 'address' | 'masked')
  | ('strong' | 'emphasis' | 'underline' | 'struck' | 'spoiler')
  | ('heading' | 'subtext' | 'quote' | 'bullet' | 'number')
  | ('user' | 'role' | 'channel' | 'everyone' | 'emoji' | 'time' | 'command' | 'place');

interface Rule {
  kind: Kind;
  pattern: RegExp;
  /** Only where nothing but spaces and signs of formatting stands before it on its line. */
  atLineStart?: true;
  /** Its inside, which is read on; without it, it is taken as it is. */
  inside?: number;
}

const rules: Rule[] = [
  { kind: 'block', pattern: /^```(?:([\w+\-.]+?)?\s*\n)?([^\n].*?)\n*```/s },
  { kind: 'code', pattern: /^(``?)(?!`)(.*?[^`])\1(?!`)/s },
  { kind: 'user', pattern: /^<@!?\d+>/ },
  { kind: 'role', pattern: /^<@&\d+>/ },
  { kind: 'channel', pattern: /^<#\d+>/ },
  { kind: 'emoji', pattern: /^<a?:\w+:\d+>/ },
  { kind: 'emoji', pattern: /^:[\w+~-]+:/ },
  { kind: 'time', pattern: /^<t:-?\d+(?::\w)?>/ },
  { kind: 'command', pattern: /^<\/[^>\n]+:\d+>/ },
  { kind: 'place', pattern: /^<id:\w+>/ },
  { kind: 'everyone', pattern: /^@(?:everyone|here)/i },
  { kind: 'link', pattern: /^<([^: >\n]+:\/[^ >\n]+)>/ },
  { kind: 'address', pattern: /^(?:https?|steam|discord):\/\/[^\s<]+/i },
  {
    kind: 'masked',
    pattern: /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*<?((?:\([^)]*\)|\((?![^)]*\))|[^\s\\(]|\\.)*?)>?\s*\)/,
  },
  { kind: 'heading', pattern: /^#{1,3}\s+(?!#)([^\n]+)/, atLineStart: true, inside: 1 },
  { kind: 'subtext', pattern: /^-#\s+(?!-#)([^\n]+)/, atLineStart: true, inside: 1 },
  { kind: 'quote', pattern: /^>(?:>>)? ([^\n]+)/, atLineStart: true, inside: 1 },
  { kind: 'number', pattern: /^\d+\. +([^\n]+)/, atLineStart: true, inside: 1 },
  { kind: 'bullet', pattern: /^[-*+] +([^\n]+)/, atLineStart: true, inside: 1 },
  { kind: 'spoiler', pattern: /^\|\|([\s\S]+?)\|\|/, inside: 1 },
  { kind: 'struck', pattern: /^~~([\s\S]+?)~~/, inside: 1 },
  { kind: 'strong', pattern: /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, inside: 1 },
  { kind: 'underline', pattern: /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, inside: 1 },
  {
    kind: 'emphasis',
    pattern: /^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/,
    inside: 1,
  },
  { kind: 'emphasis', pattern: /^_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)/, inside: 1 },
];

/** Everything in a message, outer things before what is in them, in the order in which it stands there. */
export function readMessage(message: string, isLineStart = true): Found[] {
  const found: Found[] = [];
  let at = 0;
  let atLineStart = isLineStart;
  const say = (shown: string) => {
    const last = found.at(-1);
    if (last?.kind === 'text') last.text += shown;
    else found.push({ kind: 'text', text: shown });
  };
  while (at < message.length) {
    const rest = message.slice(at);
    const escaped = /^\\([^\dA-Za-z\s])/.exec(rest);
    const matched = escaped || isPlain(rest, atLineStart) ? undefined : match(rest, atLineStart);
    if (escaped) {
      say(escaped[1] ?? '');
      at += 2;
      atLineStart = false;
    } else if (matched) {
      found.push(...matched.found);
      at += matched.length;
      atLineStart = matched.isFormatting && atLineStart;
    } else {
      const next = rest.charAt(0);
      say(next);
      at++;
      atLineStart = next === '\n' || (atLineStart && next === ' ');
    }
  }
  return found;
}

/** Letters and spaces within a line begin nothing but addresses. */
function isPlain(rest: string, atLineStart: boolean): boolean {
  return !atLineStart && /^[\p{L}\d ]/u.test(rest) && !/^(?:https?|steam|discord):/i.test(rest);
}

/** All that a reader sees as text, outside of code. */
export function shownText(found: readonly Found[]): string {
  return found.map(({ kind, text }) => (kind === 'text' ? text : '')).join('');
}

function match(
  rest: string,
  atLineStart: boolean,
): { found: Found[]; length: number; isFormatting: boolean } | undefined {
  const matches = rules.flatMap((rule) => {
    const result = rule.atLineStart && !atLineStart ? null : rule.pattern.exec(rest);
    return result && isReal(rule, result) ? [{ rule, result }] : [];
  });
  // of the marks that begin in the same place the longest counts; else the first rule does
  const [first] = matches;
  if (!first) return undefined;
  const isMark = ({ rule }: (typeof matches)[number]) => ['strong', 'underline', 'emphasis'].includes(rule.kind);
  const { rule, result } = isMark(first)
    ? matches.filter(isMark).reduce((best, one) => (one.result[0].length > best.result[0].length ? one : best))
    : first;
  const [whole, one = '', two = ''] = result;
  const own: Found =
    rule.kind === 'block'
      ? { kind: rule.kind, text: two, language: one }
      : rule.kind === 'masked'
        ? { kind: rule.kind, text: one, url: two }
        : { kind: rule.kind, text: rule.kind === 'code' ? two : one || whole };
  const inner = rule.inside === undefined ? [] : readMessage(result[rule.inside] ?? '', atLineStart);
  return {
    found: [own, ...inner],
    length: whole.length,
    isFormatting: rule.inside !== undefined,
  };
}

/** Discord makes no link of words that hold an address or an emoji, and no block of backticks alone. */
function isReal({ kind }: Rule, [whole, one = '', two = '']: RegExpExecArray): boolean {
  if (kind === 'masked')
    return /^https?:\/\//.test(two) && !/https?:\/\/\w\w/.test(one) && !/\p{Emoji_Presentation}/u.test(one);
  return kind === 'block' ? /[^`]/.test(two) : whole !== '';
}
