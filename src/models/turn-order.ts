/**
 * Who is sent next: members take turns in rounds, each member's own questions stay in order, and a question for a model
 * that is in memory may pass one that would have it swapped, but only so often. Pure, so that places can be foretold.
 */
export interface Waiting {
  member: string;
  model: string;
  /** The first round in which it can have its turn: the one after the round that was under way when it came. */
  fromRound: number;
}

export interface TurnRules {
  /** How many questions in a row may pass the one whose turn it is. */
  batchSize: number;
  /** How many models the host's memory holds. */
  modelsInMemory: number;
}

export interface TurnState<Ticket extends Waiting> {
  /** Everyone who waits, in the order in which they came. */
  waiting: readonly Ticket[];
  /** The last round in which each member had a turn; not of those whom it cannot hold up any more. */
  lastRounds: ReadonlyMap<string, number>;
  /** The models sent last, the newest first, each once. */
  recentModels: readonly string[];
  /** How often in a row the question whose turn it is has been passed. */
  passed: number;
}

export interface Turn<Ticket extends Waiting> {
  ticket: Ticket;
  round: number;
  /** It passed one whose turn it was, because its model is in memory. */
  isPassing: boolean;
}

/** Everyone's turn, in the order in which they come if nobody joins and nobody leaves. */
export function turnOrder<Ticket extends Waiting>(state: TurnState<Ticket>, rules: TurnRules): Turn<Ticket>[] {
  return [...turns(state, rules)];
}

/** The first turn alone, which is found sooner than all of them. */
export function nextTurn<Ticket extends Waiting>(state: TurnState<Ticket>, rules: TurnRules): Turn<Ticket> | undefined {
  return turns(state, rules).next().value;
}

function* turns<Ticket extends Waiting>(
  state: TurnState<Ticket>,
  { batchSize, modelsInMemory }: TurnRules,
): Generator<Turn<Ticket>, undefined> {
  const rest = inRounds(state);
  const waitingFor = new Map<string, number>();
  for (const { ticket } of rest) waitingFor.set(ticket.model, (waitingFor.get(ticket.model) ?? 0) + 1);
  let warm = state.recentModels.slice(0, modelsInMemory);
  let { passed } = state;
  while (rest.length > 0) {
    const mayPass = passed < batchSize && warm.some((model) => (waitingFor.get(model) ?? 0) > 0);
    const at = mayPass ? firstWarm(rest, warm) : 0;
    passed = at === 0 ? 0 : passed + 1;
    for (const { ticket, round } of rest.splice(at, 1)) {
      const { model } = ticket;
      warm = [model, ...warm.filter((other) => other !== model)].slice(0, modelsInMemory);
      waitingFor.set(model, (waitingFor.get(model) ?? 1) - 1);
      yield { ticket, round, isPassing: at > 0 };
    }
  }
}

/** The order without regard to models: by round, in a round those first whom no question of their own has held up. */
function inRounds<Ticket extends Waiting>({ waiting, lastRounds }: TurnState<Ticket>) {
  const lastRoundOf = new Map(lastRounds);
  const placed = waiting.map((ticket) => {
    const round = Math.max(ticket.fromRound, (lastRoundOf.get(ticket.member) ?? 0) + 1);
    lastRoundOf.set(ticket.member, round);
    return { ticket, round, heldUp: round > ticket.fromRound ? 1 : 0 };
  });
  return placed.sort((one, other) => one.round - other.round || one.heldUp - other.heldUp);
}

/** The first whose model is in memory; the one whose turn it is if there is none. A member's second never passes the first. */
function firstWarm(placed: readonly { ticket: Waiting }[], warm: readonly string[]): number {
  const seen = new Set<string>();
  for (const [at, { ticket }] of placed.entries()) {
    if (!seen.has(ticket.member) && warm.includes(ticket.model)) return at;
    seen.add(ticket.member);
  }
  return 0;
}
