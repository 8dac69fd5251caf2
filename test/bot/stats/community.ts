/** A community in a store of its own, to which questions with their answers are added as a test needs them. */
import type { Route } from '../../../src/answering/index.ts';
import type { Label, Manner, QuestionState, Standing, Tx } from '../../../src/store/index.ts';
import { scratchStore } from '../../scratch.ts';

export interface AskedQuestion {
  at: Date;
  room?: string;
  member?: string;
  /** False where nobody asked Quorum. */
  asked?: boolean;
  state?: QuestionState;
  reason?: string;
  /** What it got, in the order of its revisions; undefined for one that got nothing. */
  answers?: (GivenAnswer | undefined)[];
}

export interface GivenAnswer {
  manner?: Manner;
  label?: Label | null;
  role?: string;
  version?: string;
  category?: string;
  standing?: Standing;
  model?: string;
  totalMs?: number;
  firstTextMs?: number;
  cites?: string[];
  route?: Route;
  votes?: number[];
}

export async function startCommunity(name = 'community') {
  const store = await scratchStore();
  const createdAt = new Date(0);
  const { id: communityId } = await store.write((tx) =>
    tx.community.create({ data: { platform: 'test', platformId: name, name, createdAt } }),
  );
  let made = 0;

  const place = { communityId, kind: 'channel', createdAt } as const;
  const roomOf = (tx: Tx, platformId: string, open: boolean) =>
    tx.room.upsert({
      where: { communityId_platformId: { communityId, platformId } },
      create: { ...place, platformId, name: platformId, open },
      update: {},
    });
  const memberOf = (tx: Tx, hash: string) =>
    tx.member.upsert({ where: { hash }, create: { hash, createdAt }, update: {} });

  return {
    store,
    communityId,
    room: (platformId: string, open = true) => store.write((tx) => roomOf(tx, platformId, open)),

    knows(title: string, own: { source?: string; room?: string; retiredAt?: Date } = {}): Promise<string> {
      const { source = 'Handbook', room, retiredAt = null } = own;
      return store.write(async (tx) => {
        const audienceRoomId = room === undefined ? null : (await roomOf(tx, room, false)).id;
        const { id: sourceId } = await tx.source.upsert({
          where: { communityId_uri: { communityId, uri: source } },
          create: { communityId, uri: source, name: source, createdAt },
          update: {},
        });
        const entry = {
          communityId,
          sourceId,
          key: title,
          kind: 'pair',
          title,
          text: 'text',
          verified: false,
        } as const;
        const { id } = await tx.entry.create({ data: { ...entry, audienceRoomId, retiredAt, createdAt } });
        return id;
      });
    },

    asks: (...questions: AskedQuestion[]) =>
      store.write(async (tx) => {
        for (const { at, room = 'general', member = 'ada', asked = true, state = 'answered', ...own } of questions) {
          const { reason, answers } = own;
          made += 1;
          const { id: roomId, open } = await roomOf(tx, room, true);
          const { id: memberId } = await memberOf(tx, member);
          const given = answers ?? (state === 'answered' ? [{}] : [undefined]);
          const voters: string[] = [];
          const votes = Math.max(...given.map((answer) => answer?.votes?.length ?? 0));
          for (let nth = 0; nth < votes; nth++) voters.push((await memberOf(tx, `voter ${nth}`)).id);
          await tx.question.create({
            data: {
              communityId,
              roomId,
              memberId,
              platform: 'test',
              messageId: `${communityId} ${made}`,
              origin: 'message',
              communityWide: open,
              asked,
              state,
              stateReason: reason ?? null,
              createdAt: at,
              revisions: {
                create: given.map((answer, index) => ({
                  number: index + 1,
                  text: 'question?',
                  createdAt: at,
                  ...(answer && { answer: { create: answerRow(answer, at, voters) } }),
                })),
              },
            },
          });
        }
      }),
  };
}

function answerRow(answer: GivenAnswer, createdAt: Date, voters: string[]) {
  const { manner = 'generated', label = 'fromSources', totalMs = 1000, firstTextMs, cites = [], votes = [] } = answer;
  const isGenerated = manner === 'generated';
  return {
    manner,
    label,
    isVerified: label === 'verified',
    text: 'answer',
    role: isGenerated ? (answer.role ?? 'expert') : null,
    model: isGenerated ? (answer.model ?? 'llama3.2:3b') : null,
    version: answer.version ?? null,
    ...(answer.category !== undefined && { route: { category: answer.category } }),
    standing: answer.standing ?? 'open',
    confidence: 0.5,
    ...(answer.route && { route: { ...answer.route } }),
    making: { totalMs, retrieveMs: 1, failed: [], ...(firstTextMs !== undefined && { generation: { firstTextMs } }) },
    createdAt,
    sources: { create: cites.map((entryId, index) => ({ number: index + 1, entryId, score: 1 })) },
    votes: {
      create: votes.map((value, index) => ({
        memberId: voters[index] ?? '',
        value,
        weight: 1,
        createdAt,
        updatedAt: createdAt,
      })),
    },
  };
}
