import type { StandingRules } from './standing.ts';
import type { Weights } from './weight.ts';

/** How votes are counted, but for the quorum, which each community sets for itself. */
export type VoteRules = Weights & Omit<StandingRules, 'quorum'>;
