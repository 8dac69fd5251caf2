import type { Hosts } from '../models/index.ts';

export interface ModelStatus {
  state: 'up' | 'down' | 'none';
  text: string;
}

/** Which models answer, in one sentence; where none does, what to type. */
export function describeModels(hosts: Pick<Hosts, 'status'>, wanted = 'llama3.2:3b'): ModelStatus {
  const up = hosts.status().filter(({ state }) => state === 'up');
  if (up.length === 0)
    return { state: 'down', text: 'No model can be reached: answers are quoted from what the community knows.' };
  const talking = up.flatMap(({ name, models }) =>
    models.filter(({ purpose }) => purpose !== 'embedding').map((model) => ({ name, model })),
  );
  const [only] = talking;
  if (!only)
    return { state: 'none', text: `No chat model is there yet; fetch one: npm run -s quorum -- models pull ${wanted}` };
  if (talking.length === 1) return { state: 'up', text: `${only.model.name} on ${only.name}` };
  return { state: 'up', text: `${talking.length} models on ${up.map(({ name }) => name).join(', ')}` };
}
