import { type Hosts, ModelFailure } from '../models/index.ts';
import { type Cleaned, clean, findLoop } from './clean.ts';
import type { Prompt } from './compose.ts';
import { createLiveClean } from './live-clean.ts';
import type { Candidate } from './model-chain.ts';
import type { Version } from './version.ts';

export interface Generation {
  version: Version;
  chain: readonly Candidate[];
  /** What models that see are told, and what the others are. */
  prompts: { seeing: Prompt; blind: Prompt };
  question: string;
  /** Whom the queue is fair to. */
  member: string;
}

/** What is seen of an answer while it is being written. */
export interface Watcher {
  queued(place: number): void;
  started(host: string, model: string): void;
  text(piece: string): void;
  /** What was shown so far is void: another model starts afresh. */
  restarted(why: string): void;
}

export interface Generated extends Cleaned {
  model: string;
  host: string;
  /** What it was made from. */
  prompt: Prompt;
  /** The models that failed before this one. */
  failed: FailedAttempt[];
  stopped: 'stop' | 'length' | 'loop';
  promptTokens?: number | undefined;
  answerTokens?: number | undefined;
  firstTextMs?: number | undefined;
  loadMs?: number | undefined;
}

export interface FailedAttempt {
  model: string;
  code: string;
  message: string;
}

/** No model of the chain could answer; `failed` says why of each. */
export interface NotGenerated {
  failed: FailedAttempt[];
}

/** Asks the models of a chain, one after the other, until one has answered. */
export async function generate(
  hosts: Pick<Hosts, 'chat'>,
  { chain, prompts, ...generation }: Generation,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<Generated | NotGenerated> {
  const failed: FailedAttempt[] = [];
  const left = chain.map((candidate) => ({ candidate, prompt: candidate.sees ? prompts.seeing : prompts.blind }));
  for (let next = left.shift(); next; next = left.shift()) {
    const { candidate, prompt } = next;
    let shown = false;
    const watch: Watcher = {
      ...watcher,
      text(piece) {
        shown = true;
        watcher.text(piece);
      },
    };
    try {
      return { ...(await attempt(hosts, candidate, prompt, generation, watch, signal)), failed };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ModelFailure)) throw error;
      failed.push({ model: candidate.model, code: error.code, message: error.message });
      if (shown) watcher.restarted(`${candidate.model} broke off (${error.code}).`);
      // A picture that it cannot read is no reason to give up the answer.
      if (error.code === 'bad-request' && prompt.pictures > 0) left.unshift({ candidate, prompt: prompts.blind });
    }
  }
  return { failed };
}

async function attempt(
  hosts: Pick<Hosts, 'chat'>,
  candidate: Candidate,
  prompt: Prompt,
  { version, question, member }: Omit<Generation, 'chain' | 'prompts'>,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<Omit<Generated, 'failed'>> {
  const stop = new AbortController(); // ends the generation at the host when it only repeats itself
  const { model } = candidate;
  const { sampling, answerTokens } = version;
  const { messages } = prompt;
  const request = { model, hosts: candidate.hosts, messages, sampling, answerTokens, member, onPlace: watcher.queued };
  const live = createLiveClean();
  const outcome: Omit<Generated, 'failed' | 'text' | 'cuts'> = { model, host: '', prompt, stopped: 'stop' };
  let raw = '';
  let startedAt = performance.now();
  let checkedUntil = 0;
  const show = (piece: string) => {
    if (piece === '') return;
    outcome.firstTextMs ??= Math.round(performance.now() - startedAt);
    watcher.text(piece);
  };

  for await (const part of hosts.chat(request, AbortSignal.any([signal, stop.signal]))) {
    if (part.kind === 'started') {
      outcome.host = part.host;
      startedAt = performance.now();
      watcher.started(part.host, model);
    } else if (part.kind === 'text') {
      raw += part.text;
      show(live.push(part.text));
      if (raw.length - checkedUntil < loopCheckEvery) continue;
      checkedUntil = raw.length;
      if (findLoop(raw)) {
        outcome.stopped = 'loop';
        break;
      }
    } else if (part.kind === 'done') {
      const { kind: _, reason, ...numbers } = part;
      Object.assign(outcome, { stopped: reason, ...numbers });
    }
  }
  stop.abort();
  show(live.rest());
  const cleaned = clean(raw, question);
  if (cleaned.text === '') throw new ModelFailure('broken', `${model} answered with nothing that can be shown.`);
  return { ...outcome, ...cleaned };
}

const loopCheckEvery = 400;
