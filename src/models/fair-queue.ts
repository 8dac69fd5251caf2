/** The queue in front of one host: so many at once, turns by `turn-order.ts`, and everyone told their place as it changes. */
import { ModelFailure } from './model-failure.ts';
import { nextTurn, type TurnRules, type TurnState, turnOrder, type Waiting } from './turn-order.ts';

export interface QueueSettings extends TurnRules {
  /** Named in the failure when the queue is full. */
  host: string;
  /** How many are sent at once: by default two, one that runs and one that waits at the host for it. */
  parallel: number;
  /** How many may wait. */
  length: number;
}

export interface QueueRequest {
  member: string;
  model: string;
  /** Told the place whenever it changes: 1 is next, 0 is being sent. */
  onPlace?: ((place: number) => void) | undefined;
}

export interface FairQueue {
  /** Resolves when it is this request's turn, with what ends the turn. An abort gives the place up. */
  enter(request: QueueRequest, signal: AbortSignal): Promise<() => void>;
  readonly waiting: number;
  readonly running: number;
  /** True where the model was sent lately enough to be in memory still. */
  isWarm(model: string): boolean;
  /** The models of which that is so. */
  readonly warm: string[];
}

interface Ticket extends Waiting {
  onPlace: (place: number) => void;
  place: number | undefined;
  /** Ends the wait: with its turn, or with what went wrong. */
  admit: (leave: () => void) => void;
  reject: (reason: unknown) => void;
}

export function createFairQueue(settings: QueueSettings): FairQueue {
  let state: TurnState<Ticket> = { waiting: [], lastRounds: new Map(), recentModels: [], passed: 0 };
  let round = 0;
  let running = 0;
  let changes = 0;

  function update(): void {
    changes += 1;
    while (running < settings.parallel && state.waiting.length > 0) sendNext();
    tellPlaces();
  }

  function sendNext(): void {
    const turn = nextTurn(state, settings);
    if (!turn) return;
    const { ticket, isPassing } = turn;
    if (!isPassing) round = turn.round;
    const waiting = state.waiting.filter((other) => other !== ticket);
    const lastRounds = new Map(state.lastRounds).set(ticket.member, turn.round);
    // Whoever has nothing left here and comes back later than that round starts anew.
    const stillWaiting = new Set(waiting.map((other) => other.member));
    for (const [member, last] of lastRounds) if (last <= round && !stillWaiting.has(member)) lastRounds.delete(member);
    state = {
      waiting,
      lastRounds,
      recentModels: [ticket.model, ...state.recentModels.filter((model) => model !== ticket.model)].slice(0, 16),
      passed: isPassing ? state.passed + 1 : 0,
    };
    running += 1;
    let hasLeft = false;
    ticket.admit(() => {
      if (hasLeft) return;
      hasLeft = true;
      running -= 1;
      update();
    });
  }

  function tellPlaces(): void {
    const told = changes;
    for (const [before, { ticket }] of turnOrder(state, settings).entries()) {
      const place = before + 1;
      if (ticket.place === place) continue;
      ticket.place = place;
      try {
        ticket.onPlace(place);
      } catch (error) {
        // It is this request's own trouble, and must not end up with whoever left the queue just now.
        ticket.reject(error);
        giveUp(ticket);
      }
      if (changes !== told) return; // whoever was told changed the queue, and everyone has been told since
    }
  }

  function giveUp(ticket: Ticket): void {
    if (!state.waiting.includes(ticket)) return;
    state = { ...state, waiting: state.waiting.filter((other) => other !== ticket) };
    update();
  }

  return {
    async enter({ member, model, onPlace = () => {} }, signal) {
      signal.throwIfAborted();
      if (running >= settings.parallel && state.waiting.length >= settings.length) throw full(settings);
      const { promise, resolve, reject } = Promise.withResolvers<() => void>();
      const ticket: Ticket = { member, model, fromRound: round + 1, onPlace, place: undefined, admit: resolve, reject };
      const stop = () => {
        reject(signal.reason);
        giveUp(ticket);
      };
      signal.addEventListener('abort', stop, { once: true });
      state = { ...state, waiting: [...state.waiting, ticket] };
      update();
      const leave = await promise.finally(() => signal.removeEventListener('abort', stop));
      try {
        signal.throwIfAborted();
        onPlace(0);
        return leave;
      } catch (error) {
        leave();
        throw error;
      }
    },
    get waiting() {
      return state.waiting.length;
    },
    get running() {
      return running;
    },
    isWarm: (model) => state.recentModels.slice(0, settings.modelsInMemory).includes(model),
    get warm() {
      return state.recentModels.slice(0, settings.modelsInMemory);
    },
  };
}

function full({ host, length }: QueueSettings): ModelFailure {
  return new ModelFailure('busy', `The queue of ${host} is full: ${length} questions wait.`, {
    remedy: 'Add a host, use a smaller model, or lower how much a member may ask.',
    memberText: 'Too many questions are waiting right now. Please ask again in a minute.',
  });
}
