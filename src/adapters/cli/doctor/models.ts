import { roles } from '../../../answering/index.ts';
import type { Config } from '../../../config/index.ts';
import { type AvailableModel, type HostStatus, type Hosts, sameModel } from '../../../models/index.ts';
import { bytesOf } from '../table.ts';
import { type Check, type Finding, good, warning } from './check.ts';

/** Ollama's first release with everything that Quorum asks of it. */
const oldestOllama = [0, 24];

/** Hosts, the models of each role, and whether memory holds them. None of it is needed to start: Quorum then quotes. */
export const checkModels =
  (hosts: Hosts, config: Config, memoryBytes: number): Check =>
  async (signal) => {
    const available = await hosts.available(signal);
    const status = hosts.status();
    const findings = status.map(describeHost);
    if (!status.some(({ state }) => state === 'up')) {
      findings.push(
        warning(
          'Roles',
          'No model can be asked: answers are quoted from what the community knows.',
          'Install Ollama (https://ollama.com/download), then: ollama serve',
        ),
      );
      return findings;
    }
    return [
      ...findings,
      ...describeRoles(available, config),
      ...describeMemory(available, status, config, memoryBytes),
    ];
  };

function describeHost({ name, kind, url, state, version, why }: HostStatus): Finding {
  const about = `Host ${name}`;
  if (state !== 'up') return warning(about, why?.message ?? `${url} has not answered yet.`, why?.remedy);
  const known = `${kind === 'ollama' ? 'Ollama' : 'OpenAI-compatible'} ${version ?? ''}`.trim();
  if (kind === 'ollama' && version && isOlder(version, oldestOllama)) {
    return warning(
      about,
      `${known} at ${url} is older than ${oldestOllama.join('.')}, which Quorum is made for.`,
      'Update Ollama: https://ollama.com/download',
    );
  }
  return good(about, `${known} at ${url}`);
}

function isOlder(version: string, than: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, wanted] of than.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return false;
}

function describeRoles(available: readonly AvailableModel[], config: Config): Finding[] {
  const chat = available.filter(({ purpose }) => purpose !== 'embedding');
  return roles.map((role) => {
    const wanted = config.roles[role].models;
    const first = wanted.find((model) => chat.some(({ name }) => sameModel(name, model)));
    const about = `Role ${role}`;
    if (first) return good(about, first);
    const pull = `npm run -s quorum -- models pull ${wanted[0]}`;
    return chat[0]
      ? warning(about, `has none of ${wanted.join(', ')}; ${chat[0].name} stands in.`, pull)
      : warning(about, `has none of ${wanted.join(', ')}, and no other chat model is there.`, pull);
  });
}

/** What a model takes beside its weights, for context and buffers. */
const overhead = 1.2;

function describeMemory(
  available: readonly AvailableModel[],
  status: readonly HostStatus[],
  config: Config,
  memoryBytes: number,
): Finding[] {
  return status.flatMap(({ name, url, state }) => {
    const host = config.hosts[name];
    if (state !== 'up' || !host || !/\/\/(127\.|localhost|\[::1\])/.test(url)) return []; // another machine's memory cannot be seen
    const wanted = available.filter(
      (model) =>
        model.host === name &&
        roles.some((role) => config.roles[role].models.some((other) => sameModel(other, model.name))),
    );
    const largest = wanted.map(({ bytes = 0 }) => bytes * overhead).sort((a, b) => b - a);
    const needed = largest.slice(0, host.modelsInMemory).reduce((sum, bytes) => sum + bytes, 0);
    if (needed === 0) return [];
    const found = `${host.modelsInMemory === 1 ? 'the largest model takes' : `${host.modelsInMemory} models take`} about ${bytesOf(needed)} of ${bytesOf(memoryBytes)}`;
    return needed > memoryBytes * 0.9
      ? [
          warning(
            'Memory',
            `${found}: it will not fit.`,
            'Choose smaller models under roles, or lower hosts.' + name + '.modelsInMemory.',
          ),
        ]
      : [good('Memory', found)];
  });
}
