/** What the handlers of the routes share: one host's state. */
import type { Answer } from './answer.ts';
import type { Blobs } from './blobs.ts';
import type { Generating } from './generating.ts';
import type { Runners } from './runners.ts';
import type { Shelf } from './shelf.ts';

export interface Host {
  version: string;
  models: Shelf;
  /** What /api/pull can fetch. */
  registry: Shelf;
  runners: Runners;
  blobs: Blobs;
  generating: Generating;
  answer: Answer;
}
