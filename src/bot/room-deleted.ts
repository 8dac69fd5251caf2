import type { AskParts } from './ask.ts';
import { end, unfinished } from './end.ts';
import { eraseReplies } from './person-replies/erase-replies.ts';
import type { PlaceName } from './platform.ts';
import { eraseText } from './stored-question.ts';

/** A room was deleted with all that was written in it and in its threads: as with a message, what was asked there goes. */
export async function roomDeleted(parts: AskParts, { platform, platformId }: PlaceName, roomId: string): Promise<void> {
  const { store } = parts;
  const there = {
    community: { platform, platformId },
    room: { OR: [{ platformId: roomId }, { parent: { platformId: roomId } }] },
  };
  const ended = await store.read.question.findMany({
    where: { ...there, state: { in: [...unfinished] } },
    select: { id: true },
  });
  for (const { id } of ended) await end(parts, id, 'withdrawn');
  await store.write(async (tx) => {
    await eraseText(tx, there);
    await eraseReplies(tx, there);
  });
  parts.votesChanged();
}
