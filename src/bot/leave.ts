import type { AskParts } from './ask.ts';
import { end, unfinished } from './end.ts';
import type { PlaceName } from './platform.ts';

/** Quorum is no longer in a community: the work for it ends. What is known there is kept for a return. */
export async function leave(parts: AskParts, { platform, platformId }: PlaceName): Promise<void> {
  const { store, clock } = parts;
  const community = { platform, platformId };
  await store.write((tx) =>
    tx.community.updateMany({ where: { ...community, leftAt: null }, data: { leftAt: new Date(clock.now()) } }),
  );
  const ended = await store.read.question.findMany({
    where: { platform, community, state: { in: [...unfinished] } },
    select: { id: true },
  });
  for (const { id } of ended) await end(parts, id, 'stopped');
}
