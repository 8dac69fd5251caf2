/** A question's way over the hosts: one after the other, as long as none of them can have begun to answer. */
import type { Clock } from '../clock.ts';
import { chooseHost, whyNone } from './choose-host.ts';
import type { Host, Sent } from './host.ts';
import { isSafeToRetry, ModelFailure } from './model-failure.ts';

export interface Routing {
  /** The hosts that may be asked. */
  hosts: readonly Host[];
  model: string;
  clock: Clock;
  random: () => number;
  signal: AbortSignal;
}

const retryAfterMs = 500;

/** The parts of whichever host answers, with that host and its own name for the model; `sent` again for each host that is tried. */
export async function* route<Part extends { kind: string }>(
  { hosts, model, clock, random, signal }: Routing,
  ask: (host: Host, model: string) => AsyncIterable<Sent | Part>,
): AsyncGenerator<{ host: Host; model: string; part: Sent | Part }> {
  let left = hosts;
  let hasWaited = false;
  let last: ModelFailure | undefined;
  while (true) {
    const host = await chooseHost(left, model, clock, signal);
    if (!host) throw last ?? whyNone(hosts, model);
    const name = host.find(model)?.name ?? model;
    let isSent = false;
    let hasBegun = false;
    try {
      for await (const part of ask(host, name)) {
        if (isSentPart(part)) isSent = true;
        else hasBegun = true;
        yield { host, model: name, part };
      }
      return;
    } catch (error) {
      if (!(error instanceof ModelFailure) || hasBegun || (isSent && !mayAskAnother(error))) throw error;
      last = error;
      left = left.filter((other) => other !== host);
      if (error.code === 'missing') void host.health.refresh();
      const isOnlyOne = !left.some((other) => other.find(model));
      if (!isSent || error.code !== 'busy' || !isOnlyOne || hasWaited) continue;
      // Nobody else has it: once more here, and not at the same moment as everyone else who was refused.
      hasWaited = true;
      left = [host];
      await clock.wait(retryAfterMs * (0.5 + random()), signal);
    }
  }
}

/** A refusal before the first word answers nobody twice; a host without the model has only been looked at too long ago. */
function mayAskAnother(failure: ModelFailure): boolean {
  return isSafeToRetry(failure) || failure.code === 'missing';
}

export function isSentPart(part: { kind: string }): part is Sent {
  return part.kind === 'sent';
}
