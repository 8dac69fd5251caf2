/**
 * The outermost values of a JSON text, found without parsing it: each is then parsed alone, so that a large file never
 * stands in memory as objects, and its place is known. One pass, no recursion.
 */
import { createLineCounter } from '../line-counter.ts';
import { malformed } from '../malformed.ts';
import { afterSpace, endOfString, findJsonFault } from './json-fault.ts';

/** A JSON text with its name. */
export interface JsonText {
  text: string;
  file: string;
  /** The line that it begins on, where it is a part of a file. */
  firstLine?: number;
}

export interface Span {
  start: number;
  end: number;
}

/** The elements of the list that begins at `start`. */
export function* elementsOf(json: JsonText, start: number): Generator<Span> {
  const { text } = json;
  let at = afterSpace(text, start + 1);
  if (text.charAt(at) === ']') return;
  while (true) {
    const end = endOfValue(text, at);
    yield { start: at, end };
    at = afterSpace(text, end);
    if (text.charAt(at) === ']') return;
    if (text.charAt(at) !== ',') throw brokenJson(json, start);
    at = afterSpace(text, at + 1);
  }
}

/** The members of the object that begins at `start`. */
export function* membersOf(json: JsonText, start: number): Generator<Span & { name: string }> {
  const { text } = json;
  let at = afterSpace(text, start + 1);
  if (text.charAt(at) === '}') return;
  while (true) {
    const nameEnd = text.charAt(at) === '"' ? endOfString(text, at) : undefined;
    if (nameEnd === undefined) throw brokenJson(json, start);
    const colon = afterSpace(text, nameEnd);
    if (text.charAt(colon) !== ':') throw brokenJson(json, start);
    const value = afterSpace(text, colon + 1);
    const end = endOfValue(text, value);
    yield { name: text.slice(at + 1, nameEnd - 1), start: value, end };
    at = afterSpace(text, end);
    if (text.charAt(at) === '}') return;
    if (text.charAt(at) !== ',') throw brokenJson(json, start);
    at = afterSpace(text, at + 1);
  }
}

/** Nothing may follow the outermost value. */
export function checkEnd(json: JsonText, start: number): void {
  const end = endOfValue(json.text, start);
  if (afterSpace(json.text, end) < json.text.length) throw brokenJson(json, start);
}

/** A value that nobody asks for has to be JSON all the same. */
export function checkSpan(json: JsonText, { start, end }: Span): void {
  const fault = findJsonFault(json.text.slice(start, end));
  if (!fault) return;
  // Where something is missing, what stands there instead belongs to the sentence.
  const isMissing = start + fault.offset === end && end < json.text.length;
  const { offset, sentence } = (isMissing && findJsonFault(json.text.slice(start, end + 1))) || fault;
  throw faultAt(json, start + offset, sentence);
}

export function parseSpan(json: JsonText, span: Span): unknown {
  try {
    return JSON.parse(json.text.slice(span.start, span.end));
  } catch (cause) {
    checkSpan(json, span);
    throw faultAt(json, span.start, 'cannot be read, expected JSON that is nested less deeply', cause);
  }
}

/** Says where the JSON from `start` on goes wrong. */
function brokenJson(json: JsonText, start: number) {
  const { offset, sentence } = findJsonFault(json.text.slice(start)) ?? { offset: 0, sentence: 'is no JSON' };
  return faultAt(json, start + offset, sentence);
}

function faultAt({ text, file, firstLine = 1 }: JsonText, offset: number, sentence: string, cause?: unknown) {
  const line = createLineCounter(text)(offset);
  // Before the first newline, lastIndexOf finds none and says -1: columns count from 1 all the same.
  const column = offset - (offset === 0 ? -1 : text.lastIndexOf('\n', offset - 1));
  return malformed({ file, line: line + firstLine - 1, column }, sentence, { cause });
}

/** Just after a value, or where it stops being one; what is wrong inside of it shows when it is parsed. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      const end = endOfString(text, at);
      if (end === undefined) return text.length;
      if (depth === 0) return end;
      at = end - 1;
    } else if (code === 0x5b || code === 0x7b) depth++;
    else if (code === 0x5d || code === 0x7d) {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (code === 0x2c && depth === 0) return at;
  }
  return text.length;
}
