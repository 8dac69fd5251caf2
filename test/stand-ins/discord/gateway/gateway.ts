/**
 * Discord's gateway for tests: sessions over real sockets, told of what happens in the world. It hangs on a server
 * that somebody else has opened, and knows nothing of REST.
 */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../../../../src/clock.ts';
import { type Connection, serve } from './connection.ts';
import { createGatewayFaults, type GatewayFaults } from './faults.ts';
import { guildAsCreated } from './guild-create.ts';
import { type Privileged, privileged, wants } from './intents.ts';
import { withoutContent } from './message-content.ts';
import type { Dispatch, GatewayWorld, GuildMember } from './port.ts';
import type { Session } from './session.ts';
import { createSessions } from './sessions.ts';
import { isOnShard } from './shards.ts';
import { createStartLimit, type StartLimit, type StartLimitOptions } from './start-limit.ts';

export interface GatewayOptions {
  world: GatewayWorld;
  /** Where clients find it, as in `ws://127.0.0.1:1234/gateway`. */
  url: () => string;
  onRefusal: (reason: string) => void;
  clock?: Pick<Clock, 'now'>;
  privilegedIntents?: readonly Privileged[];
  heartbeatIntervalMs?: number;
  starts?: StartLimitOptions;
  resumableMs?: number;
  bufferSize?: number;
}

export interface Gateway {
  /** For the server's `upgrade` event. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly starts: Pick<StartLimit, 'told' | 'set'>;
  readonly faults: GatewayFaults;
  /** How many sockets are open. */
  readonly sockets: number;
  /** Sessions that live or can be resumed. */
  readonly sessions: number;
  /** Once no socket is open any more. */
  emptied(): Promise<void>;
  close(): void;
}

export function createGateway(options: GatewayOptions): Gateway {
  const { world, clock = systemClock, onRefusal } = options;
  const { privilegedIntents = ['members', 'messageContent'], heartbeatIntervalMs = 41_250 } = options;
  const { resumableMs, bufferSize } = options;
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const connections = new Map<WebSocket, Connection>();
  const awaitingEmptiness: (() => void)[] = [];
  const closing = new AbortController();
  const sessions = createSessions({ clock, resumableMs, bufferSize });
  const startLimit = createStartLimit(clock, options.starts);
  const each = (act: (connection: Connection) => void) => [...connections.values()].forEach(act);

  const faults = createGatewayFaults({
    dropSockets: (code) => each((connection) => connection.drop(code)),
    freezeSockets: () => each((connection) => connection.freeze()),
    askToReconnect: () => each((connection) => connection.send(GatewayOpcodes.Reconnect, null)),
    invalidate({ resumable = false } = {}) {
      if (!resumable) sessions.expire();
      each((connection) => connection.invalidate(resumable));
    },
    expireSessions: sessions.expire,
  });
  const serving = {
    world,
    clock,
    sessions,
    startLimit,
    privilegedIntents,
    heartbeatIntervalMs,
    faults,
    onRefusal,
    resumeUrl: options.url,
  };

  function tell(dispatch: Dispatch): void {
    for (const session of sessions.all()) {
      if (isFor(session, dispatch)) session.dispatch(dispatch.t, dataFor(session, dispatch));
    }
  }

  function isFor(session: Session, { guildId, intents }: Dispatch): boolean {
    return isOnShard(guildId, session.shard) && wants(session.intents, intents);
  }

  function dataFor(session: Session, { t, d, guildId }: Dispatch): unknown {
    // The world makes this event of the same guild that READY is followed by.
    if (t === 'GUILD_CREATE') return guildAsCreated(d as { members: GuildMember[] }, session, world);
    if (wants(session.intents, privileged.messageContent)) return d;
    return withoutContent(t, d, world.bot.id, guildId);
  }

  const stopListening = world.onDispatch((dispatch) => {
    if (dispatch.hidden) return;
    const fate = faults.fateOf(dispatch.t);
    if (fate === 'lost') return;
    if (fate === undefined) return tell(dispatch);
    // As it was when it happened, whatever becomes of it while it waits.
    const asItWas = structuredClone(dispatch);
    fate.pass(closing.signal).then(
      () => tell(asItWas),
      () => {},
    );
  });

  return {
    upgrade(request, socket, head) {
      if (faults.refusal !== undefined) return refuseSocket(socket, faults.refusal.status);
      server.handleUpgrade(request, socket, head, (opened) => {
        if (!isSpoken(request.url)) {
          onRefusal(`4012: the gateway is asked for with ?v=10&encoding=json, not as ${request.url}`);
          return opened.close(GatewayCloseCodes.InvalidAPIVersion, 'Only v=10 with encoding=json is spoken here.');
        }
        connections.set(opened, serve(opened, serving));
        opened.on('close', () => {
          connections.delete(opened);
          if (connections.size === 0) for (const resolve of awaitingEmptiness.splice(0)) resolve();
        });
      });
    },
    starts: startLimit,
    faults: faults.control,
    get sockets() {
      return connections.size;
    },
    get sessions() {
      return sessions.all().length;
    },
    emptied: () =>
      new Promise((resolve) => {
        if (connections.size === 0) resolve();
        else awaitingEmptiness.push(resolve);
      }),
    close() {
      closing.abort();
      stopListening();
      each((connection) => connection.drop());
      server.close();
    },
  };
}

/** Discord also speaks ETF, and compresses with zlib or zstd; discord.js asks for neither on its own. */
function isSpoken(address = '/'): boolean {
  const { searchParams } = new URL(address, 'ws://gateway');
  return searchParams.get('v') === '10' && searchParams.get('encoding') === 'json' && !searchParams.has('compress');
}

function refuseSocket(socket: Duplex, status: number | undefined): void {
  if (status === undefined) socket.destroy();
  else socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
}
