/** The stream of what happens. It comes back by itself, and rests while nobody looks and nothing runs. */

/** @import { RoomEvent } from './exchange.d.ts' */

/**
 * @param {object} listeners
 * @param {string} listeners.path where it is told
 * @param {(event: RoomEvent) => void} listeners.onEvent
 * @param {(isLost: boolean) => void} listeners.onLost
 * @param {() => boolean} listeners.isIdle
 */
export function connect({ path, onEvent, onLost, isIdle }) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;

  function open() {
    close();
    source = new EventSource(path);
    source.onmessage = ({ data }) => {
      onLost(false);
      onEvent(JSON.parse(data));
      rest();
    };
    source.onerror = () => {
      onLost(true);
      // the browser tries again by itself, unless it was refused
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, retryMs);
    };
  }

  function close() {
    clearTimeout(retry);
    source?.close();
    source = undefined;
  }

  /** A browser has six connections to one host for all its tabs: a tab that is out of sight leaves its own to others. */
  function rest() {
    if (document.hidden && isIdle()) close();
  }

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && !source) open();
    rest();
  });
  addEventListener('pagehide', close);
  addEventListener('pageshow', ({ persisted }) => persisted && open());
  open();
}

const retryMs = 2000;
