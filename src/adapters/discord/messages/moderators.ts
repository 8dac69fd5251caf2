import { MessageFlags, type REST, Routes } from 'discord.js';
import type { Notice } from '../../../bot/index.ts';
import type { Content } from '../reply/surface.ts';

export interface ModeratorsParts {
  rest: Pick<REST, 'post'>;
  /** Markdown as messages. */
  render: (markdown: string) => string[];
  draftRow: (draftId: string) => Content['components'][number];
}

/** Writes to the channel where moderators see drafts and news. False where that cannot be done. */
export async function writeToModerators(parts: ModeratorsParts, roomId: string, notice: Notice): Promise<boolean> {
  const texts = parts.render(notice.kind === 'news' ? notice.text : draftText(notice));
  try {
    for (const [index, content] of texts.entries()) {
      const isLast = index === texts.length - 1;
      const components = isLast && notice.kind === 'draft' ? [parts.draftRow(notice.draftId)] : [];
      const body = { content, components, allowed_mentions: { parse: [] }, flags: MessageFlags.SuppressEmbeds };
      await parts.rest.post(Routes.channelMessages(roomId), { body });
    }
    return true;
  } catch {
    return false; // it is said elsewhere that nobody could be told
  }
}

function draftText({ question, room, answer }: Extract<Notice, { kind: 'draft' }>): string {
  const quoted = question.split('\n').map((line) => `> ${line}`);
  return [`**A draft for #${room.name}**`, quoted.join('\n'), answer.text].join('\n\n');
}
