import {
  advance,
  type Exchange,
  type ExchangeEvent,
  isSettled,
  type RoomEvent,
  type Worn,
  withLabel,
  withVote,
} from './public/exchange.js';

/** A page that listens. */
export interface Tab {
  memberId: string;
  /** The questions it shows by their stored ids: a question that was taken over is known by nothing else. */
  shown: Set<string>;
  send(event: RoomEvent): void;
  /** Reads the room afresh, when events alone no longer tell what became of a question. */
  refresh(): void;
  close(): void;
}

/** A question that this process is answering, or has just answered. */
interface Live {
  exchange: Exchange;
  /** Undefined where it was taken over: the store knows its member only as a hash. */
  memberId: string | undefined;
  stop: () => void;
}

/** Where replies meet the tabs that show them. What it holds is what a tab that comes late has missed. */
export function createHub() {
  const live = new Map<string, Live>();
  const tabs = new Set<Tab>();

  function seenBy({ exchange, memberId }: Live): Tab[] {
    const { questionId } = exchange;
    const sees = (tab: Tab) => tab.memberId === memberId || (questionId !== null && tab.shown.has(questionId));
    return [...tabs].filter(sees);
  }

  function publish(event: ExchangeEvent): void {
    const entry = live.get(event.key);
    if (!entry) return;
    entry.exchange = advance(entry.exchange, event);
    if (event.type === 'admitted' && entry.memberId !== undefined) {
      for (const tab of seenBy(entry)) tab.shown.add(event.questionId);
    }
    for (const tab of seenBy(entry)) tab.send(event);
    if (!isSettled(entry.exchange)) return;
    if (entry.memberId === undefined) live.delete(event.key);
    else forgetOldest();
  }

  function forgetOldest(): void {
    const settled = [...live].filter(([, { exchange }]) => isSettled(exchange));
    for (const [key] of settled.slice(0, -settledKept)) live.delete(key);
  }

  return {
    publish,

    open(key: string, entry: Live): void {
      live.set(key, entry);
      publish({ key, type: 'asked', exchange: entry.exchange });
    },

    /** It is no longer for this process to tell: whoever shows it looks it up. */
    drop(key: string): void {
      const entry = live.get(key);
      if (!entry) return;
      live.delete(key);
      for (const tab of seenBy(entry)) tab.refresh();
    },

    /** The stored questions of a member that nothing more will happen to, and those that their tabs show. */
    settledOf(memberId: string): string[] {
      const own = [...live.values()].filter((entry) => entry.memberId === memberId);
      const running = new Set(own.flatMap(({ exchange }) => (isSettled(exchange) ? [] : (exchange.questionId ?? []))));
      const shown = [...tabs].flatMap((tab) => (tab.memberId === memberId ? [...tab.shown] : []));
      const all = new Set([...own.flatMap(({ exchange }) => exchange.questionId ?? []), ...shown]);
      return [...all].filter((questionId) => !running.has(questionId));
    },

    /** Questions that the store has no more: whoever shows one reads the room afresh. */
    deleted(questionIds: readonly string[]): void {
      for (const [key, { exchange }] of live) {
        if (exchange.questionId !== null && questionIds.includes(exchange.questionId)) live.delete(key);
      }
      for (const tab of tabs) if (questionIds.some((id) => tab.shown.has(id))) tab.refresh();
    },

    find: (key: string): Readonly<Live> | undefined => live.get(key),

    countRunning(memberId?: string): number {
      const running = [...live.values()].filter((entry) => entry.memberId !== undefined && !isSettled(entry.exchange));
      return memberId === undefined ? running.length : running.filter((entry) => entry.memberId === memberId).length;
    },

    voted(memberId: string, answerId: string, value: number): void {
      for (const entry of live.values()) {
        if (entry.memberId === memberId) entry.exchange = withVote(entry.exchange, answerId, value);
      }
      for (const tab of tabs) if (tab.memberId === memberId) tab.send({ type: 'voted', answerId, value });
    },

    /** An answer wears another label now; whoever shows its question sees it. */
    labelled(questionId: string, answerId: string, worn: Worn): void {
      for (const entry of live.values()) entry.exchange = withLabel(entry.exchange, answerId, worn);
      for (const tab of tabs) if (tab.shown.has(questionId)) tab.send({ type: 'labelled', answerId, ...worn });
    },

    /** How far a command is that a member runs. */
    progressed(memberId: string, runId: string, sentence: string): void {
      for (const tab of tabs) if (tab.memberId === memberId) tab.send({ type: 'progress', runId, sentence });
    },

    /** A member's exchanges, oldest first: what the store remembers, and what is known better here. */
    merge(memberId: string, remembered: Exchange[], limit: number): Exchange[] {
      const merged = new Map(remembered.map((exchange) => [exchange.questionId ?? '', exchange]));
      for (const { exchange, memberId: asker } of live.values()) {
        const { questionId, messageId, refusal } = exchange;
        const stored = questionId === null ? undefined : merged.get(questionId);
        if (stored && isSettled(stored) && !isSettled(exchange)) continue; // its end is about to be told here, or was elsewhere
        if (questionId !== null && (asker === memberId || stored)) merged.set(questionId, exchange);
        // the store tells of a refusal that it keeps by an id that was never told here
        else if (asker === memberId && !refusal?.isStored) merged.set(messageId ?? '', exchange);
      }
      return [...merged.values()].sort((a, b) => a.askedAt.localeCompare(b.askedAt)).slice(-limit);
    },

    tabs,
  };
}

export type Hub = ReturnType<typeof createHub>;

const settledKept = 100;
