/** One socket's life: HELLO, a session, and what the client sends from then on. */
import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Clock } from '../../../../src/clock.ts';
import type { GatewayFaultPlan } from './faults.ts';
import { type Frame, frame, type Identify, knownOpcodes, type Resume } from './frames.ts';
import { type Handshake, identify, resume, welcome } from './handshake.ts';
import { sendMembers } from './members.ts';
import { GatewayRefusal, refuse } from './refusal.ts';
import { createSendLimit } from './send-limit.ts';
import type { Session } from './session.ts';

export interface Connection {
  send(op: GatewayOpcodes, data: unknown): void;
  /** Takes its session from it and says so. */
  invalidate(isResumable: boolean): void;
  /** Ends it with a close code, or without a word. */
  drop(code?: number): void;
  /** Leaves it open and silent. */
  freeze(): void;
}

export interface Serving extends Handshake {
  clock: Pick<Clock, 'now'>;
  heartbeatIntervalMs: number;
  faults: GatewayFaultPlan;
  /** Told of a frame that Discord would refuse. */
  onRefusal(reason: string): void;
}

export function serve(socket: WebSocket, gateway: Serving): Connection {
  const isWithinLimit = createSendLimit(gateway.clock);
  let session: Session | undefined;
  let leave: (at: number) => boolean = () => false;
  let isFrozen = false;

  function sendText(text: string): void {
    if (!isFrozen && socket.readyState === WebSocket.OPEN) socket.send(text);
  }

  function send(op: GatewayOpcodes, data: unknown): void {
    sendText(JSON.stringify({ op, d: data, s: null, t: null }));
  }

  function takeOver(found: Session): void {
    session = found;
    leave = session.attach(sendText);
  }

  function answer(sent: Frame): void {
    if (sent.op === GatewayOpcodes.Heartbeat) {
      if (!gateway.faults.stopsAcks) send(GatewayOpcodes.HeartbeatAck, null);
      return;
    }
    if (sent.op === GatewayOpcodes.Identify || sent.op === GatewayOpcodes.Resume) {
      if (session !== undefined) refuse(GatewayCloseCodes.AlreadyAuthenticated, 'This socket has its session already.');
      begin(sent);
      return;
    }
    if (session === undefined) refuse(GatewayCloseCodes.NotAuthenticated, 'Identify first.');
    if (sent.op === GatewayOpcodes.RequestGuildMembers) sendMembers(sent.d, session, gateway.world);
  }

  function begin(sent: Extract<Frame, { op: 2 | 6 }>): void {
    const isDone = sent.op === GatewayOpcodes.Identify ? beginAnew(sent.d) : goOn(sent.d);
    if (!isDone) send(GatewayOpcodes.InvalidSession, false);
  }

  function beginAnew(asked: Identify): boolean {
    const begun = identify(asked, gateway);
    if (begun === undefined) return false;
    takeOver(begun);
    welcome(begun, gateway);
    return true;
  }

  function goOn(asked: Resume): boolean {
    const resumed = resume(asked, gateway);
    if (resumed === undefined) return false;
    takeOver(resumed.session);
    for (const text of resumed.missed) sendText(text);
    resumed.session.dispatch('RESUMED', {});
    return true;
  }

  function end(error: unknown): void {
    if (!(error instanceof GatewayRefusal)) {
      gateway.onRefusal(`the stand-in itself failed: ${error instanceof Error ? error.stack : String(error)}`);
      socket.close(4000, 'Unknown error.');
      return;
    }
    if (!error.isOperators) gateway.onRefusal(`${error.code}: ${error.message}`);
    // A close frame has room for 123 bytes.
    socket.close(error.code, error.message.slice(0, 120));
  }

  socket.on('message', (data) => {
    if (isFrozen) return;
    try {
      if (!isWithinLimit()) refuse(GatewayCloseCodes.RateLimited, 'More than 120 frames came within a minute.');
      answer(read(String(data)));
    } catch (error) {
      end(error);
    }
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', (code) => {
    const wasItsOwn = leave(gateway.clock.now());
    // A client that closes in order says that it will not come back.
    if (wasItsOwn && session !== undefined && (code === 1000 || code === 1001)) gateway.sessions.end(session);
  });
  send(GatewayOpcodes.Hello, { heartbeat_interval: gateway.heartbeatIntervalMs });

  return {
    send,
    invalidate(isResumable) {
      leave(gateway.clock.now());
      session = undefined;
      send(GatewayOpcodes.InvalidSession, isResumable);
    },
    drop(code) {
      leave(gateway.clock.now());
      if (code === undefined) socket.terminate();
      else socket.close(code);
    },
    freeze() {
      isFrozen = true;
    },
  };
}

function read(text: string): Frame {
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    refuse(GatewayCloseCodes.DecodeError, 'A frame is not JSON.');
  }
  const { success, data } = z.object({ op: z.int() }).safeParse(sent);
  if (success && !knownOpcodes.has(data.op)) refuse(GatewayCloseCodes.UnknownOpcode, `Nobody may send op ${data.op}.`);
  const parsed = frame.safeParse(sent);
  if (parsed.success) return parsed.data;
  refuse(
    GatewayCloseCodes.DecodeError,
    parsed.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; '),
  );
}
