/** What a message's text and embeds may hold beyond what the description says: how much, and what goes together. */
import { type APIEmbed, MessageFlags } from 'discord-api-types/v10';
import { wrongComponents } from './component-checks.ts';
import type { WrongField } from './errors.ts';
import type { MessageForm } from './message-form.ts';

export function wrongInMessage(form: MessageForm): WrongField[] {
  const isV2 = ((form.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  return [
    ...wrongTexts(form, isV2),
    ...(form.embeds ?? []).flatMap((embed, at) => wrongEmbed(embed, ['embeds', String(at)])),
    ...wrongComponents(form.components ?? [], { isV2 }),
  ];
}

function wrongTexts({ content, embeds }: MessageForm, isV2: boolean): WrongField[] {
  const wrong: WrongField[] = [];
  const complain = (path: string[], code: string, message: string) => wrong.push({ path, error: { code, message } });
  // Characters are code points at Discord, not UTF-16 units.
  if ([...(content ?? '')].length > 2_000) {
    complain(['content'], 'BASE_TYPE_MAX_LENGTH', 'Must be 2000 or fewer in length.');
  }
  if ((embeds ?? []).reduce((sum, embed) => sum + sizeOf(embed), 0) > 6_000) {
    complain(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
  }
  if (isV2 && (content || (embeds ?? []).length > 0)) {
    const message = "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2";
    complain([content ? 'content' : 'embeds'], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
  }
  return wrong;
}

/** Discord shows neither a field without its texts nor an embed with nothing in it. */
function wrongEmbed(embed: APIEmbed, path: string[]): WrongField[] {
  const error = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  const { fields = [], image, thumbnail } = embed;
  const empty = fields.flatMap(({ name, value }, at) => [
    ...(name.trim() === '' ? [[String(at), 'name']] : []),
    ...(value.trim() === '' ? [[String(at), 'value']] : []),
  ]);
  const isBlank = sizeOf(embed) === 0 && !image && !thumbnail;
  return [
    ...(isBlank ? [{ path: [...path, 'description'], error }] : []),
    ...empty.map((place) => ({ path: [...path, 'fields', ...place], error })),
  ];
}

function sizeOf({ title, description, footer, author, fields = [] }: APIEmbed): number {
  const texts = [title, description, footer?.text, author?.name, ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.reduce((sum, text) => sum + (text ?? '').length, 0);
}
