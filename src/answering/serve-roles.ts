/** Which roles can be served just now, by which models, and which of them would first have to load theirs. */
import { type AvailableModel, type HostStatus, sameModel } from '../models/index.ts';
import { type Candidate, type ChainOptions, modelChain } from './model-chain.ts';
import { type Role, roles } from './roles.ts';

export interface Served {
  chains: Record<Role, Candidate[]>;
  /** All roles where none can be served: then knowledge alone answers, and it does not matter which. */
  among: readonly Role[];
  swaps: ReadonlySet<Role>;
}

export function serve({
  status,
  ...options
}: Omit<ChainOptions, 'role'> & { available: readonly AvailableModel[]; status: readonly HostStatus[] }): Served {
  const chainOf = (role: Role) => modelChain({ ...options, role });
  const chains = {
    expert: chainOf('expert'),
    empathy: chainOf('empathy'),
    coder: chainOf('coder'),
    quick: chainOf('quick'),
  };
  const among = roles.filter((role) => chains[role].slice(0, 1).some((usual) => !isPaused(usual, status)));
  const swaps = roles.filter((role) =>
    chains[role].slice(0, 1).some((usual) => mustBeLoaded(usual, status, options.singleModelHosts)),
  );
  return { chains, among: among.length > 0 ? among : roles, swaps: new Set(swaps) };
}

/** A role is what its usual model makes of it: while that one is left alone, another would be judged in its place. */
function isPaused({ model, hosts }: Candidate, status: readonly HostStatus[]): boolean {
  const on = status.filter(({ name }) => hosts.includes(name));
  return (
    on.length > 0 &&
    on.every(({ breakers }) => breakers.some((one) => one.state === 'open' && sameModel(one.model, model)))
  );
}

/** Wherever it may be asked, memory holds one model, and that is another. */
function mustBeLoaded(
  { model, hosts }: Candidate,
  status: readonly HostStatus[],
  singleModelHosts: ReadonlySet<string>,
): boolean {
  const on = status.filter(({ name }) => hosts.includes(name));
  return (
    on.length > 0 &&
    on.every(
      ({ name, warm }) => singleModelHosts.has(name) && warm.length > 0 && !warm.some((one) => sameModel(one, model)),
    )
  );
}
