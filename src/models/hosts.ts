/** All hosts as one: a question goes to the host that can answer it soonest, and to another one where that is safe. */
import { type Clock, systemClock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { BreakerState } from './breaker.ts';
import { lookAgain, within } from './choose-host.ts';
import { createHost, type Host, type HostChatRequest, type HostSettings } from './host.ts';
import { ModelFailure } from './model-failure.ts';
import type { ChatPart, EmbedRequest, InstalledModel, ModelProvider, PullProgress } from './provider.ts';
import { isSentPart, route } from './route.ts';

export interface Hosts {
  /** Streams an answer from the least busy host that can give it; `started` says which one that is, again if another had to. */
  chat(request: HostsChatRequest, signal: AbortSignal): AsyncIterable<HostPart>;
  /** Goes past the queue: a question is searched for while others are answered. */
  embed(request: EmbedRequest, signal: AbortSignal): Promise<Float32Array[]>;
  /** The models that can be asked now. What is known is told at once, and asked for again behind it. */
  available(signal: AbortSignal): Promise<AvailableModel[]>;
  status(): HostStatus[];
  /** Fetches a model, onto the first host that can where none is named. */
  pull(model: string, host: string | undefined, signal: AbortSignal): AsyncIterable<PullProgress>;
  /** The context length that a prompt must fit: the shortest of the hosts that may be asked for the model. */
  contextTokens(model: string): number;
  /** Ends everything under way, and every timer. */
  close(): void;
}

export interface HostsChatRequest extends HostChatRequest {
  /** Only these hosts; any of them unless told. */
  hosts?: readonly string[] | undefined;
}

export type HostPart = { kind: 'started'; host: string; model: string } | ChatPart;

export interface AvailableModel extends InstalledModel {
  host: string;
}

export interface HostStatus {
  name: string;
  kind: ModelProvider['kind'];
  url: string;
  state: 'unknown' | 'up' | 'down';
  /** When it became so. */
  since?: number;
  /** Why it is down. */
  why?: ModelFailure;
  version?: string;
  /** What it has, while it is up. */
  models: readonly InstalledModel[];
  /** Questions that wait here for their turn. */
  waiting: number;
  /** Questions that were sent and are not answered yet. */
  running: number;
  /** The models that were asked lately enough to be in memory still. */
  warm: string[];
  breakers: { model: string; state: BreakerState }[];
}

export interface HostsOptions {
  hosts: readonly HostSettings[];
  clock?: Clock;
  log: Log;
  /** From 0 to 1, for waits that should not fall together. */
  random?: () => number;
  /** How many questions for the loaded model may pass another one in a row. */
  batchSize: number;
  queueLength: number;
}

/** How often hosts are asked without any question: a change shows after at most this. */
const refreshEveryMs = 15_000;

export function createHosts({ clock = systemClock, random = Math.random, ...options }: HostsOptions): Hosts {
  const closing = new AbortController();
  const hosts = options.hosts.map((settings) => createHost(settings, { ...options, clock, closing: closing.signal }));
  void keepLooking();

  async function keepLooking(): Promise<void> {
    while (!closing.signal.aborted) {
      await Promise.all(hosts.map(({ health }) => health.refresh()));
      await clock.wait(refreshEveryMs, closing.signal).catch(() => {});
    }
  }

  const time = { clock, random };
  const untilClosed = (signal: AbortSignal) => AbortSignal.any([signal, closing.signal]);

  return {
    async *chat({ hosts: names, ...request }, signal) {
      const among = names ? hosts.filter(({ name }) => names.includes(name)) : hosts;
      const ended = untilClosed(signal);
      const parts = route({ ...time, hosts: among, model: request.model, signal: ended }, (host, model) =>
        host.chat({ ...request, model }, ended),
      );
      for await (const { host, model, part } of parts) {
        yield isSentPart(part) ? { kind: 'started', host: host.name, model } : part;
      }
    },

    async embed(request, signal) {
      const ended = untilClosed(signal);
      const parts = route({ ...time, hosts, model: request.model, signal: ended }, (host, model) =>
        host.embed({ ...request, model }, ended),
      );
      for await (const { part } of parts) if (!isSentPart(part)) return part.vectors;
      throw new ModelFailure('broken', `No vectors came for ${request.model}.`);
    },

    async available(signal) {
      const ended = untilClosed(signal);
      ended.throwIfAborted();
      const looks = Promise.all(lookAgain(hosts));
      const unknown = hosts.filter(({ health }) => health.current.state === 'unknown');
      if (unknown.length > 0) await within(Promise.all(unknown.map(({ health }) => health.refresh())), clock, ended);
      // With nothing to offer, it is worth waiting whether a host has come back.
      if (modelsOf(hosts).length === 0) await within(looks, clock, ended);
      return modelsOf(hosts);
    },

    status: () => hosts.map(statusOf),

    async *pull(model, name, signal) {
      const host = await pullingHost(name, untilClosed(signal));
      yield* host.provider.pull?.(model, untilClosed(signal)) ?? [];
      await host.health.refresh();
      // That may have been an answer from before the download.
      if (!host.find(model)) await host.health.refresh();
    },

    contextTokens(model) {
      const having = hosts.filter((host) => host.find(model));
      return Math.min(...(having.length > 0 ? having : hosts).map((host) => host.contextTokens(model)));
    },

    close() {
      closing.abort(new DOMException('The model hosts are closed.', 'AbortError'));
    },
  };

  async function pullingHost(name: string | undefined, signal: AbortSignal): Promise<Host> {
    const named = hosts.filter((host) => name === undefined || host.name === name);
    const able = named.filter(({ provider }) => provider.pull);
    if (able.length > 0) await within(Promise.all(lookAgain(able)), clock, signal);
    const host = able.find(({ health }) => health.current.state === 'up') ?? able[0];
    if (host) return host;
    const known = hosts.map((other) => other.name).join(', ') || 'none';
    throw named.length === 0
      ? new ModelFailure('bad-request', `No host is called ${name}.`, { remedy: `The hosts are: ${known}.` })
      : new ModelFailure('bad-request', 'This kind of host cannot fetch models.', {
          remedy: 'Start its model server with the model you want.',
        });
  }
}

function modelsOf(hosts: readonly Host[]): AvailableModel[] {
  return hosts.flatMap(({ name, health: { current } }) =>
    current.state === 'up' ? current.models.map((model) => ({ ...model, host: name })) : [],
  );
}

function statusOf({ name, url, provider, health: { current }, counts }: Host): HostStatus {
  return {
    name,
    kind: provider.kind,
    url,
    state: current.state,
    ...(current.state !== 'unknown' && { since: current.since }),
    ...(current.state === 'down' && { why: current.why }),
    ...(current.state === 'up' && current.version !== undefined && { version: current.version }),
    models: current.state === 'up' ? current.models : [],
    ...counts(),
  };
}
