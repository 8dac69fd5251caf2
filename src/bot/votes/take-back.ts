/** Votes that moderators take back, and what they rule: rows as well, so that everything that follows from them follows by itself. */
import { markUndone, type Standing, type TakenBack, type Tx, type TxRows } from '../../store/index.ts';

/** Takes votes back: they count for nothing until they are given back. Returns how many answers they were on. */
export async function takeBack(
  tx: Tx,
  rows: TxRows,
  votes: TakenBack,
  now: Date,
): Promise<{ id: string; answers: number }> {
  const { id } = await tx.voteUndo.create({ data: { ...votes, createdAt: now } });
  return { id, answers: await markUndone(rows, votes) };
}

/** Lets votes count again that were taken back. Undefined where they do already. */
export async function giveBack(tx: Tx, rows: TxRows, id: string, now: Date): Promise<TakenBack | undefined> {
  const { count } = await tx.voteUndo.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } });
  const undo = count > 0 ? await tx.voteUndo.findUnique({ where: { id } }) : null;
  if (!undo) return undefined;
  await markUndone(rows, undo);
  return undo;
}

/** Rules how an answer stands, and all that stand for the same entry; null leaves it to the votes again. */
export async function rule(tx: Tx, answerId: string, as: Standing | null): Promise<boolean> {
  const answer = await tx.answer.findUnique({ where: { id: answerId }, select: { entryId: true } });
  if (!answer) return false;
  const { entryId } = answer;
  const where = entryId === null ? { id: answerId } : { OR: [{ id: answerId }, { entryId }] };
  await tx.answer.updateMany({ where, data: { ruling: as, isDue: true } });
  return true;
}

/** The same of a person's reply. */
export async function ruleReply(tx: Tx, id: string, as: Standing | null): Promise<boolean> {
  return (await tx.personReply.updateMany({ where: { id }, data: { ruling: as, isDue: true } })).count > 0;
}
