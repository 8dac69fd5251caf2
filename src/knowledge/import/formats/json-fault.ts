/**
 * Where JSON goes wrong, and what was expected there. JSON.parse does not always say, and what it says quotes the file.
 * One pass, no recursion.
 */
export interface JsonFault {
  offset: number;
  sentence: string;
}

type Expected = 'value' | 'value or "]"' | 'name or "}"' | 'name' | '":"' | '"," or "]"' | '"," or "}"' | 'end';

/** Undefined where nothing is wrong. */
export function findJsonFault(text: string): JsonFault | undefined {
  const within: ('list' | 'object')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  while (true) {
    at = afterSpace(text, at);
    const char = text.charAt(at);
    if (char === '') return expected === 'end' ? undefined : fault(at);
    const next = step(char);
    if (next === undefined) return fault(at);
    if (typeof next === 'object') return next;
    expected = next;
  }

  function step(char: string): Expected | JsonFault | undefined {
    if (expected === 'end') return undefined;
    if (expected === '":"') return char === ':' ? skip('value') : undefined;
    if (expected === '"," or "]"' && char === ',') return skip('value');
    if (expected === '"," or "}"' && char === ',') return skip('name');
    if ((expected === '"," or "]"' || expected === 'value or "]"') && char === ']') return close();
    if ((expected === '"," or "}"' || expected === 'name or "}"') && char === '}') return close();
    if (expected.startsWith('"')) return undefined;
    if (char === '"') return string(expected.startsWith('name') ? '":"' : afterValue());
    return expected.startsWith('name') ? undefined : value(char);
  }

  function value(char: string): Expected | undefined {
    if (char === '[') return open('list', 'value or "]"');
    if (char === '{') return open('object', 'name or "}"');
    literal.lastIndex = at;
    const [word] = literal.exec(text) ?? [];
    if (word === undefined) return undefined;
    at += word.length;
    return afterValue();
  }

  function string(then: Expected): Expected | JsonFault {
    const end = endOfString(text, at);
    if (end === undefined) return { offset: at, sentence: 'found a text without an end, expected a closing quote' };
    for (let inside = at + 1; inside < end - 1; inside++) {
      if (text.charCodeAt(inside) < 0x20) {
        return {
          offset: inside,
          sentence: 'found a bare line break or control character in a text, expected \\n or such',
        };
      }
      if (text.charAt(inside) !== '\\') continue;
      escaped.lastIndex = inside;
      if (!escaped.test(text)) return { offset: inside, sentence: 'found a "\\" that escapes nothing, expected \\\\' };
      inside++;
    }
    at = end;
    return then;
  }

  function open(what: 'list' | 'object', then: Expected): Expected {
    within.push(what);
    return skip(then);
  }

  function close(): Expected {
    within.pop();
    return skip(afterValue());
  }

  function skip(then: Expected): Expected {
    at++;
    return then;
  }

  function afterValue(): Expected {
    const inside = within.at(-1);
    if (inside === undefined) return 'end';
    return inside === 'list' ? '"," or "]"' : '"," or "}"';
  }

  function fault(offset: number): JsonFault {
    const char = String.fromCodePoint(text.codePointAt(offset) ?? 0);
    const found = offset >= text.length ? 'the end' : JSON.stringify(char);
    const wanted = expected === 'end' ? 'nothing more' : /^[vn]/.test(expected) ? `a ${expected}` : expected;
    return { offset, sentence: `found ${found}, expected ${wanted}` };
  }
}

const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

export function afterSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Just after the closing quote of the text that begins at `from`; undefined where there is none. */
export function endOfString(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22) return at + 1;
  }
  return undefined;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
