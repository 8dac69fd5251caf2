import type { Reader } from '../store/index.ts';
import { type Actor, type Rank, ranks } from './platform.ts';
import { readSettings } from './settings/community-settings.ts';

/** Whether a rank is that high, or higher. */
export function isAtLeast(rank: Rank, least: Rank): boolean {
  return ranks.indexOf(rank) >= ranks.indexOf(least);
}

/** What one may do in a community: what the platform lets them do, or more where its settings name one of their roles. */
export async function rankOf(read: Reader, actor: Actor, communityId: string): Promise<Rank> {
  const { moderatorRoles, helperRoles } = await readSettings(read, communityId);
  const has = (roles: readonly string[]) => roles.some((role) => actor.roleIds.includes(role));
  const byRole: Rank = has(moderatorRoles) ? 'moderator' : has(helperRoles) ? 'helper' : 'everyone';
  return isAtLeast(actor.rank, byRole) ? actor.rank : byRole;
}
