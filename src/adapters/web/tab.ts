import type { Bot } from '../../bot/index.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Hub, Tab } from './hub.ts';
import { createOutbox } from './outbox.ts';
import { isSettled, type Room } from './public/exchange.js';
import { showRemembered } from './show.ts';

export interface TabParts {
  hub: Hub;
  bot: Pick<Bot, 'recent'>;
  clock: Clock;
  log: Log;
  /** The room as it is now, without its exchanges. */
  describeRoom: () => Omit<Room, 'exchanges'>;
}

/** Opens one tab's stream: first the whole room, then what happens in it, until the tab goes away. */
export function openTab(
  { hub, bot, clock, log, describeRoom }: TabParts,
  memberId: string,
): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  const outbox = createOutbox({
    mostChars: mostWaitingChars,
    onClose() {
      gone.abort();
      hub.tabs.delete(tab);
    },
  });
  /** Whether something is shown of which no event will tell: it was left by a process that died. */
  let isUnsure = false;
  const tab: Tab = {
    memberId,
    shown: new Set(),
    send: outbox.push,
    refresh: () => void sendRoom(),
    close: outbox.close,
  };
  hub.tabs.add(tab);
  void keep();
  return outbox.stream;

  async function sendRoom(): Promise<void> {
    try {
      const remembered = await bot.recent({ platform: 'playground', memberId, limit: exchangesShown });
      const exchanges = hub.merge(memberId, remembered.map(showRemembered), exchangesShown);
      tab.shown = new Set(exchanges.flatMap(({ questionId }) => questionId ?? []));
      isUnsure = exchanges.some((exchange) => exchange.messageId === null && !isSettled(exchange));
      outbox.push({ type: 'room', room: { ...describeRoom(), exchanges } });
    } catch (error) {
      log.error('A room could not be read.', { reason: error instanceof Error ? error.message : String(error) });
      outbox.close(); // the page comes back by itself
    }
  }

  async function keep(): Promise<void> {
    await sendRoom();
    while (!gone.signal.aborted) {
      await clock.wait(heartbeatMs, gone.signal).catch(() => {});
      if (isUnsure) await sendRoom();
      else outbox.push({ type: 'status', status: describeRoom().status }); // tells a broken connection from a quiet one, too
    }
  }
}

const exchangesShown = 20;
const heartbeatMs = 10_000;
const mostWaitingChars = 1_000_000;
