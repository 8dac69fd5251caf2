/** How a socket comes by a session: IDENTIFY begins one, RESUME goes on with one. */
import { GatewayCloseCodes, GatewayIntentBits } from 'discord-api-types/v10';
import type { Identify, Resume } from './frames.ts';
import { guildAsCreated } from './guild-create.ts';
import { disallowed, flagsOf, isUnknown, type Privileged, wants } from './intents.ts';
import type { GatewayWorld } from './port.ts';
import { refuse } from './refusal.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { isOnShard, isShard } from './shards.ts';
import type { StartLimit } from './start-limit.ts';

export interface Handshake {
  world: GatewayWorld;
  sessions: Sessions;
  startLimit: StartLimit;
  /** The privileged intents that are switched on in the developer portal. */
  privilegedIntents: readonly Privileged[];
  /** Where a client comes back to. */
  resumeUrl: () => string;
}

/** Undefined where the client has to try again later. */
export function identify(asked: Identify, gateway: Handshake): Session | undefined {
  const { world, sessions, startLimit, privilegedIntents } = gateway;
  const shard = asked.shard ?? ([0, 1] as const);
  checkToken(asked.token, world);
  if (!isShard(shard)) refuse(GatewayCloseCodes.InvalidShard, `There is no shard ${shard[0]} of ${shard[1]}.`);
  if (isUnknown(asked.intents)) {
    refuse(GatewayCloseCodes.InvalidIntents, `No such intents: ${asked.intents} has a bit that means nothing.`);
  }
  const missing = disallowed(asked.intents, privilegedIntents);
  if (missing.length > 0) {
    refuse(GatewayCloseCodes.DisallowedIntents, `Disallowed intent(s): ${missing.join(', ')}.`);
  }
  const start = startLimit.take(shard[0]);
  if (start === 'too soon') return undefined;
  if (start === 'used up') {
    refuse(GatewayCloseCodes.AuthenticationFailed, 'No session starts are left today: Discord resets the token.');
  }
  return sessions.begin(asked.intents, shard);
}

/** READY, and then each guild as it becomes available. */
export function welcome(session: Session, { world, resumeUrl, privilegedIntents }: Handshake): void {
  const guildIds = world.guildIds().filter((id) => isOnShard(id, session.shard));
  session.dispatch('READY', {
    v: 10,
    user: world.bot,
    guilds: guildIds.map((id) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: resumeUrl(),
    shard: session.shard,
    application: { id: world.applicationId, flags: flagsOf(privilegedIntents) },
  });
  if (!wants(session.intents, GatewayIntentBits.Guilds)) return;
  for (const id of guildIds) {
    const guild = world.isAvailable(id) ? guildAsCreated(world.guild(id), session, world) : { id, unavailable: true };
    session.dispatch('GUILD_CREATE', guild);
  }
}

/** Undefined where the client has to identify anew. */
export function resume(asked: Resume, gateway: Handshake): { session: Session; missed: string[] } | undefined {
  checkToken(asked.token, gateway.world);
  const session = gateway.sessions.find(asked.session_id);
  if (session === undefined) return undefined;
  if (asked.seq > session.sequence) {
    refuse(GatewayCloseCodes.InvalidSeq, `The session is at ${session.sequence}, not yet at ${asked.seq}.`);
  }
  const missed = session.since(asked.seq);
  return missed && { session, missed };
}

function checkToken(token: string, world: GatewayWorld): void {
  if (token !== world.token) refuse(GatewayCloseCodes.AuthenticationFailed, 'The token is wrong.');
}
