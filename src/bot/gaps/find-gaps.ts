/** What a community asks and does not get answered well, from questions and from what has become known since. */
import { tellingWords } from '../../knowledge/index.ts';
import { clusterByWords, eachInTurn, mostTypical, nameOf } from './cluster.ts';

/** Why a question is a gap. */
export type GapReason = 'denied' | 'contested' | 'unanswered' | 'unsure';

export interface AskedQuestion {
  id: string;
  memberId: string;
  text: string;
  at: Date;
  /** Undefined where its answer is neither good nor bad. */
  outcome: GapReason | 'good' | undefined;
}

/** A question that people taught, or approved of, the answer to. */
export interface KnownQuestion {
  text: string;
  at: Date;
}

export interface Gap {
  name: string;
  /** The most typical of its questions. */
  question: { id: string; text: string };
  count: number;
  members: number;
  reasons: Partial<Record<GapReason, number>>;
  lastAt: Date;
}

/** Those that most ask for come first. What has been answered well, or taught, since a question was asked closes it. */
export async function findGaps(asked: readonly AskedQuestion[], known: readonly KnownQuestion[]): Promise<Gap[]> {
  const questions = asked.filter(({ outcome }) => outcome !== undefined);
  const inOrder = [
    ...questions,
    ...known.map((each) => ({ ...each, id: '', memberId: '', outcome: 'good' as const })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  const all: ((typeof inOrder)[number] & { words: ReadonlyMap<string, string> })[] = [];
  await eachInTurn(inOrder, (each) => all.push({ ...each, words: tellingWords(each.text) }));
  const { clusters, rarityOf } = await clusterByWords(all);
  const gaps: Gap[] = [];
  await eachInTurn(clusters, (cluster) => {
    const closedAt = cluster.findLast(({ outcome }) => outcome === 'good')?.at.getTime() ?? Number.NEGATIVE_INFINITY;
    const open = cluster.filter(({ outcome, at }) => outcome !== 'good' && at.getTime() > closedAt);
    const question = mostTypical(open, rarityOf);
    const last = open.at(-1);
    if (!question || !last) return;
    gaps.push({
      name: nameOf(open, rarityOf) || question.text,
      question: { id: question.id, text: question.text },
      count: open.length,
      members: new Set(open.map(({ memberId }) => memberId)).size,
      reasons: countReasons(open),
      lastAt: last.at,
    });
  });
  return gaps.sort(
    (a, b) => b.count - a.count || b.lastAt.getTime() - a.lastAt.getTime() || (a.question.id < b.question.id ? -1 : 1),
  );
}

function countReasons(open: readonly Pick<AskedQuestion, 'outcome'>[]): Gap['reasons'] {
  const reasons: Gap['reasons'] = {};
  for (const { outcome } of open) if (outcome && outcome !== 'good') reasons[outcome] = (reasons[outcome] ?? 0) + 1;
  return reasons;
}
