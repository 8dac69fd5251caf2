/** The body of a message: its form, what it attaches, and whom it may mention. */
import type { APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { z } from 'zod';
import {
  type AllowedMentions,
  type Attachment,
  type Channel,
  storeAttachment,
  type Upload,
  type World,
} from '../world/index.ts';
import { emptyMessage, invalidField, invalidForm } from './errors.ts';
import { wrongInMessage } from './message-checks.ts';

const id = z.union([z.string(), z.int()]).transform(String);

const allowedMentions = z.object({
  parse: z.array(z.enum(['everyone', 'roles', 'users']).nullable()).nullish(),
  users: z.array(z.string().nullable()).nullish(),
  roles: z.array(z.string().nullable()).nullish(),
  replied_user: z.boolean().nullish(),
});

/** Embeds and components were validated by the description; here only their texts are counted. */
const list = <T>() => z.array(z.custom<T>((each) => typeof each === 'object' && each !== null));

const messageForm = z.object({
  content: z.string().nullish(),
  embeds: list<APIEmbed>().nullish(),
  components: list<APIMessageTopLevelComponent>().nullish(),
  attachments: z.array(z.object({ id, description: z.string().nullish() })).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  flags: z.int().nullish(),
  nonce: z.union([z.string(), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  sticker_ids: z.array(z.string()).nullish(),
  message_reference: z
    .object({
      message_id: z.string(),
      channel_id: z.string().nullish(),
      fail_if_not_exists: z.boolean().nullish(),
      type: z.int().nullish(),
    })
    .nullish(),
});

export type MessageForm = z.infer<typeof messageForm>;

/** A body of that form, or 50035 with the fields that are wrong. */
export function readForm<T>(form: z.ZodType<T>, body: unknown): T {
  const read = form.safeParse(body);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => ({
    path: path.map(String),
    error: { code: 'BASE_TYPE_INVALID', message },
  }));
  throw invalidForm(wrong);
}

export function readMessage(body: unknown): MessageForm {
  const form = readForm(messageForm, body);
  const wrong = wrongInMessage(form);
  if (wrong.length > 0) throw invalidForm(wrong);
  return form;
}

export function requireSomething(
  form: MessageForm,
  uploads: readonly Upload[],
  kept: readonly Attachment[] = [],
): void {
  const { content, embeds, components, sticker_ids: stickers } = form;
  const isEmpty = [embeds, components, stickers, uploads, kept].every((each) => (each ?? []).length === 0);
  if (isEmpty && (content ?? '').trim() === '') throw emptyMessage();
}

/** What is attached after this request: what was there and is named again, and what comes with it. */
export function attach(
  world: World,
  channel: Channel,
  form: MessageForm,
  uploads: readonly Upload[],
  before: readonly Attachment[] = [],
): Attachment[] {
  const kept = before.filter(({ id }) => !form.attachments || form.attachments.some((each) => each.id === id));
  return [...kept, ...uploads.map((upload) => storeAttachment(world, channel, upload))];
}

export function allowedIn(form: MessageForm): AllowedMentions | undefined {
  const { allowed_mentions: allowed } = form;
  if (!allowed) return undefined;
  for (const kind of ['users', 'roles'] as const) {
    if (allowed.parse?.includes(kind) && (allowed[kind] ?? []).length > 0) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      throw invalidField('allowed_mentions', { code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message });
    }
  }
  return {
    ...(allowed.parse !== undefined && { parse: allowed.parse }),
    ...(allowed.users !== undefined && { users: allowed.users }),
    ...(allowed.roles !== undefined && { roles: allowed.roles }),
    ...(allowed.replied_user !== undefined && { replied_user: allowed.replied_user }),
  };
}
