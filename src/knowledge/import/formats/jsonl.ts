/** JSON lines: an object a line, streamed, so that a file may be larger than memory. */
import type { Found } from '../draft.ts';
import { textBlocks } from '../read-text.ts';
import type { Reading, SourceFile } from '../source-file.ts';
import type { ReadOptions } from './format.ts';
import { parseSpan } from './json-scan.ts';
import { type ObjectRow, readObjects } from './read-objects.ts';

export function readJsonLines(file: SourceFile, options: ReadOptions, reading: Reading): AsyncIterable<Found> {
  return readObjects(objectRows(file, reading), options);
}

async function* objectRows(file: SourceFile, reading: Reading): AsyncGenerator<ObjectRow> {
  for await (const block of textBlocks(file, reading)) {
    let line = block.line;
    for (const text of block.text.split('\n')) {
      const at = { file: file.name, line: line++ };
      if (text.trim() === '') continue;
      const json = { text, file: file.name, firstLine: at.line };
      yield { value: parseSpan(json, { start: 0, end: text.length }), chars: text.length, at };
    }
  }
}
