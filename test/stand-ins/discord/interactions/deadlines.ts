/** How long Discord waits for a first answer, and how long the token is good for more of them. */
import type { Clock } from '../../../../src/clock.ts';
import { ApiError, unknown } from '../rest/index.ts';
import type { Interaction } from './interaction.ts';

export const firstAnswerMs = 3_000;
const tokenMs = 15 * 60_000;

/** Throws where a first answer comes too late, or is not the first. */
export function checkFirst({ answer, madeAtMs }: Interaction, clock: Pick<Clock, 'now'>): void {
  if (answer.kind !== 'none') throw new ApiError(400, 40060, 'Interaction has already been acknowledged.');
  if (clock.now() - madeAtMs > firstAnswerMs) throw unknown('Interaction');
}

/** Throws where nothing was answered yet, so that nothing can follow, or where the token is too old. */
export function checkFollowing({ answer, madeAtMs }: Interaction, clock: Pick<Clock, 'now'>): void {
  if (clock.now() - madeAtMs > tokenMs) throw new ApiError(401, 50027, 'Invalid Webhook Token');
  if (answer.kind === 'none' || answer.kind === 'choices') throw unknown('Webhook');
}
