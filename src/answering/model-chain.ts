import { type AvailableModel, sameModel } from '../models/index.ts';
import type { Wish } from './choose.ts';
import { inline } from './quote-data.ts';
import { type Role, type RoleBook, roles } from './roles.ts';

/** A model that may be asked, and on which hosts. */
export interface Candidate {
  model: string;
  hosts: string[];
  /** Whether it looks at pictures, on whichever of those hosts. */
  sees: boolean;
}

export interface ChainOptions {
  role: Role;
  book: RoleBook;
  available: readonly AvailableModel[];
  /** Hosts whose memory holds one model: there, all roles share the same one. */
  singleModelHosts: ReadonlySet<string>;
  wish?: Wish | undefined;
  /** Whether there are pictures to look at. */
  hasPictures?: boolean | undefined;
}

/** How many models are tried before the answer comes from knowledge alone. */
const longestChain = 3;

/**
 * The models to ask for a role, best first: the wish, the role's own, the quick role's, then whatever a host has for chat.
 * Where there are pictures, those that see come before the rest, even if memory has to be given up for one.
 */
export function modelChain({ role, book, available, singleModelHosts, wish, hasPictures }: ChainOptions): Candidate[] {
  const chat = available.filter(talks);
  const usable = [...new Set(chat.map(({ host }) => host))].flatMap((host) => {
    const here = chat.filter((model) => model.host === host);
    return singleModelHosts.has(host) ? sharedModel(here, book) : here;
  });
  const seeing = hasPictures ? chat.filter(({ sees }) => sees) : [];
  const preferred = [...book[role].models, ...book.quick.models];
  const among = (models: readonly AvailableModel[]) =>
    candidates([...preferred, ...models.map(({ name }) => name)], models);
  const wished = wish?.model === undefined ? [] : candidates([wish.model], chat);
  const chain: Candidate[] = [];
  for (const one of [...wished, ...among(seeing), ...among(usable)])
    if (!chain.some(({ model }) => model === one.model)) chain.push(one);
  return chain.slice(0, longestChain);
}

/** Whether a model may be asked to answer: one that a host tells nothing of may. */
export function talks({ purpose }: Pick<AvailableModel, 'purpose'>): boolean {
  return purpose !== 'embedding';
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
    for (const { name, host, sees = false } of available) {
      if (!sameModel(name, wanted)) continue;
      const candidate = found.get(name) ?? { model: name, hosts: [], sees };
      if (!candidate.hosts.includes(host)) candidate.hosts.push(host);
      candidate.sees &&= sees;
      found.set(name, candidate);
    }
  }
  return [...found.values()];
}

/** A wish that cannot be fulfilled is not passed over in silence. */
export function whyNotWished(available: readonly AvailableModel[], wish: Wish | undefined): string {
  const wished = wish?.model;
  if (wished === undefined) return '';
  const installed = available.filter(({ name }) => sameModel(name, wished));
  if (installed.some(talks)) return '';
  const name = inline(wished, 60);
  if (installed.length > 0) return ` You asked for ${name}, which turns texts into vectors and cannot answer.`;
  return ` You asked for ${name}, which no host has.`;
}
