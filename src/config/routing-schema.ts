import { z } from 'zod';

/** How votes decide which role answers; see docs/routing.md. */
export const routing = z.strictObject({
  learn: z
    .boolean()
    .default(true)
    .describe('Whether votes decide which role answers which kind of question; without it, rules alone do.'),
  priorVotes: z
    .number()
    .min(1)
    .max(100)
    .default(6)
    .describe(
      'How many votes the rules are worth, for each role: few, so that a handful of votes can overrule them, but more than one, or a single vote would.',
    ),
  weeklyDecay: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.95)
    .describe(
      'What is left of the weight of a vote a week later: half of it after three months. Old votes speak of models and questions that are no more.',
    ),
  votesPerAnswer: z
    .number()
    .min(1)
    .max(100)
    .default(2)
    .describe(
      'How many votes all votes on one answer count for at most: many votes on one answer say more of it than of its role.',
    ),
  memberVoice: z
    .number()
    .min(1.1)
    .max(1000)
    .default(2)
    .describe(
      'How many times as much as the average voter one member may say in all, however much they vote: with more, the few who vote on everything decide for all; with less, those who vote most are hardly heard.',
    ),
  memberShare: z
    .number()
    .min(0.02)
    .max(1)
    .default(0.25)
    .describe(
      'The largest share of one member in what is believed of a role in one category, the rules included, so that it takes several to overrule them.',
    ),
  explorationFloor: z
    .number()
    .min(0)
    .max(0.25)
    .default(0.02)
    .describe(
      'The least chance of each role to be chosen: what is never tried is never known, nor can it be judged afterwards.',
    ),
  swapCost: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe(
      'The share of approval that a role must be ahead by before a model is loaded for it where memory holds one at a time: members wait while it loads.',
    ),
  topicsFrom: z
    .int()
    .min(100)
    .max(10_000)
    .default(300)
    .describe(
      'How many questions, that all members may read, it takes before topics are looked for among them every night: a topic has thirty questions at least, and of fewer questions most would be in none.',
    ),
  byTopic: z
    .boolean()
    .default(false)
    .describe(
      'Whether votes are told apart by topic, too, when a role is chosen. Topics are shown either way; in made communities, telling votes apart by them gained nothing that could be told from chance.',
    ),
});
