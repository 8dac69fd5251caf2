import { type AvailableModel, sameModel } from '../models/index.ts';
import type { Wish } from './choose.ts';
import { type Role, type RoleBook, roles } from './roles.ts';

/** A model that may be asked, and on which hosts. */
export interface Candidate {
  model: string;
  hosts: string[];
}

export interface ChainOptions {
  role: Role;
  book: RoleBook;
  available: readonly AvailableModel[];
  /** Hosts whose memory holds one model: there, all roles share the same one. */
  singleModelHosts: ReadonlySet<string>;
  wish?: Wish | undefined;
}

/** How many models are tried before the answer comes from knowledge alone. */
const longestChain = 3;

/** The models to ask for a role, best first: the wish, the role's own, the quick role's, then whatever a host has for chat. */
export function modelChain({ role, book, available, singleModelHosts, wish }: ChainOptions): Candidate[] {
  const chat = available.filter((model) => model.purpose !== 'embedding');
  const usable = [...new Set(chat.map(({ host }) => host))].flatMap((host) => {
    const here = chat.filter((model) => model.host === host);
    return singleModelHosts.has(host) ? sharedModel(here, book) : here;
  });
  const preferred = [...book[role].models, ...book.quick.models, ...usable.map(({ name }) => name)];
  const chain = candidates(preferred, usable);
  const wished = wish?.model === undefined ? [] : candidates([wish.model], chat);
  return [...wished, ...chain.filter(({ model }) => !wished.some((one) => one.model === model))].slice(0, longestChain);
}

/** The one model that all roles share on a host: the first that any role prefers, in the order of the roles. */
function sharedModel(here: readonly AvailableModel[], book: RoleBook): AvailableModel[] {
  const wanted = roles.flatMap((role) => book[role].models);
  const name = wanted.find((model) => here.some((installed) => sameModel(installed.name, model)));
  const shared = name === undefined ? here[0] : here.find((installed) => sameModel(installed.name, name));
  return shared ? [shared] : [];
}

function candidates(names: readonly string[], available: readonly AvailableModel[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const wanted of names) {
    for (const { name, host } of available) {
      if (!sameModel(name, wanted)) continue;
      const candidate = found.get(name) ?? { model: name, hosts: [] };
      if (!candidate.hosts.includes(host)) candidate.hosts.push(host);
      found.set(name, candidate);
    }
  }
  return [...found.values()];
}
