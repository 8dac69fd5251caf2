/** Op 8: a client asks for a guild's members, by id or by the beginning of a name, and gets them in chunks. */
import { GatewayCloseCodes, GatewayIntentBits } from 'discord-api-types/v10';
import type { RequestMembers } from './frames.ts';
import { wants } from './intents.ts';
import type { GatewayWorld, GuildMember } from './port.ts';
import { refuse } from './refusal.ts';
import type { Session } from './session.ts';

const chunkSize = 1_000;

export function sendMembers(asked: RequestMembers, session: Session, world: GatewayWorld): void {
  const wantsAll = asked.user_ids === undefined && asked.query === '' && asked.limit === 0;
  if (wantsAll && !wants(session.intents, GatewayIntentBits.GuildMembers)) {
    refuse(GatewayCloseCodes.DisallowedIntents, 'All members of a guild are for those who have the intent for them.');
  }
  if (!world.guildIds().includes(asked.guild_id)) return;
  const { found, notFound } = select(asked, world.guild(asked.guild_id).members);
  const count = Math.max(1, Math.ceil(found.length / chunkSize));
  for (let index = 0; index < count; index++) {
    session.dispatch('GUILD_MEMBERS_CHUNK', {
      guild_id: asked.guild_id,
      members: found.slice(index * chunkSize, (index + 1) * chunkSize),
      chunk_index: index,
      chunk_count: count,
      not_found: notFound,
      ...(asked.nonce !== undefined && { nonce: asked.nonce }),
    });
  }
}

function select(asked: RequestMembers, members: GuildMember[]): { found: GuildMember[]; notFound: string[] } {
  if (asked.user_ids !== undefined) {
    const ids = [asked.user_ids].flat();
    const known = new Set(members.map(({ user }) => user.id));
    return {
      found: members.filter(({ user }) => ids.includes(user.id)),
      notFound: ids.filter((id) => !known.has(id)),
    };
  }
  const { query = '', limit = 0 } = asked;
  const isMeant = ({ user, nick }: GuildMember) => [user.username, nick ?? ''].some((name) => beginsWith(name, query));
  const found = members.filter(isMeant);
  return { found: limit === 0 ? found : found.slice(0, limit), notFound: [] };
}

function beginsWith(name: string, query: string): boolean {
  return name.toLowerCase().startsWith(query.toLowerCase());
}
