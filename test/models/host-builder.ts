/** Hosts in memory for the tests of what is above them: each with a switch for what may go wrong. */
import { onTestFinished } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { HostSettings } from '../../src/models/host.ts';
import { createHosts, type HostsChatRequest, type HostsOptions } from '../../src/models/hosts.ts';
import { createMemoryProvider, type MemorySettings } from '../../src/models/memory.ts';
import { ModelFailure, type ModelFailureCode } from '../../src/models/model-failure.ts';
import type { ModelProvider } from '../../src/models/provider.ts';
import { createManualClock } from './manual-clock.ts';

export interface MemoryHost extends HostSettings {
  /** How often it was asked for an answer, and how often for its models. */
  asked: { chat: number; list: number };
  /** Every request fails with this, before anything is generated; nothing unless told. */
  refuseWith(code: ModelFailureCode | undefined, times?: number): void;
  /** Answers fail with this after their first word. */
  breakWith(code: ModelFailureCode | undefined): void;
  /** Answers wait until they are released; so do lists. */
  hold(what: 'chat' | 'list'): () => void;
}

export function memoryHost(name: string, settings: Partial<MemorySettings & HostSettings> = {}): MemoryHost {
  let refusal: { code: ModelFailureCode; times: number } | undefined;
  let breaking: ModelFailureCode | undefined;
  const held = { chat: Promise.resolve(), list: Promise.resolve() };
  const asked = { chat: 0, list: 0 };

  function fail(code: ModelFailureCode): never {
    throw new ModelFailure(code, `${name} is ${code}.`, { remedy: `Look after ${name}.` });
  }

  const memory = createMemoryProvider({
    models: [{ name: 'talker', purpose: 'chat' }],
    ...settings,
    async *answer(_request, _signal) {
      await held.chat;
      yield `${name} `;
      if (breaking) fail(breaking);
      yield 'answers.';
    },
    before: () => {
      if (!refusal || refusal.times <= 0) return;
      refusal.times -= 1;
      fail(refusal.code);
    },
  });
  const provider: ModelProvider = {
    ...memory,
    chat(request, signal) {
      asked.chat += 1;
      return memory.chat(request, signal);
    },
    async list(signal) {
      asked.list += 1;
      await held.list;
      return memory.list(signal);
    },
  };
  return {
    name,
    provider,
    url: `http://${name}.test:11434`,
    contextTokens: 8192,
    contextTokensByModel: {},
    parallel: 2,
    modelsInMemory: 1,
    ...settings,
    asked,
    refuseWith(code, times = Number.POSITIVE_INFINITY) {
      refusal = code && { code, times };
    },
    breakWith(code) {
      breaking = code;
    },
    hold(what) {
      const { promise, resolve } = Promise.withResolvers<void>();
      held[what] = promise;
      return resolve;
    },
  };
}

export function startHosts(hosts: readonly MemoryHost[], options: Partial<HostsOptions> = {}) {
  const clock = createManualClock();
  const all = createHosts({
    hosts,
    clock,
    log: silentLog,
    random: () => 0.5,
    batchSize: 2,
    queueLength: 10,
    ...options,
  });
  onTestFinished(() => all.close());
  return { clock, hosts: all };
}

export function question(settings: Partial<HostsChatRequest> = {}): HostsChatRequest {
  return {
    member: 'ada',
    model: 'talker',
    messages: [{ role: 'user', content: 'Who is it?' }],
    sampling: { temperature: 0.2, topP: 0.9, repeatPenalty: 1.1 },
    answerTokens: 64,
    ...settings,
  };
}
