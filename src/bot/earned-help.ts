/** What a draft room has earned: whether its drafts are sent as they were so often that Quorum may speak there by itself. */
import type { Reader, Tx } from '../store/index.ts';
import type { CommandButton } from './commands/command.ts';
import { record } from './feed/record.ts';
import { roomLink } from './markdown.ts';
import type { PlaceName, Platform } from './platform.ts';
import { leastShare } from './votes/exact-bound.ts';

export interface EarningRules {
  /** What the share of drafts that are sent as they were must be at least, and over how many of them. */
  earnedShare: number;
  earnedOver: number;
}

/** What moderators did with a room's drafts since it has its mode; those that nobody decided on say nothing. */
export interface DraftRecord {
  sent: number;
  decided: number;
  /** What the share of those that are right is at least, as sure as nineteen in twenty. */
  least: number;
}

/** After a proposal, it takes as many drafts again before the next: what moderators looked at already is no news. */
const moreBy = 2;

interface DraftRoom {
  id: string;
  modeSince: Date | null;
}

/** Its threads and posts count for it, where they have no mode of their own. */
export async function readDraftRecord(read: Pick<Reader, 'draft'>, { id, modeSince }: DraftRoom): Promise<DraftRecord> {
  const counts = await read.draft.groupBy({
    by: ['state'],
    where: {
      state: { in: ['sent', 'edited', 'dropped'] },
      question: { room: { OR: [{ id }, { parentId: id, mode: null }] } },
      ...(modeSince && { decidedAt: { gte: modeSince } }),
    },
    orderBy: { state: 'asc' },
    _count: true,
  });
  const decided = counts.reduce((sum, { _count: count }) => sum + count, 0);
  const sent = counts.find(({ state }) => state === 'sent')?._count ?? 0;
  return { sent, decided, least: leastShare(sent, decided) };
}

export function isEarned({ decided, least }: DraftRecord, { earnedShare, earnedOver }: EarningRules): boolean {
  return decided >= earnedOver && least >= earnedShare;
}

/** “43 of 46 drafts were sent as they were: at least 84 % are right. It takes 90 %, over at least 50, before I propose to speak by myself.” */
export function describeRecord(found: DraftRecord, rules: EarningRules): string {
  const { sent, decided, least } = found;
  const needed = `${percent(rules.earnedShare)}, over at least ${rules.earnedOver}`;
  if (decided === 0)
    return `No draft has been decided on yet. It takes ${needed}, before I propose to speak by myself.`;
  const seen = `${sent} of ${decided} drafts were sent as they were: at least ${percent(least)} are right`;
  return isEarned(found, rules)
    ? `${seen}, and ${needed}, is what it takes to speak by myself.`
    : `${seen}. It takes ${needed}, before I propose to speak by myself.`;
}

/** Whole percents, and not more than it is: what falls short of what is needed shall not read as if it did not. */
function percent(share: number): string {
  return `${Math.floor(share * 100 + 0.01)} %`;
}

export interface Proposal {
  room: { platformId: string; name: string; open: boolean };
  text: string;
  buttons: CommandButton[];
}

/** Proposes to let a room's drafts go out unseen, where they have earned it; in the transaction that decides on a draft. */
export async function proposeHelp(
  tx: Tx,
  { communityId, roomId, rules }: { communityId: string; roomId: string; rules: EarningRules },
  now: Date,
): Promise<Proposal | undefined> {
  const asked = await tx.room.findUnique({ where: { id: roomId }, include: { parent: true } });
  const room = asked?.mode === null ? asked.parent : asked;
  if (room?.mode !== 'draft') return undefined;
  const found = await readDraftRecord(tx, room);
  const isNews = room.proposedOver === null || found.decided >= moreBy * room.proposedOver;
  if (!isEarned(found, rules) || !isNews) return undefined;
  await tx.room.update({ where: { id: room.id }, data: { proposedOver: found.decided } });
  const { platformId, name, open } = room;
  const what = `Proposed to help in ${roomLink(room)} without being looked at first. ${describeRecord(found, rules)}`;
  await record(tx, { communityId, kind: 'settings.proposed', actor: null, what, roomId: open ? null : room.id }, now);
  const text = [
    `**Shall I help in ${roomLink(room)} without your looking at each answer first?** ${describeRecord(found, rules)}`,
    'In the mode `help` I wait a minute for people, and speak only where I am sure. `/feed` has the way back.',
    `\`/settings earned room:${platformId} accept:true\` does it; I ask again when twice as many have been decided on.`,
  ].join('\n');
  const decide = (label: string, style: CommandButton['style'], accept: boolean): CommandButton => ({
    ...{ label, style, command: 'settings earned' },
    options: { room: platformId, accept },
  });
  const buttons = [decide('Set to help', 'good', true), decide('Not now', 'plain', false)];
  return { room: { platformId, name, open }, text, buttons };
}

/** Shows a proposal to moderators, where all of them may know of that room; others find it in the feed. */
export async function showProposal(
  platform: Platform,
  community: PlaceName,
  { room, text, buttons }: Proposal,
): Promise<boolean> {
  if (!room.open && !(await platform.mayModeratorsRead?.(community, room.platformId))) return false;
  return platform.tellModerators(community, { kind: 'news', text, buttons });
}
