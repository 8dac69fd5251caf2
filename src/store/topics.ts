/** The questions that topics are found among, and the topics, read where questions wait. */
import type { Rows } from './rows.ts';

export interface SharedQuestion {
  memberId: string;
  text: string;
}

/** What was answered where all of a community may read it, the oldest first: the newest there are, and not too many of any member. */
export function readSharedQuestions(
  rows: Rows,
  where: { communityId: string; most: number; mostOfMember: number },
): Promise<SharedQuestion[]> {
  return rows.all<SharedQuestion>(questionsSql, where);
}

const questionsSql = `
  SELECT memberId, text FROM (
    SELECT
      Question.id, memberId, Question.createdAt, Revision.text,
      row_number() OVER (PARTITION BY memberId ORDER BY Question.createdAt DESC, Question.id DESC) AS nth
    FROM Question
    JOIN Room ON Room.id = roomId
    JOIN Revision ON Revision.questionId = Question.id
      AND number = (SELECT max(number) FROM Revision WHERE questionId = Question.id)
    WHERE Question.communityId = @communityId AND communityWide AND Room.kind <> 'dm' AND state = 'answered'
    ORDER BY Question.createdAt DESC, Question.id DESC
    LIMIT @most
  )
  WHERE nth <= @mostOfMember
  ORDER BY createdAt, id`;

export interface TopicRow {
  id: string;
  name: string;
  /** As JSON. */
  words: string;
  bias: number;
}

/** The first found first. */
export function readTopics(rows: Rows, communityId: string): Promise<TopicRow[]> {
  return rows.all<TopicRow>('SELECT id, name, words, bias FROM Topic WHERE communityId = @communityId ORDER BY id', {
    communityId,
  });
}
