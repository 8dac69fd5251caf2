/** What it takes to admit a question, in as few statements as it goes: each member waits for them. */
import { newId } from './entries.ts';
import type { Consent, Level, Origin, QuestionState } from './generated/enums.ts';
import { asStored, type Rows, type TxRows } from './rows.ts';

/** The question that was made of a message. */
export async function findQuestionOf(
  rows: Rows,
  message: { platform: string; messageId: string },
): Promise<string | undefined> {
  const statement = 'SELECT id FROM Question WHERE platform = @platform AND messageId = @messageId';
  return (await rows.first<{ id: string }>(statement, message))?.id;
}

/** The member of that hash, who is made known where nobody is. */
export async function knowMember(rows: TxRows, hash: string, at: Date): Promise<string> {
  const known = await rows.first<{ id: string }>('SELECT id FROM Member WHERE hash = @hash', { hash });
  if (known) return known.id;
  const id = newId(at.getTime());
  const statement = 'INSERT INTO Member (id, hash, createdAt) VALUES (@id, @hash, @createdAt)';
  await rows.run(statement, { id, hash, createdAt: asStored(at) });
  return id;
}

/** How much a member of a community knows already, where they said so. */
export async function readLevel(
  rows: Rows,
  membership: { communityId: string; memberId: string },
): Promise<Level | undefined> {
  const statement = 'SELECT level FROM Membership WHERE communityId = @communityId AND memberId = @memberId';
  return (await rows.first<{ level: Level }>(statement, membership))?.level;
}

/** What has been asked lately, the oldest first; see limits.ts in src/bot for what of it counts. */
export interface Pace {
  ofMember: Date[];
  inRoom: Date[];
  /** Questions of the member that are not answered yet. */
  waiting: number;
}

/**
 * What Quorum looked at of its own accord takes nothing from what a member may ask, nor, where it led to nothing, from
 * what may be asked in their room.
 */
export async function readPace(
  rows: Rows,
  { since, asked, ...who }: { memberId: string; roomId: string; since: Date; asked: boolean },
): Promise<Pace> {
  const values = { ...who, since: asStored(since), asked: asked ? 1 : 0 };
  const lately = await rows.all<{ createdAt: string; isTheirs: number; isHere: number }>(paceSql, values);
  const waiting = await rows.first<{ count: number }>(waitingSql, values);
  const datesOf = (which: 'isTheirs' | 'isHere') =>
    lately.filter((row) => row[which] === 1).map(({ createdAt }) => new Date(createdAt));
  return { ofMember: datesOf('isTheirs'), inRoom: datesOf('isHere'), waiting: waiting?.count ?? 0 };
}

const paceSql = `
  SELECT createdAt, max(isTheirs) AS isTheirs, max(isHere) AS isHere FROM (
    SELECT id, createdAt, 1 AS isTheirs, 0 AS isHere FROM Question
    WHERE memberId = @memberId AND createdAt > @since AND state <> 'refused' AND (asked OR NOT @asked)
    UNION ALL
    SELECT id, createdAt, 0, 1 FROM Question
    WHERE roomId = @roomId AND createdAt > @since AND state <> 'refused'
      AND (asked OR NOT @asked OR stateReason IS NOT 'needless')
  )
  GROUP BY id ORDER BY createdAt`;

const waitingSql = `
  SELECT count(*) AS count FROM Question
  WHERE memberId = @memberId AND state IN ('waiting', 'answering') AND (asked OR NOT @asked)`;

/** A question and its first revision, as they are stored. */
export interface NewQuestion {
  communityId: string;
  roomId: string;
  memberId: string;
  platform: string;
  messageId: string;
  origin: Origin;
  /** Null is what its member chose for themselves in that community. */
  consent: Consent | null;
  trainable: boolean;
  asked: boolean;
  communityWide: boolean;
  /** The question that it follows up on, if that was asked in the same room. */
  followsId: string | null;
  state: QuestionState;
  stateReason: string | null;
  leaseOwner: string | null;
  leaseUntil: Date | null;
  fence: number;
  createdAt: Date;
  text: string;
  attached?: unknown;
}

export interface InsertedQuestion {
  id: string;
  revisionId: string;
  followsId: string | null;
}

export async function insertQuestion(rows: TxRows, question: NewQuestion): Promise<InsertedQuestion> {
  const { text, attached, createdAt, leaseUntil, trainable, asked, communityWide, ...columns } = question;
  const [id, revisionId] = [newId(createdAt.getTime()), newId(createdAt.getTime())];
  const inserted = await rows.first<{ followsId: string | null }>(questionSql, {
    ...columns,
    id,
    trainable: trainable ? 1 : 0,
    asked: asked ? 1 : 0,
    communityWide: communityWide ? 1 : 0,
    leaseUntil: leaseUntil && asStored(leaseUntil),
    createdAt: asStored(createdAt),
  });
  await rows.run(revisionSql, {
    ...{ id: revisionId, questionId: id, text, createdAt: asStored(createdAt) },
    attached: attached === undefined ? null : JSON.stringify(attached),
  });
  return { id, revisionId, followsId: inserted?.followsId ?? null };
}

const questionSql = `
  INSERT INTO Question (
    id, communityId, roomId, memberId, platform, messageId, origin, consent, trainable, asked, communityWide, followsId,
    state, stateReason, leaseOwner, leaseUntil, fence, createdAt
  )
  VALUES (
    @id, @communityId, @roomId, @memberId, @platform, @messageId, @origin,
    coalesce(
      @consent, (SELECT consent FROM Membership WHERE communityId = @communityId AND memberId = @memberId), 'unasked'
    ),
    @trainable, @asked, @communityWide,
    (SELECT id FROM Question WHERE id = @followsId AND roomId = @roomId),
    @state, @stateReason, @leaseOwner, @leaseUntil, @fence, @createdAt
  )
  RETURNING followsId`;

const revisionSql = `
  INSERT INTO Revision (id, questionId, number, text, attached, createdAt)
  VALUES (@id, @questionId, 1, @text, @attached, @createdAt)`;
