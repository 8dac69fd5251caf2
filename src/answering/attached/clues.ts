import type { AttachedText } from './accept-attached.ts';
import { kindOf } from './kind.ts';
import { tellingLines } from './telling-lines.ts';

const mostLines = 3;

/** What the texts that came with a question add to a search for it: the errors that they report. Code reports none. */
export function cluesIn(attached: readonly AttachedText[]): string | undefined {
  const logs = attached.filter((text) => kindOf(text) !== 'code');
  const lines = tellingLines(logs.map(({ text }) => text).join('\n'), mostLines);
  return lines.length > 0 ? lines.join('\n') : undefined;
}
