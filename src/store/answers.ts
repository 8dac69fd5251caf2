/** An answer and the messages that show it, as they are written while a member waits. */
import { newId } from './entries.ts';
import type { Label, Manner } from './generated/enums.ts';
import { asList, asStored, type Rows, type TxRows } from './rows.ts';

export interface NewAnswer {
  revisionId: string;
  manner: Manner;
  label: Label | null;
  text: string;
  /** Who wrote it, while a model did. */
  writer: { role: string; version: string; model: string; host: string } | null;
  confidence: number;
  route: unknown;
  making: unknown;
  createdAt: Date;
  /** In the order shown. */
  sources: readonly { entryId: string; score: number }[];
}

/** Stores an answer with its sources; sources that have been deleted meanwhile are left out. Returns its id. */
export async function insertAnswer(rows: TxRows, answer: NewAnswer): Promise<string> {
  const { revisionId, manner, label, text, writer, confidence, route, making, createdAt, sources } = answer;
  const { role = null, version = null, model = null, host = null } = writer ?? {};
  const id = newId(createdAt.getTime());
  await rows.run(answerSql, {
    ...{ id, revisionId, manner, label, text, role, version, model, host, confidence },
    isVerified: label === 'verified' ? 1 : 0,
    route: route ? JSON.stringify(route) : null,
    making: JSON.stringify(making),
    createdAt: asStored(createdAt),
  });
  if (sources.length > 0)
    await rows.run(sourcesSql, {
      answerId: id,
      sources: asList(sources.map(({ entryId, score }) => ({ entryId, score }))),
    });
  return id;
}

const answerSql = `
  INSERT INTO Answer (
    id, revisionId, manner, label, isVerified, text, role, version, model, host, confidence, route, making, createdAt
  )
  VALUES (
    @id, @revisionId, @manner, @label, @isVerified, @text, @role, @version, @model, @host, @confidence, @route, @making,
    @createdAt
  )`;

const sourcesSql = `
  INSERT INTO AnswerSource (answerId, number, entryId, score)
  SELECT @answerId, source.key + 1, Entry.id, source.value ->> 'score'
  FROM json_each(@sources) AS source CROSS JOIN Entry ON Entry.id = source.value ->> 'entryId'`;

export async function answerExists(rows: Rows, id: string): Promise<boolean> {
  return (await rows.first('SELECT 1 FROM Answer WHERE id = @id', { id })) !== undefined;
}

/** The draft of an older revision goes; the answer becomes one where moderators are to see it first. */
export async function replaceDraft(
  rows: TxRows,
  questionId: string,
  draft: { expiresAt: Date; createdAt: Date } | undefined,
): Promise<void> {
  await rows.run('DELETE FROM Draft WHERE questionId = @questionId', { questionId });
  if (!draft) return;
  const [expiresAt, createdAt] = [asStored(draft.expiresAt), asStored(draft.createdAt)];
  await rows.run(draftSql, { id: newId(draft.createdAt.getTime()), questionId, expiresAt, createdAt });
}

const draftSql = `
  INSERT INTO Draft (id, questionId, state, expiresAt, createdAt)
  VALUES (@id, @questionId, 'open', @expiresAt, @createdAt)`;

/** A message of ours, and what it shows. */
export interface ShownMessage {
  platform: string;
  messageId: string;
  /** The platform's id of the room that it stands in. */
  roomId: string;
  questionId: string;
  /** Null while it only says that an answer is coming. */
  answerId: string | null;
  part: number;
}

export async function noteShown(rows: TxRows, message: ShownMessage, at: Date): Promise<void> {
  await rows.run(noteSql, { ...message, createdAt: asStored(at) });
}

const noteSql = `
  INSERT INTO ShownMessage (platform, messageId, roomId, questionId, answerId, part, createdAt)
  VALUES (@platform, @messageId, @roomId, @questionId, @answerId, @part, @createdAt)
  ON CONFLICT (platform, messageId) DO UPDATE
  SET roomId = @roomId, questionId = @questionId, answerId = @answerId, part = @part`;

export function findShown(
  rows: Rows,
  message: { platform: string; messageId: string },
): Promise<ShownMessage | undefined> {
  return rows.first<ShownMessage>(findSql, message);
}

const findSql = `
  SELECT platform, messageId, roomId, questionId, answerId, part FROM ShownMessage
  WHERE platform = @platform AND messageId = @messageId`;
