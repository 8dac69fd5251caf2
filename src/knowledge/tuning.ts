import { z } from 'zod';
import type { Store } from '../store/index.ts';
import { type Calibration, defaultCalibration } from './confidence.ts';

/** What was fitted for a community's own knowledge and embedding model. */
export interface Tuning {
  /** The share of vectors in a search by words and vectors, from 0 to 1. */
  denseWeight: number;
  calibration: Calibration;
  /** Below this confidence, "I do not know" is the better answer: passages would only lead astray. */
  knownFrom: number;
}

/** Dense-heavy, as what is published on forums and web pages agrees on (arXiv 2210.11934). */
export const defaultTuning: Tuning = { denseWeight: 0.7, calibration: defaultCalibration, knownFrom: 0.24 };

const share = z.number().min(0).max(1);
const tuning: z.ZodType<Tuning> = z.object({
  denseWeight: share,
  knownFrom: share,
  calibration: z.object({
    bias: z.number(),
    weights: z.object({
      coverage: z.number(),
      fit: z.number(),
      unheardOf: z.number(),
      strength: z.number(),
      nearness: z.number(),
    }),
  }),
});

/** What was written by another version of Quorum is no tuning. */
export async function readTuning(store: Store, communityId: string): Promise<Tuning> {
  const written = await store.wordIndex.tuning(communityId);
  if (written === null) return defaultTuning;
  return tuning.safeParse(JSON.parse(written)).data ?? defaultTuning;
}

export async function writeTuning(store: Store, communityId: string, fitted: Tuning): Promise<void> {
  const { denseWeight, calibration, knownFrom } = fitted;
  const searchTuning = { denseWeight, knownFrom, calibration: { ...calibration, weights: { ...calibration.weights } } };
  await store.write((tx) => tx.community.update({ where: { id: communityId }, data: { searchTuning } }));
}
