/** The sessions that can be resumed: Discord forgets one some minutes after its socket went away. */
import type { Clock } from '../../../../src/clock.ts';
import { createSession, type Session, type Shard } from './session.ts';

export interface Sessions {
  begin(intents: number, shard: Shard): Session;
  find(id: string): Session | undefined;
  end(session: Session): void;
  all(): Session[];
  /** Forgets them all, as Discord does when it moves its own servers about. */
  expire(): void;
}

export interface SessionOptions {
  clock: Pick<Clock, 'now'>;
  /** How long a session without a socket can be resumed. */
  resumableMs?: number | undefined;
  /** How many events are kept for a resume. */
  bufferSize?: number | undefined;
}

export function createSessions({ clock, resumableMs = 3 * 60_000, bufferSize = 500 }: SessionOptions): Sessions {
  const sessions = new Map<string, Session>();

  function forgetStale(): void {
    for (const { id, lostAt } of sessions.values()) {
      if (lostAt !== undefined && clock.now() - lostAt > resumableMs) sessions.delete(id);
    }
  }

  return {
    begin(intents, shard) {
      const session = createSession(intents, shard, bufferSize);
      sessions.set(session.id, session);
      return session;
    },
    find(id) {
      forgetStale();
      return sessions.get(id);
    },
    end: ({ id }) => void sessions.delete(id),
    all() {
      forgetStale();
      return [...sessions.values()];
    },
    expire: () => sessions.clear(),
  };
}
