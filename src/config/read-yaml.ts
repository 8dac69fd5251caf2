import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { Layer } from './layer.ts';
import type { Mistake } from './mistake.ts';
import { type Origin, Origins } from './origin.ts';
import { type Path, showPath } from './path.ts';
import { isSection, settingAt, withoutSecrets } from './settings.ts';

/** Reads the text of a settings file, keeping the line of every value. What the values mean is checked elsewhere. */
export function readYaml(text: string, file: string): Layer {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const origins = new Origins({ kind: 'file', file, line: 1 });
  const mistakes: Mistake[] = [];
  const originOf = (path: Path) => origins.of(path);

  const unreadable = [...document.errors, ...document.warnings];
  if (unreadable.length > 0) return { values: {}, originOf, mistakes: unreadable.map(syntaxMistake) };
  const top = document.contents;
  if (top !== null && !isMap(top) && !(isScalar(top) && top.value === null)) {
    reject([], 'is not a mapping, expected lines such as "web:" with settings under them');
    return { values: {}, originOf, mistakes };
  }
  return { values: readNode(top, []) ?? {}, originOf, mistakes };

  function readNode(node: unknown, path: Path): unknown {
    if (isAlias(node))
      return reject(path, 'is an alias, expected the value itself; a text with "*" first needs quotes');
    if (isNode(node) && node.anchor) reject(path, 'has an anchor, expected none; a text with "&" first needs quotes');
    if (isMap(node)) return readMap(node, path);
    if (isSeq(node)) return node.items.map((item, index) => readItem(item, [...path, index]));
    const value = isScalar(node) ? node.value : null;
    return value === null && mayBeEmpty(path) ? {} : value;
  }

  function readMap(map: YAMLMap, path: Path): unknown {
    const values = new Map<string, unknown>();
    for (const { key, value } of map.items) {
      const name = isScalar(key) && key.value !== null ? String(key.value) : '';
      const here = [...path, name];
      if (values.has(name)) {
        reject(here, `is written twice, first in line ${lineOf(originOf(here))}`, originAt(key));
        continue;
      }
      origins.set(here, originAt(key));
      values.set(name, readNode(value, here));
    }
    // What has been rejected is not there for the other checks.
    return Object.fromEntries(values.entries().filter(([, value]) => value !== undefined));
  }

  function readItem(item: unknown, path: Path): unknown {
    origins.set(path, originAt(item));
    return readNode(item, path);
  }

  function originAt(node: unknown): Origin {
    const offset = isNode(node) ? node.range?.[0] : undefined;
    return { kind: 'file', file, line: lines.linePos(offset ?? 0).line };
  }

  function reject(path: Path, sentence: string, origin = originOf(path)): undefined {
    mistakes.push({ origin, path: showPath(withoutSecrets(path)), sentence });
  }

  function syntaxMistake(error: YAMLError): Mistake {
    const { line, col } = lines.linePos(error.pos[0]);
    return { origin: { kind: 'file', file, line, column: col }, path: '', sentence: describeError(error) };
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

/** A section with nothing in it, all its lines being comments, is a section where everything has its default. */
function mayBeEmpty(path: Path): boolean {
  return isSection(path) || settingAt(path)?.kind === 'mapping';
}

function lineOf(origin: Origin): number {
  return origin.kind === 'file' ? (origin.line ?? 1) : 1;
}

/** The parser's sentence without what it quotes from the file, which may be a part of a secret. */
function describeError({ code, message }: YAMLError): string {
  if (code === 'TAG_RESOLVE_FAILED') return 'There is a tag; a text with "!" first needs quotes';
  if (code === 'MULTIPLE_DOCS') return 'There is a second document; expected one, without "---" between settings';
  if (code === 'BAD_DIRECTIVE') return 'There is a directive; expected no line with "%" first';
  return message.replace(/(?<=^Invalid escape sequence) .*|: .*/s, '');
}
