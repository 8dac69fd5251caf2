import type { IncomingQuestion } from '../../bot/index.ts';

/** The playground's community, by its platform's id and its name. */
export interface Playground {
  platformId: string;
  name: string;
}

type Place = Pick<IncomingQuestion, 'community' | 'room'>;

/** Where everything on the page is said: the one room of the playground. */
export function playgroundRoom({ platformId, name }: Playground): Place {
  return {
    community: { platform: 'playground', platformId, name },
    room: { platformId: 'playground', kind: 'channel', name: 'playground', open: true },
  };
}

/** What only its asker shall be told is asked in a room of their own. */
export function privateRoom(playground: Playground, memberId: string): Place {
  const { community } = playgroundRoom(playground);
  return { community, room: { platformId: `private:${memberId}`, kind: 'dm', name: 'private', open: false } };
}
