import { z } from 'zod';
import { type Exchange, type MadeAnswer, roles } from '../answering/index.ts';
import type { HashMember, QuestionState, Reader, Standing } from '../store/index.ts';
import { wornLabel } from './worn-label.ts';

/** A question with what became of it, read back from the store. */
export interface Remembered {
  questionId: string;
  question: string;
  state: QuestionState;
  stateReason: string | null;
  followsId: string | null;
  askedAt: Date;
  answer: RememberedAnswer | null;
}

export type RememberedAnswer = MadeAnswer & {
  id: string;
  answeredAt: Date;
  standing: Standing;
  /** The thumb of the member who looks: 1, -1, or 0 for none. */
  vote: number;
};

const whole = {
  revisions: {
    orderBy: { number: 'desc' as const },
    take: 1,
    include: {
      answer: { include: { sources: { orderBy: { number: 'asc' as const }, include: { entry: true } }, votes: true } },
    },
  },
};

/** The member's latest questions on a platform, oldest first. */
export async function recentQuestions(
  read: Reader,
  hashMember: HashMember,
  { platform, memberId, limit }: { platform: string; memberId: string; limit: number },
): Promise<Remembered[]> {
  const member = await read.member.findUnique({ where: { hash: hashMember(platform, memberId) } });
  if (!member) return [];
  const rows = await read.question.findMany({
    where: { platform, memberId: member.id },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include: whole,
  });
  return rows.map((row) => toRemembered(row, member.id)).reverse();
}

/** One question by its own id or by its answer's; without either, the latest that was answered, of that community if one is named. */
export async function recallQuestion(
  read: Reader,
  id: string | undefined,
  communityId?: string,
): Promise<Remembered | undefined> {
  const where = id
    ? { OR: [{ id }, { revisions: { some: { answer: { id } } } }] }
    : { state: 'answered' as const, ...(communityId && { communityId }) };
  const row = await read.question.findFirst({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: whole,
  });
  return row ? toRemembered(row, undefined) : undefined;
}

/** What a question follows up on, oldest first. */
export async function conversationBefore(read: Reader, followsId: string | null, limit = 6): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for (let id = followsId; id !== null && exchanges.length < limit; ) {
    const question = await read.question.findUnique({ where: { id }, include: whole });
    const revision = question?.revisions[0];
    if (!question || !revision) break;
    if (revision.answer && !unshown.has(question.state))
      exchanges.unshift({ question: revision.text, answer: revision.answer.text });
    id = question.followsId;
  }
  return exchanges;
}

type Row = NonNullable<Awaited<ReturnType<typeof exampleRow>>>;
const exampleRow = (read: Reader) => read.question.findFirst({ include: whole });

/** Where an answer was made and is not shown: moderators have yet to see it, or dropped it. */
const unshown: ReadonlySet<QuestionState> = new Set(['drafted', 'cancelled']);

function toRemembered(row: Row, viewerId: string | undefined): Remembered {
  const [revision] = row.revisions;
  const answer = unshown.has(row.state) ? null : (revision?.answer ?? null);
  return {
    questionId: row.id,
    question: revision?.text ?? '',
    state: row.state,
    stateReason: row.stateReason,
    followsId: row.followsId,
    askedAt: row.createdAt,
    answer: answer && toRememberedAnswer(answer, viewerId),
  };
}

type AnswerRow = NonNullable<NonNullable<Row['revisions'][number]>['answer']>;

function toRememberedAnswer(row: AnswerRow, viewerId: string | undefined): RememberedAnswer {
  const { unverified, ...making } = storedMaking.parse(row.making);
  const { role, version, model, host } = row;
  return {
    id: row.id,
    manner: row.manner,
    label: wornLabel(row),
    standing: row.standing,
    text: row.text,
    sources: row.sources.map(({ entry, score }) => {
      const { id, kind, title, text, url, credit, verified, standing } = entry;
      return { entryId: id, kind, title, text, url, ...(credit !== null && { credit }), verified, standing, score };
    }),
    unverified,
    confidence: row.confidence,
    route: storedRoute.nullable().parse(row.route),
    writer: role && version && model && host ? { role, version, model, host } : null,
    making,
    answeredAt: row.createdAt,
    vote: row.votes.find((vote) => vote.memberId === viewerId)?.value ?? 0,
  };
}

const cast = z.object({ up: z.number(), down: z.number() });
const odds = z.object({ expert: z.number(), empathy: z.number(), coder: z.number(), quick: z.number() });

/** What `record` put into `route`. */
const storedRoute = z
  .object({
    role: z.enum(roles),
    why: z.string(),
    decidedBy: z.enum(['wish', 'queue', 'intent', 'votes']),
    odds,
    propensity: z.number(),
    /** Nothing chosen before routing learned has these: then the rules decided, and nothing was left to chance. */
    category: z.string().default('other'),
    topic: z.object({ id: z.string(), name: z.string() }).optional(),
    propensities: odds.optional(),
    votes: z.object({ expert: cast, empathy: cast, coder: cast, quick: cast }).optional(),
    isModelWished: z.boolean().optional(),
  })
  .transform(({ propensities, ...route }) => ({
    ...route,
    propensities: propensities ?? { expert: 0, empathy: 0, coder: 0, quick: 0, [route.role]: 1 },
  }));

/** What `record` put into `making`. */
const storedMaking = z.object({
  unverified: z.array(z.string()),
  retrieveMs: z.number(),
  totalMs: z.number(),
  searchTimedOut: z.boolean(),
  remarks: z.array(z.string()).optional(),
  failed: z.array(z.object({ model: z.string(), code: z.string(), message: z.string() })),
  generation: z
    .object({
      cuts: z.array(z.enum(['thinking', 'echo', 'other speaker', 'loop', 'control characters'])),
      stopped: z.enum(['stop', 'length', 'loop']),
      promptTokens: z.number().optional(),
      answerTokens: z.number().optional(),
      firstTextMs: z.number().optional(),
      loadMs: z.number().optional(),
    })
    .optional(),
});
