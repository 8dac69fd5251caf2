/** Looks anew what a community's votes teach, and brings its lessons in line: what moderators locked or dropped stays as they said. */
import { setImmediate } from 'node:timers/promises';
import { type Lesson, readVotedTexts, type Store, type Tx } from '../../store/index.ts';
import { type Candidate, examplesOf } from './examples.ts';
import { type FeatureName, featureNames, featuresOf } from './features.ts';
import { findingOf, ruleOf } from './finding.ts';
import { type Found, judgeAll, type Subject } from './judge-all.ts';

/** A lesson that came, or left because the votes do not say it any more. */
export interface LessonChange {
  communityId: string;
  lessonId: string;
  became: 'found' | 'left';
  wording: string;
  finding: string;
}

export interface UpdateLessonsParts {
  store: Store;
  /** What ✅ and ❌ weigh. */
  verdictWeight: number;
  /** Told of every change, in its transaction. */
  note(tx: Tx, change: LessonChange, now: Date): Promise<void>;
}

/** The newest of them say enough, and no more of them are held in memory. */
const mostAnswers = 10_000;

/** Returns how many lessons came and left. */
export async function updateLessons(
  parts: UpdateLessonsParts,
  communityId: string,
  now: Date,
): Promise<{ found: number; left: number }> {
  const { store } = parts;
  const candidates = await readCandidates(parts, communityId);
  const known = new Set((await store.read.lesson.findMany({ where: { communityId } })).map(keyOf));
  const found = await judgeAll(candidates, featureNames, {
    isKnown: (subject) => known.has(keyOf(asRow(subject))),
    pause: () => setImmediate(),
  });
  return store.write(async (tx) => {
    const rows = new Map((await tx.lesson.findMany({ where: { communityId } })).map((row) => [keyOf(row), row]));
    const changes: LessonChange[] = [];
    for (const lesson of found) {
      const row = rows.get(keyOf(asRow(lesson)));
      rows.delete(keyOf(asRow(lesson)));
      const news = { ...inWords(lesson), ...examplesOf(lesson, candidates), figures: figuresOf(lesson), foundAt: now };
      if (row) await tx.lesson.update({ where: { id: row.id }, data: renewed(row, news) });
      else {
        const { id } = await tx.lesson.create({ data: { ...news, ...asRow(lesson), communityId, createdAt: now } });
        changes.push({ communityId, lessonId: id, became: 'found', wording: news.wording, finding: news.finding });
      }
    }
    for (const { id, state, wording, finding } of rows.values()) {
      if (state !== 'active') continue;
      await tx.lesson.delete({ where: { id } });
      changes.push({ communityId, lessonId: id, became: 'left', wording, finding });
    }
    for (const change of changes) await parts.note(tx, change, now);
    const count = (which: LessonChange['became']) => changes.filter(({ became }) => became === which).length;
    return { found: count('found'), left: count('left') };
  });
}

async function readCandidates(
  { store, verdictWeight }: Pick<UpdateLessonsParts, 'store' | 'verdictWeight'>,
  communityId: string,
): Promise<Candidate[]> {
  const { answers, votes } = await readVotedTexts(store.rows, { communityId, verdictWeight, most: mostAnswers });
  const votesOn = Map.groupBy(votes, ({ answerId }) => answerId);
  const candidates: Candidate[] = [];
  for (const { category, role, ...answer } of answers) {
    if (candidates.length % 50 === 0) await setImmediate(); // whoever asks meanwhile does not wait for all of it
    const own = votesOn.get(answer.id) ?? [];
    candidates.push({
      ...{ id: answer.id, communityWide: answer.communityWide, category: category ?? 'other', role: role ?? '' },
      features: featuresOf(answer),
      votes: own.map(({ memberId, value, weight, reason }) => ({ memberId, weight, reason, isUp: value > 0 })),
    });
  }
  return candidates.filter(({ votes: own }) => own.length > 0);
}

function inWords(lesson: Found<FeatureName>) {
  return { direction: lesson.direction, wording: ruleOf(lesson), finding: findingOf(lesson) };
}

/** The numbers behind a lesson. */
export type Figures = ReturnType<typeof figuresOf>;

function figuresOf(found: Found<FeatureName>) {
  return { with: { ...found.with }, without: { ...found.without }, logE: found.logE };
}

/** What the votes say now of a lesson that there is; what it says is left to whoever edited or locked it. */
function renewed<News extends ReturnType<typeof inWords>>(row: Lesson, { wording, direction, ...news }: News) {
  const isTurned = row.direction !== direction;
  if (row.state !== 'active') return isTurned ? {} : news;
  const isWorded = row.isEdited || row.wordedBy !== null;
  return isWorded && !isTurned ? news : { ...news, wording, direction, isEdited: false, wordedBy: null };
}

type RowSubject = Pick<Lesson, 'category' | 'feature' | 'saying'>;

function asRow({ category, feature, saying }: Subject): RowSubject {
  return { category: category ?? '', feature, saying };
}

function keyOf({ category, feature, saying }: RowSubject): string {
  return [category, feature, saying].join(' ');
}
