import { Failure } from '../failure.ts';

/** Why a model did not answer; what may be done about it follows from the code alone. */
export type ModelFailureCode =
  | 'unreachable' // nothing answers at the address
  | 'refused' // the host wants another key, or none of us
  | 'missing' // the host has no model of that name
  | 'busy' // the host's own queue is full
  | 'out-of-memory' // the model does not fit, or its runner crashed
  | 'too-slow' // a time limit of ours passed
  | 'cut-off' // the stream broke after it had begun
  | 'bad-request' // the host understood and declined; asking again will not help
  | 'broken'; // the host answered what its protocol does not allow

export class ModelFailure extends Failure<ModelFailureCode> {
  override readonly name = 'ModelFailure';
}

/** True where another try, here or elsewhere, cannot answer twice: nothing had been generated yet. */
export function isSafeToRetry(failure: ModelFailure): boolean {
  return failure.code === 'busy' || failure.code === 'unreachable';
}
