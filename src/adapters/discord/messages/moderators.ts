import { createHash } from 'node:crypto';
import { type APIMessage, DiscordAPIError, MessageFlags, type REST, Routes } from 'discord.js';
import type { CommandButton, DraftEnd, Notice, ShownNotice } from '../../../bot/index.ts';
import type { Content } from '../reply/surface.ts';

type Row = Content['components'][number];

export interface ModeratorsParts {
  rest: Pick<REST, 'post'>;
  /** Markdown as messages. */
  render: (markdown: string) => string[];
  draftRow: (draftId: string) => Row;
  /** What can be done next. */
  commandRows: (buttons: readonly CommandButton[]) => Row[];
}

/** Writes to the channel where moderators see drafts and news, and says where it stands; undefined where that cannot be done. */
export async function writeToModerators(
  parts: ModeratorsParts,
  roomId: string,
  notice: Notice,
): Promise<ShownNotice | undefined> {
  const texts = parts.render(notice.kind === 'news' ? notice.text : draftText(notice));
  const messageIds: string[] = [];
  try {
    for (const [index, content] of texts.entries()) {
      const isLast = index === texts.length - 1;
      const components = isLast ? rowsUnder(notice, parts) : [];
      const body = {
        ...{ content, components, allowed_mentions: { parse: [] }, flags: MessageFlags.SuppressEmbeds },
        ...(notice.kind === 'draft' && { nonce: nonceOf(notice.draftId, index), enforce_nonce: true }),
      };
      const { id } = (await parts.rest.post(Routes.channelMessages(roomId), { body })) as APIMessage; // what Discord answers
      messageIds.push(id);
    }
    return { roomId, messageIds };
  } catch {
    return undefined; // it is said elsewhere that nobody could be told
  }
}

function rowsUnder(notice: Notice, { draftRow, commandRows }: ModeratorsParts): Row[] {
  return notice.kind === 'draft' ? [draftRow(notice.draftId)] : commandRows(notice.buttons ?? []);
}

/** A draft that is told of again, because its process died, stands there once. */
function nonceOf(draftId: string, index: number): string {
  return createHash('sha256').update(`draft ${draftId} ${index}`).digest('base64url').slice(0, 25);
}

function draftText({ question, room, answer }: Extract<Notice, { kind: 'draft' }>): string {
  const quoted = question.split('\n').map((line) => `> ${line}`);
  return [`**A draft for #${room.name}**`, quoted.join('\n'), answer.text].join('\n\n');
}

/** A draft is over: its buttons give way to what became of it; where its question is erased, so is all that quotes it. */
export async function closeNotice(
  { rest, doneRow }: { rest: Pick<REST, 'patch' | 'delete'>; doneRow: (label: string) => Row },
  { roomId, messageIds }: ShownNotice,
  { sentence, isErased }: DraftEnd,
): Promise<void> {
  const last = messageIds.at(-1);
  if (last === undefined) return;
  const body = isErased ? { content: `-# ${sentence}.`, components: [] } : { components: [doneRow(sentence)] };
  try {
    await rest.patch(Routes.channelMessage(roomId, last), { body });
    if (!isErased) return;
    for (const id of messageIds.slice(0, -1)) await rest.delete(Routes.channelMessage(roomId, id));
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error; // else it is gone, or not ours to change any more
  }
}
