import { countOf } from '../../../bot/index.ts';
import type { ImportProgress } from '../../../knowledge/index.ts';
import type { Io } from '../quorum.ts';
import { bar } from '../table.ts';
import { harmless, shorten } from '../words.ts';

/** How far an import is: a line that changes on a terminal; elsewhere only that it has begun. */
export interface ProgressLine {
  fetching(doing: string): void;
  reading(progress: ImportProgress): void;
  clear(): void;
}

export function createProgressLine({ stderr }: Pick<Io, 'stderr'>, source: string): ProgressLine {
  if (stderr.isTTY !== true) {
    stderr.write(`Importing ${source} …\n`);
    return { fetching() {}, reading() {}, clear() {} };
  }
  const show = (line: string) => stderr.write(`\r\u001b[K${line}`);
  show(`Opening ${source} …`);
  return {
    fetching: (doing) => show(shorten(harmless(doing), 100)),
    reading: ({ rows, bytesRead, bytes }) =>
      show(`${bar(bytes === 0 ? 1 : bytesRead / bytes)} ${countOf(rows, 'row')}`),
    clear: () => show(''),
  };
}
