/** What members post besides text: a sticker, a poll, somebody else's message forwarded. The text is empty with it. */
import {
  type APIMessage,
  type APIMessageSnapshotFields,
  type APIPoll,
  PollLayoutType,
  StickerFormatType,
} from 'discord-api-types/v10';
import type { Message } from './state.ts';

export interface Sticker {
  id: string;
  name: string;
}

export interface Poll {
  question: string;
  answers: string[];
  endsAtMs: number;
}

export function specialContent({ sticker, poll, forwarded }: Message) {
  return {
    ...(sticker && { sticker_items: [{ ...sticker, format_type: StickerFormatType.PNG }] }),
    ...(poll && { poll: pollPayload(poll) }),
    ...(forwarded && { message_snapshots: [{ message: forwarded }] }),
  } satisfies Partial<APIMessage>;
}

/** As it was when it was forwarded: who wrote it is left out. */
export function snapshotOf(payload: APIMessage): APIMessageSnapshotFields {
  const { type, content, embeds, attachments, timestamp, edited_timestamp, flags, components = [] } = payload;
  const { mentions, mention_roles } = payload;
  const texts = { type, content, embeds, attachments, components, mentions, mention_roles };
  return { ...texts, timestamp, edited_timestamp, ...(flags !== undefined && { flags }) };
}

function pollPayload({ question, answers, endsAtMs }: Poll): APIPoll {
  return {
    question: { text: question },
    answers: answers.map((text, at) => ({ answer_id: at + 1, poll_media: { text } })),
    expiry: new Date(endsAtMs).toISOString(),
    allow_multiselect: false,
    layout_type: PollLayoutType.Default,
    results: { is_finalized: false, answer_counts: [] },
  };
}
