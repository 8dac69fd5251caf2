import type { RoomEvent } from './public/exchange.js';

/**
 * What is on its way to one tab, as server-sent events. It is filled as fast as things happen and emptied as fast as the
 * tab reads; a tab that reads too slowly is let go, and finds everything again when it reconnects.
 */
export function createOutbox({ mostChars, onClose }: { mostChars: number; onClose: () => void }) {
  const encoder = new TextEncoder();
  let waiting: RoomEvent[] = [];
  let waitingChars = 0;
  let isClosed = false;
  let wake = () => {};

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    waiting = [];
    wake();
    onClose();
  }

  const stream = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode(`retry: ${retryMs}\n\n`)),
      async pull(controller) {
        if (waiting.length === 0 && !isClosed) {
          const filled = Promise.withResolvers<void>();
          wake = filled.resolve;
          await filled.promise;
        }
        if (isClosed) return controller.close();
        const frames = waiting.map((event) => `data: ${JSON.stringify(event)}\n\n`);
        waiting = [];
        waitingChars = 0;
        controller.enqueue(encoder.encode(frames.join('')));
      },
      cancel: close,
    },
    { highWaterMark: 0 }, // events wait here, where pieces of text can still be joined
  );

  return {
    stream,
    close,
    push(event: RoomEvent): void {
      if (isClosed) return;
      const last = waiting.at(-1);
      if (event.type === 'changed' && last?.type === 'changed') return;
      if (event.type === 'progress' && last?.type === 'progress' && last.runId === event.runId) {
        waiting[waiting.length - 1] = event; // it is the newest that counts
        return;
      }
      if (event.type === 'text' && last?.type === 'text' && last.key === event.key) {
        waiting[waiting.length - 1] = { ...last, text: last.text + event.text };
        waitingChars += event.text.length;
      } else {
        waiting.push(event);
        waitingChars += event.type === 'text' ? event.text.length + 80 : JSON.stringify(event).length;
      }
      // a room alone may be as large as it is
      if (waitingChars > mostChars && (waiting.length > 1 || event.type === 'text')) close();
      else wake();
    },
  };
}

const retryMs = 1000;
