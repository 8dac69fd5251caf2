import { z } from 'zod';
import { roles } from '../../answering/index.ts';
import type { QuestionRow } from '../../store/index.ts';
import type { RoutedAnswer } from './judge-routes.ts';

const ofRoles = z.object({ expert: z.number(), empathy: z.number(), coder: z.number(), quick: z.number() });
const stored = z.object({ category: z.string(), propensities: ofRoles, odds: ofRoles });

/** What judging its role takes; undefined where that was not left to chance, or nobody voted. */
export function routedAnswerOf({ routed, role: name, votes }: QuestionRow): RoutedAnswer | undefined {
  const role = roles.find((one) => one === name);
  const values = (votes ?? '').split(',').map(Number).filter(Boolean);
  if (routed === null || !role || values.length === 0) return undefined;
  const { category, propensities, odds } = stored.parse(JSON.parse(routed));
  const wanted = roles.reduce((best, one) => (odds[one] > odds[best] ? one : best));
  return { category, role, propensities, wanted, approval: values.filter((value) => value > 0).length / values.length };
}
