/** Which host is asked: of those that are up, have the model and are not left alone, the one with the least to do. */
import type { Clock } from '../clock.ts';
import type { Host } from './host.ts';
import { ModelFailure } from './model-failure.ts';
import { orAborted } from './until-aborted.ts';

/** How long a question waits to hear from hosts of which nothing is known, where no other can be asked. */
const longestLookMs = 3_000;
/** What has been heard within this time is not asked for again, however much it is wanted. */
const freshMs = 2_000;

/** The hosts that can be asked, best first; at once where any is known, else once hosts have been asked again. */
export async function chooseHost(
  hosts: readonly Host[],
  model: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Host | undefined> {
  const known = bestOf(hosts, model);
  if (known) return known;
  const lookedAt = lookAgain(hosts.filter((host) => !host.find(model)));
  // The first host that turns out to have it is enough: one that is down holds nobody up.
  const found = lookedAt.map(async (look) => {
    await look;
    if (!bestOf(hosts, model)) throw new Error('not this one');
  });
  await within(Promise.any(found), clock, signal);
  return bestOf(hosts, model);
}

/** Asks those hosts again that were not asked just now. */
export function lookAgain(hosts: readonly Host[]): Promise<void>[] {
  return hosts.filter(({ health }) => health.ageMs() >= freshMs).map(({ health }) => health.refresh());
}

/** Waits for it, but only so long, and whether it succeeds or not. */
export async function within(looks: Promise<unknown>, clock: Clock, signal: AbortSignal): Promise<void> {
  const enough = new AbortController();
  const patience = clock.wait(longestLookMs, enough.signal).catch(() => {});
  try {
    await orAborted(Promise.race([looks.catch(() => {}), patience]), signal);
  } finally {
    enough.abort();
  }
}

function bestOf(hosts: readonly Host[], model: string): Host | undefined {
  const ready = hosts.flatMap((host) => {
    const installed = host.find(model);
    return installed && !host.pausedBy(installed.name) ? [{ host, isCold: host.isWarm(installed.name) ? 0 : 1 }] : [];
  });
  const [best] = ready.sort((one, other) => one.host.load() - other.host.load() || one.isCold - other.isCold);
  return best?.host;
}

/** Why no host can be asked for a model, and what to do about it. */
export function whyNone(hosts: readonly Host[], model: string): ModelFailure {
  for (const host of hosts) {
    const installed = host.find(model);
    const paused = installed && host.pausedBy(installed.name);
    if (paused) return paused;
  }
  const down = hosts.flatMap(({ name, url, health: { current } }) =>
    current.state === 'up' ? [] : [{ name, url, why: current.state === 'down' ? current.why : undefined }],
  );
  const sentences = down.map(({ name, url, why }) => why?.message ?? `${name} at ${url} has not answered yet.`);
  if (down.length === hosts.length)
    return new ModelFailure('unreachable', ['No model host can be reached.', ...sentences].join(' '), {
      remedy: remedies(down.map(({ why }) => why)) ?? 'Name a host under `hosts` in the configuration.',
      memberText: 'No model can be reached right now.',
      cause: down[0]?.why,
    });
  const up = hosts.filter(({ health }) => health.current.state === 'up');
  const canPull = up.some(({ provider }) => provider.pull);
  return new ModelFailure('missing', [`No host has the model ${model}.`, ...sentences].join(' '), {
    remedy: canPull
      ? `Get it with \`npm run -s quorum -- models pull ${model}\`.`
      : `Start a model server with ${model}.`,
  });
}

function remedies(failures: readonly (ModelFailure | undefined)[]): string | undefined {
  const sentences = new Set(failures.flatMap((failure) => failure?.remedy ?? []));
  return sentences.size > 0 ? [...sentences].join('\n') : undefined;
}
