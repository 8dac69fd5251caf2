import { findShown, noteShown, type ShownMessage, type Store } from '../store/index.ts';

export type { ShownMessage };

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
    note: (message) => store.writeRows((rows) => noteShown(rows, message, now())),
    find: (platform, messageId) => findShown(store.rows, { platform, messageId }),
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
