import type { AskParts } from './ask.ts';
import { expireDraft } from './drafts.ts';
import { type Overheard, roomOf } from './heard.ts';
import { type ResumableQuestion, resumable, toResumable } from './stored-question.ts';
import { askedBy, hasPersonReplied } from './when-to-speak.ts';

/** Whether a person has replied to a question meanwhile, as far as is known of what was said. */
export function isNeedless({ heard }: Pick<AskParts, 'heard'>, question: ResumableQuestion): boolean {
  const { platform, messageId, askerHash, askedAt, state } = question;
  const room = roomOf(question);
  const pieces = heard.piecesOf(platform, messageId);
  const last = pieces.at(-1);
  const asked = last
    ? askedBy(pieces, last)
    : { memberId: askerHash, messageIds: [messageId], roomId: room.roomId, since: askedAt.getTime() };
  const waitedUntil = last ? last.sentAt + heard.waitMs : askedAt.getTime();
  // A draft waits long: by then, talk that is addressed to nobody is about something else.
  const undirectedUntil = state === 'drafted' ? waitedUntil : Number.MAX_SAFE_INTEGER;
  return hasPersonReplied({ ...asked, undirectedUntil }, heard.around(room));
}

/** Ends what a message makes needless: an answer that nobody asked for and nobody has seen yet, and drafts. */
export async function noticeReplies(parts: AskParts, message: Overheard): Promise<void> {
  const { store, running } = parts;
  const { community } = message.message;
  const here = [{ room: { platformId: message.roomId } }];
  const started = message.startedFrom === undefined ? [] : [{ messageId: message.startedFrom }];
  const rows = await store.read.question.findMany({
    where: {
      community: { platform: community.platform, platformId: community.platformId },
      OR: [...here, ...started],
      AND: { OR: [{ state: { in: ['waiting', 'answering'] }, asked: false }, { state: 'drafted' }] },
    },
    include: resumable,
  });
  for (const question of rows.map(toResumable)) {
    if (!isNeedless(parts, question)) continue;
    if (question.state === 'drafted') await expireDraft(parts, question.id, 'needless');
    else running.cancelUnseen(question.id, 'needless');
  }
}
