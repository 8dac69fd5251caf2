/** A text that is longer than one field of a form takes, as several fields, and what was made of them as one text again. */
import type { ModalSubmitInteraction } from 'discord.js';

/** What Discord takes in one field, and of fields in one form. */
export const mostInField = 4_000;
const mostFields = 5;
export const mostInForm = mostInField * mostFields;

export interface Field {
  customId: string;
  text: string;
}

/** What may stand between two fields, the best first: a text is cut where it is, and put together with it again. */
const glues = ['\n\n', '\n', ' ', ''];
const firstId = 'text';

/** Undefined where a form cannot take it. */
export function toFields(text: string): [Field, ...Field[]] | undefined {
  const first = cut(text);
  const fields: [Field, ...Field[]] = [{ customId: firstId, text: first.piece }];
  for (let { rest, glue } = first; rest !== undefined; ) {
    if (fields.length === mostFields) return undefined;
    const next = cut(rest);
    fields.push({ customId: `${firstId}-${fields.length + 1}-${glues.indexOf(glue)}`, text: next.piece });
    ({ rest, glue } = next);
  }
  return fields;
}

/** The first piece, what separates it from the rest, and the rest if there is one. */
function cut(text: string): { piece: string; glue: string; rest?: string } {
  if (text.length <= mostInField) return { piece: text, glue: '' };
  const glue = glues.find((each) => each !== '' && text.lastIndexOf(each, mostInField) > mostInField / 2) ?? '';
  const at = glue === '' ? lastWholeCharacter(text) : text.lastIndexOf(glue, mostInField);
  return { piece: text.slice(0, at), glue, rest: text.slice(at + glue.length) };
}

/** Half a character is refused. */
function lastWholeCharacter(text: string): number {
  return /[\uD800-\uDBFF]/.test(text[mostInField - 1] ?? '') ? mostInField - 1 : mostInField;
}

/** The text that a form was sent off with. A field that was emptied leaves no gap. */
export function textOfForm({ fields }: Pick<ModalSubmitInteraction, 'fields'>): string {
  let text = '';
  for (const customId of fields.fields.keys()) {
    const value = fields.getTextInputValue(customId);
    const glue = glues[Number(customId.split('-')[2])] ?? '';
    text = text === '' || value === '' ? text + value : text + glue + value;
  }
  return text.trim();
}
