/** What a message's body may hold beyond what the description says: lengths, what goes together, no button twice. */
import { type APIEmbed, MessageFlags } from 'discord-api-types/v10';
import type { FieldError } from './errors.ts';
import type { MessageForm } from './message-form.ts';

interface Wrong {
  path: string[];
  error: FieldError;
}

export function tooLong(form: MessageForm): Wrong[] {
  const wrong: Wrong[] = [];
  const complain = (path: string[], code: string, message: string) => wrong.push({ path, error: { code, message } });
  // Characters are code points at Discord, not UTF-16 units.
  if ([...(form.content ?? '')].length > 2_000) {
    complain(['content'], 'BASE_TYPE_MAX_LENGTH', 'Must be 2000 or fewer in length.');
  }
  const embeds = form.embeds ?? [];
  if (embeds.reduce((sum, embed) => sum + sizeOf(embed), 0) > 6_000) {
    complain(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
  }
  const isV2 = ((form.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  if (!isV2 && (form.components ?? []).length > 5) {
    complain(['components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  }
  if (isV2 && (form.content || embeds.length > 0)) {
    const message = "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2";
    complain([form.content ? 'content' : 'embeds'], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
  }
  return wrong;
}

function sizeOf({ title, description, footer, author, fields = [] }: APIEmbed): number {
  const texts = [title, description, footer?.text, author?.name, ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.reduce((sum, text) => sum + (text ?? '').length, 0);
}

/** A click must say which button it was. */
export function repeatedIds(components: readonly object[]): Wrong[] {
  const seen = new Set<unknown>();
  const wrong: Wrong[] = [];
  (function walk(list: readonly object[], path: string[]): void {
    list.forEach((each, at) => {
      const here = [...path, String(at)];
      if ('custom_id' in each && each.custom_id !== undefined) {
        const error = { code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message: 'Component custom id cannot be duplicated' };
        if (seen.has(each.custom_id)) wrong.push({ path: [...here, 'custom_id'], error });
        seen.add(each.custom_id);
      }
      if ('components' in each && Array.isArray(each.components)) walk(each.components, [...here, 'components']);
    });
  })(components, ['components']);
  return wrong;
}
