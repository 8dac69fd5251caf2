import { createBodyReader, type RecordedAnswer, readBody } from '../../bot/index.ts';
import { answerRow, stopRow } from './commands/index.ts';
import { footerFor, messageLimit, renderForDiscord, renderLive, withLabel as withFooterLabel } from './render/index.ts';
import type { Look } from './reply/live-reply.ts';

/** How a reply looks on Discord: its text in Discord's Markdown, label and sources under it, and what can be pressed. */
export function createLook(): Look {
  const read = createBodyReader(); // remembers what it has read of a text that only grows
  return { ...fixed, live: (markdown) => renderLive(read(markdown)) };
}

const fixed: Omit<Look, 'live'> = {
  final(answer) {
    const { text, sources, unverified, helpers = [], making } = answer;
    const body = readBody(text, { sources: sources.length, unverified });
    const hint = helpers.length > 0 ? `-# Not sure? ${helpers.map((id) => `<@&${id}>`).join(' ')} may know more.` : '';
    const remarks = (making.remarks ?? []).flatMap((remark) => renderText(remark)).map((remark) => `-# ${remark}`);
    const footer = [footerFor(answer), ...remarks, hint].filter((line) => line !== '').join('\n');
    return renderForDiscord(body, text, { sources, footer });
  },
  whileWriting: (questionId) => [stopRow(questionId)],
  underAnswer: ({ id }) => [answerRow(id)],
};

/** A message whose footer says what its answer wears now; the same where there is no room for that. */
export function withLabel(message: string, answer: RecordedAnswer): string {
  const text = withFooterLabel(message, answer);
  return text.length <= messageLimit ? text : message;
}

/** A text of Quorum's own as messages. */
export function renderText(markdown: string): string[] {
  return renderForDiscord(readBody(markdown), markdown).parts;
}
