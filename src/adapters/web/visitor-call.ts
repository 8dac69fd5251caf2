import type { Bot, Looking } from '../../bot/index.ts';
import { type Playground, playgroundRoom } from './place.ts';

/** A visitor who acts on the page: whoever sits at this machine runs Quorum, and may do everything. */
export function createVisitorCall(
  bot: Pick<Bot, 'findPlace'>,
  community: Playground,
): (memberId: string, signal: AbortSignal) => Promise<Looking> {
  const place = playgroundRoom(community);
  return async (memberId, signal) => {
    const { communityId, roomId } = await bot.findPlace(place);
    return {
      actor: { platform: 'playground', memberId, name: 'the page', rank: 'manager', roleIds: [] },
      community: { ...place.community, id: communityId },
      room: { ...place.room, id: roomId },
      signal,
    };
  };
}
