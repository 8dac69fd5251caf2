/** A made-up community that votes: some of its members are mild and some are hard to please, and few cast most of the votes. */
import { createRandom } from '../../../src/knowledge/index.ts';
import type { VotedText } from '../../../src/training/lessons/judge-all.ts';

export interface Simulated {
  seed: number;
  answers: number;
  members?: number;
  votesEach?: number;
  categories?: number;
  /** By how much more answers with the first feature are approved. */
  effect?: number;
  /** How much members differ in what they like of each feature. */
  tastes?: number;
}

export const features = Array.from({ length: 20 }, (_, at) => `feature ${at}`);

export function simulateVotes(own: Simulated): VotedText[] {
  const { seed, answers, members = 40, votesEach = 3, categories = 5, effect = 0, tastes = 0.05 } = own;
  const random = createRandom(seed);
  const wave = () => random() + random() + random() - 1.5; // about normal, of variance 1/4
  const people = Array.from({ length: members }, (_, at) => ({
    id: `member ${at}`,
    mild: 0.4 * wave(),
    likes: new Map(features.map((feature) => [feature, 2 * tastes * wave()])),
    chance: 1 / (at + 3),
  }));
  const chances = people.reduce((sum, { chance }) => sum + chance, 0);
  const someone = () => {
    let left = random() * chances;
    const index = people.findIndex(({ chance }) => {
      left -= chance;
      return left <= 0;
    });
    return people.at(index);
  };
  const how = features.map((_, at) => 0.1 + (0.5 * at) / features.length);
  how[0] = 0.5;
  return Array.from({ length: answers }, (_, at) => {
    const has = new Set(features.filter((_, of) => random() < (how[of] ?? 0.5)));
    const good = 0.6 + 0.5 * wave() + (has.has('feature 0') ? effect : 0);
    const voters = new Set(Array.from({ length: 1 + Math.floor(random() * (2 * votesEach - 1)) }, someone));
    return {
      id: `answer ${at}`,
      category: `category ${Math.floor(random() * categories)}`,
      role: random() < 0.5 ? 'quick' : 'expert',
      features: has,
      votes: [...voters].flatMap((voter) => {
        if (!voter) return [];
        const taste = [...has].reduce((sum, feature) => sum + (voter.likes.get(feature) ?? 0), 0);
        const isUp = random() < good + voter.mild + taste;
        const reason = isUp || random() < 0.5 ? null : random() < 0.5 ? 'unclear' : 'wrong';
        return [{ memberId: voter.id, weight: 1, isUp, reason }];
      }),
    };
  });
}
