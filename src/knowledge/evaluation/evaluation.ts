import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/index.ts';
import { confidenceOf, defaultCalibration } from '../confidence.ts';
import { createLibrary } from '../library.ts';
import { defaultTuning, type Tuning, writeTuning } from '../tuning.ts';
import type { DenseSearch } from '../vectors/dense-search.ts';
import { type Asked, askAll, reportOn, type SearchReport, worstMisses } from './eval-search.ts';
import { type Example, fitConfidence } from './fit-confidence.ts';
import { readQuestionSet, type SetFiles, type SetQuestion } from './read-set.ts';
import { openScratchCommunity, type ScratchCommunity } from './scratch-community.ts';

/** Judging search on sets of questions, in a store of its own. */
export interface Evaluation {
  evaluate(files: SetFiles, options: EvaluateOptions, signal: AbortSignal): Promise<Evaluated>;
  /** Uses what was fitted for the community's own searches from now on. */
  keep(tuning: Tuning): Promise<void>;
}

export interface EvaluateOptions {
  /** How many of the worst misses to show. */
  misses?: number;
  /** Fit the weight of vectors and the confidence to this set. */
  tune?: boolean;
  onProgress?: (doing: string, share: number) => void;
}

export interface Evaluated {
  report: SearchReport;
  misses: Asked[];
  tuned?: Tuned;
}

export interface Tuned {
  tuning: Tuning;
  /** With the tuning, on the same questions: how well it fits, not how well it will do. */
  report: SearchReport;
  notes: string[];
}

export interface EvaluationParts {
  clock: Clock;
  /** Repeatable, so that the same set gives the same intervals. */
  random: () => number;
  /** Search by meaning over a scratch store, once all of it has been embedded; undefined without an embedding model. */
  openDense: (
    scratch: ScratchCommunity,
    onProgress: (share: number) => void,
    signal: AbortSignal,
  ) => Promise<ScratchDense | undefined>;
  community: { store: Store; id: string };
}

export interface ScratchDense {
  search: DenseSearch;
  close(): Promise<void>;
}

/** The share of answerable questions that may be declined for the sake of declining the others. */
const wronglyRefused = 0.05;

const weights = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

export function createEvaluation({ clock, random, openDense, community }: EvaluationParts): Evaluation {
  return {
    keep: (tuning) => writeTuning(community.store, community.id, tuning),

    async evaluate(files, { misses = 0, tune = false, onProgress = () => {} }, signal) {
      const { documents, questions } = await readQuestionSet(files, signal);
      const scratch = await openScratchCommunity(documents, new Date(clock.now()));
      let dense: ScratchDense | undefined;
      try {
        dense = await openDense(scratch, (share) => onProgress('embedding', share), signal);
        const library = createLibrary({ store: scratch.store, clock, ...(dense && { dense: dense.search }) });
        const ask = (doing: string) =>
          askAll(library, scratch, questions, signal, (done) => onProgress(doing, done / questions.length));
        const { asked, msPerQuery } = await ask('asking');
        const report = reportOn(asked, msPerQuery, random);
        const evaluated = { report, misses: worstMisses(asked, misses) };
        if (!tune) return evaluated;
        const tuned = await fitTo(scratch, questions, dense !== undefined, asked, ask);
        return { ...evaluated, tuned: { ...tuned, report: reportOn(tuned.asked, tuned.msPerQuery, random) } };
      } finally {
        await dense?.close();
        await scratch.close();
      }
    },
  };
}

type Ask = (doing: string) => Promise<{ asked: Asked[]; msPerQuery: number }>;

async function fitTo(
  { store, communityId }: ScratchCommunity,
  questions: readonly SetQuestion[],
  isHybrid: boolean,
  before: readonly Asked[],
  ask: Ask,
): Promise<{ tuning: Tuning; notes: string[]; asked: Asked[]; msPerQuery: number }> {
  const notes: string[] = [];
  const tuning = { ...defaultTuning };
  let best = before;
  if (isHybrid) {
    let highest = -1;
    for (const denseWeight of weights) {
      await writeTuning(store, communityId, { ...tuning, denseWeight });
      const { asked } = await ask(`trying a weight of ${denseWeight}`);
      const { ndcg10 } = reportOn(asked, 0, () => 0);
      if (ndcg10 > highest) [highest, best, tuning.denseWeight] = [ndcg10, asked, denseWeight];
    }
  } else {
    notes.push('No embedding model can be asked, so the weight of vectors was left as it was.');
  }
  if (questions.some(({ group }) => group === null)) {
    const examples = best.flatMap(({ evidence, isAnswerable }): Example[] =>
      evidence ? [{ evidence, isAnswerable }] : [],
    );
    tuning.calibration = fitConfidence(examples, defaultCalibration);
    const answerable = examples.filter((example) => example.isAnswerable);
    const sure = answerable.map(({ evidence }) => confidenceOf(evidence, tuning.calibration)).sort((a, b) => a - b);
    tuning.knownFrom = sure[Math.floor(sure.length * wronglyRefused)] ?? tuning.knownFrom;
  } else {
    notes.push('No question here is one that nothing answers, so the confidence was left as it was.');
  }
  await writeTuning(store, communityId, tuning);
  return { tuning, notes, ...(await ask('asking again')) };
}
