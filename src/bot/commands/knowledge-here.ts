/** What commands on knowledge have in common: who may be told here, and finding entries that may be spoken of here. */
import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { EntryView } from '../../knowledge/index.ts';
import { type Knowledge, notedKnowledge } from '../feed/noted-knowledge.ts';
import { oneLine, plain, roomLink } from '../markdown.ts';
import { isAtLeast } from '../rank.ts';
import { isCommunityWide } from '../settings/room-settings.ts';
import type { Call, Suggest } from './command.ts';

/** What the community knows, for changing it in the caller's name. */
export function changing({ community, actor, parts }: Call): Knowledge {
  const now = () => new Date(parts.clock.now());
  return notedKnowledge(parts.knowledgeOf(community.id), { communityId: community.id, actor: actor.name, now });
}

export const audienceOption = () =>
  z
    .enum(['community', 'room'])
    .optional()
    .describe('Who may be told: the community, or this room alone; otherwise whoever may be told of this room');

export interface Audience {
  /** The room that alone may be told; null is the whole community. */
  roomId: string | null;
  /** A sentence on it. */
  said: string;
}

/** Who may be told of what is taught here: whoever was named, or else whoever may be told of this room. */
export async function audienceOf(named: 'community' | 'room' | undefined, call: Call): Promise<Audience> {
  const { room, parts } = call;
  const here = await parts.store.read.room.findUnique({ where: { id: room.id }, include: { parent: true } });
  const isWide = room.open && here !== null && isCommunityWide(here);
  const onlyHere = `Only ${room.kind === 'dm' ? 'these direct messages' : roomLink(room)} may be told of it`;
  if (named === 'community' || (named === undefined && isWide))
    return { roomId: null, said: 'The whole community may be told of it.' };
  if (named === 'room') return { roomId: room.id, said: `${onlyHere}.` };
  return {
    roomId: room.id,
    said: `${onlyHere}, as what is said in this room stays in it; \`audience\` changes that.`,
  };
}

/** An entry that may be spoken of here, by its id or the end of it; what is known no more is for moderators. */
export async function findEntryHere(named: string, call: Call): Promise<EntryView> {
  const { catalogue } = call.parts.knowledgeOf(call.community.id);
  const entry = await catalogue.show(named).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'no-such-entry') return undefined;
    throw error;
  });
  const isToldHere = entry?.roomId === null || entry?.roomId === call.room.id;
  const isKnown = !entry?.retired && entry?.standing !== 'denied';
  if (entry && isToldHere && (isKnown || isAtLeast(call.rank, 'moderator'))) return entry;
  // in the same words, for whoever should not learn that there is one
  throw new Failure('no-such-entry', 'An entry was named that there is not, or that may not be spoken of there.', {
    memberText: `I know no entry “${plain(named, 60)}” here, or several. \`/knowledge search\` shows entries with their ids.`,
  });
}

export const entryOption = () => z.string().trim().min(1).max(64).describe('The entry: its id, or the end of it');

/** Entries that are found by what is typed, of those that may be spoken of here. */
export const suggestEntries: Suggest = async (typed, { community, room, parts, signal }) => {
  if (typed.trim() === '') return [];
  const { library } = parts.knowledgeOf(community.id);
  const query = { communityId: community.id, roomId: room.id, question: typed.slice(0, 300), limit: 25 };
  const { passages } = await library.search(query, signal);
  return passages.map(({ entryId, title }) => ({ name: oneLine(title, 100), value: entryId }));
};

/** Does something to what is known; what it refuses, the member is told in the words in which it does. */
export async function inSentences<T>(work: () => Promise<T>, twinHint = hints.get('refused-entry')): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure) || error.memberText !== undefined || !told.has(error.code)) throw error;
    const { code, message } = error;
    // of what is refused, a near-duplicate alone has a remedy
    const hint = code !== 'refused-entry' ? hints.get(code) : error.remedy === undefined ? undefined : twinHint;
    const memberText = [plain(message, 500), ...(hint ? [hint] : [])].join(' ');
    throw new Failure(code, message, { memberText, remedy: error.remedy, cause: error });
  }
}

/** What speaks of what the member gave, and of nothing else. */
const told = new Set([
  'refused-entry',
  'no-such-entry',
  'no-such-source',
  'malformed-import',
  'unknown-column',
  'import-running',
  'import-lost',
]);

const hints = new Map([
  ['refused-entry', 'Edit that entry instead, or add this one all the same with `anyway`.'],
  ['import-lost', 'Nothing of it was kept; import it again.'],
  ['malformed-import', 'Nothing of it was kept.'],
]);
