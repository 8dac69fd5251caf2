import type { Prompt } from '../compose.ts';
import type { Candidate } from '../model-chain.ts';
import type { AttachedText } from './accept-attached.ts';
import { shownName } from './file-name.ts';

interface Came {
  attached?: readonly AttachedText[] | undefined;
  pictures?: readonly Uint8Array[] | undefined;
}

/** What the model was not given of what came with the question, as sentences for whoever asked. */
export function remarksOn(
  { attached = [], pictures = [] }: Came,
  prompt: Pick<Prompt, 'attached' | 'pictures'>,
  writer: Pick<Candidate, 'model' | 'sees'> | undefined,
): string[] {
  const remarks = prompt.attached.flatMap(({ name, linesLeftOut, shown }) =>
    linesLeftOut === 0 ? [] : shown === '' ? [unread(name)] : [partly(name, linesLeftOut)],
  );
  if (prompt.attached.length === 0) remarks.push(...attached.map(({ name }) => unread(name)));
  if (prompt.pictures === pictures.length) return remarks;
  if (prompt.pictures > 0)
    remarks.push(`I had room to look at ${prompt.pictures} of your ${pictures.length} pictures.`);
  else {
    const why = writer?.sees ? 'could not read' : 'cannot look at';
    remarks.push(
      `I did not see your ${pictures.length > 1 ? 'pictures' : 'picture'}: ${writer?.model ?? 'the model'} ${why} ${pictures.length > 1 ? 'them' : 'it'}.`,
    );
  }
  return remarks;
}

/** The same, where no model answered. */
export function remarksWithoutModel({ attached = [], pictures = [] }: Came): string[] {
  return attached.length + pictures.length > 0
    ? ['Without a model, I could not read what came with your question.']
    : [];
}

function partly(name: string, lines: number): string {
  const left = lines === 1 ? 'one of its lines' : `${lines.toLocaleString('en')} of its lines`;
  return `\`${shownName(name)}\` is long: I read its beginning, its end and what looks like errors, and left out ${left}.`;
}

function unread(name: string): string {
  return `I had no room to read \`${shownName(name)}\`.`;
}
