import type { Reader, Store } from '../store/index.ts';

/** A message of ours, and what it shows. */
export interface ShownMessage {
  platform: string;
  messageId: string;
  /** The platform's id of the room that it stands in. */
  roomId: string;
  questionId: string;
  /** Null while it only says that an answer is coming. */
  answerId: string | null;
  part: number;
}

/** Which messages show which answers: kept by the platforms, so that reactions, replies and restarts find their way. */
export interface Shown {
  note(message: ShownMessage): Promise<void>;
  /** What a message of ours shows; undefined where it is none, or shows no question's reply. */
  find(platform: string, messageId: string): Promise<ShownMessage | undefined>;
  /** The messages that show a question's reply, in order. */
  of(questionId: string): Promise<ShownMessage[]>;
  /** The messages that show answers since then, the newest first. */
  since(platform: string, since: Date, limit: number): Promise<ShownMessage[]>;
  /** It is not there any more. */
  forget(platform: string, messageId: string): Promise<void>;
}

export function createShown(store: Store, now: () => Date): Shown {
  const { read } = store;
  return {
    async note({ platform, messageId, ...rest }) {
      await store.write((tx) =>
        tx.shownMessage.upsert({
          where: { platform_messageId: { platform, messageId } },
          create: { platform, messageId, ...rest, createdAt: now() },
          update: rest,
        }),
      );
    },
    find: async (platform, messageId) => (await findShown(read, platform, messageId)) ?? undefined,
    of: (questionId) => read.shownMessage.findMany({ where: { questionId }, orderBy: { part: 'asc' } }),
    since: (platform, since, limit) =>
      read.shownMessage.findMany({
        where: { platform, createdAt: { gte: since }, answerId: { not: null } },
        orderBy: { createdAt: 'desc' },
        take: limit,
      }),
    async forget(platform, messageId) {
      await store.write((tx) => tx.shownMessage.deleteMany({ where: { platform, messageId } }));
    },
  };
}

export function findShown(read: Reader, platform: string, messageId: string) {
  return read.shownMessage.findUnique({ where: { platform_messageId: { platform, messageId } } });
}
