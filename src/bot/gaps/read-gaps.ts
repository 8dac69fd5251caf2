import { learnedUri, taughtUri } from '../../knowledge/index.ts';
import type { Answer, Reader } from '../../store/index.ts';
import { wholeQuestion } from '../review/whole-question.ts';
import { type AskedQuestion, findGaps, type Gap } from './find-gaps.ts';

/** As far back, and as many, as are looked at. */
const days = 90;
const mostQuestions = 5000;

const latest = { orderBy: { number: 'desc' }, take: 1 } as const;

interface Here {
  communityId: string;
  roomId: string;
  now: Date;
}

/** The gaps that may be spoken of here: what was asked where all may read it, and what was asked in this very room. */
export async function readGaps(
  read: Pick<Reader, 'question' | 'entry'>,
  { communityId, roomId, now }: Here,
): Promise<Gap[]> {
  const since = new Date(now.getTime() - days * 24 * 60 * 60_000);
  const [questions, entries] = await Promise.all([
    read.question.findMany({
      where: { communityId, state: 'answered', createdAt: { gte: since }, OR: [{ communityWide: true }, { roomId }] },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: mostQuestions,
      select: {
        ...{ id: true, memberId: true, createdAt: true },
        follows: { select: { revisions: { ...latest, select: { text: true } } } },
        revisions: {
          ...latest,
          select: { text: true, answer: { select: { manner: true, label: true, standing: true } } },
        },
      },
    }),
    read.entry.findMany({
      where: {
        ...{ communityId, kind: 'pair', retiredAt: null, standing: { not: 'denied' }, createdAt: { gte: since } },
        source: { uri: { in: [taughtUri, learnedUri] } },
        OR: [{ audienceRoomId: null }, { audienceRoomId: roomId }],
      },
      select: { title: true, createdAt: true },
    }),
  ]);
  const asked = questions.flatMap(
    ({ id, memberId, createdAt: at, follows, revisions: [revision] }): AskedQuestion[] => {
      if (!revision?.answer) return [];
      const before = follows?.revisions[0]?.text ?? null;
      const text = wholeQuestion({ before, question: revision.text });
      return [{ id, memberId, at, text, outcome: outcomeOf(revision.answer) }];
    },
  );
  return findGaps(
    asked,
    entries.map(({ title, createdAt }) => ({ text: title, at: createdAt })),
  );
}

function outcomeOf({
  manner,
  label,
  standing,
}: Pick<Answer, 'manner' | 'label' | 'standing'>): AskedQuestion['outcome'] {
  if (standing === 'denied' || standing === 'contested') return standing;
  if (standing === 'approved' || manner === 'quoted') return 'good';
  if (manner === 'unknown') return 'unanswered';
  return label === 'withoutSources' ? 'unsure' : undefined;
}

/** A question that may be spoken of here, by the end of its id. */
export async function questionHere(
  read: Pick<Reader, 'question'>,
  { communityId, roomId }: Omit<Here, 'now'>,
  named: string,
): Promise<string | undefined> {
  const found = await read.question.findFirst({
    where: { communityId, id: { endsWith: named }, OR: [{ communityWide: true }, { roomId }] },
    select: {
      follows: { select: { revisions: { ...latest, select: { text: true } } } },
      revisions: { ...latest, select: { text: true } },
    },
  });
  const question = found?.revisions[0]?.text;
  return question && wholeQuestion({ before: found.follows?.revisions[0]?.text ?? null, question });
}
