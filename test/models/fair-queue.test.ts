import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFairQueue, type QueueSettings } from '../../src/models/fair-queue.ts';

const settings: QueueSettings = { host: 'gpu', parallel: 1, length: 100, batchSize: 0, modelsInMemory: 1 };

describe('the queue of a host', () => {
  test('sends so many at once and no more', async () => {
    const { enter, sent, queue } = setUp({ parallel: 2 });
    enter('a');
    enter('b');
    enter('c');
    await setImmediate();
    expect(sent).toEqual([0, 1]);
    expect(queue).toMatchObject({ running: 2, waiting: 1 });
  });

  test('tells each its place, and tells it again when it changes', async () => {
    const { enter, finish } = setUp();
    enter('a');
    const second = enter('a');
    const third = enter('b');
    await setImmediate();
    expect([second.places, third.places]).toEqual([[1], [2]]);
    await finish();
    expect([second.places, third.places]).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  test.each([
    ['one model', () => 'm'],
    ['a model each', (at: number) => `m${at}`],
  ])('tells 200 who want %s their place at once, and each place only once on its way down', async (_, modelOf) => {
    const { enter, finish, sent } = setUp({ length: 200, batchSize: 4 });
    const asked = Array.from({ length: 200 }, (_, at) => enter(`member ${at}`, modelOf(at)));
    expect(asked.map(({ places }) => places)).toEqual([[], ...asked.slice(1).map((_, before) => [before + 1])]);
    while (sent.length < 200) await finish();
    for (const [at, { places }] of asked.entries())
      expect(places).toEqual(Array.from({ length: at + 1 }, (_, told) => at - told));
  });

  test('tells of the place that batching will give', async () => {
    const { enter } = setUp({ batchSize: 1 });
    enter('a', 'warm');
    const cold = enter('b', 'cold');
    const passing = enter('c', 'warm');
    await setImmediate();
    expect([cold.places, passing.places]).toEqual([[1, 2], [1]]);
  });

  test('refuses when it is full, with something to tell the member', async () => {
    const { enter } = setUp({ length: 1 });
    enter('a');
    enter('b');
    expect(await enter('c').outcome).toMatchObject({ code: 'busy', memberText: expect.any(String) });
  });

  test('forgets whoever stops waiting, and moves everyone up', async () => {
    const { enter, finish, sent } = setUp();
    enter('a');
    const gone = enter('b');
    const next = enter('c');
    const reason = new Error('deleted');
    gone.cancel(reason);
    expect(await gone.outcome).toBe(reason);
    expect(next.places).toEqual([2, 1]);
    await finish();
    expect(sent).toEqual([0, 2]);
  });

  test('gives the turn back of one that was cancelled at the very moment of its turn', async () => {
    const { enter, queue, running } = setUp();
    enter('a');
    const next = enter('b');
    await setImmediate();
    running[0]?.();
    expect(queue).toMatchObject({ running: 1, waiting: 0 });
    next.cancel(new Error('deleted'));
    expect(await next.outcome).toMatchObject({ message: 'deleted' });
    expect(queue).toMatchObject({ running: 0, waiting: 0 });
  });

  test('lets nobody else suffer for a place that cannot be told', async () => {
    const { enter, finish, sent } = setUp();
    enter('a');
    const trouble = new Error('the message is gone');
    const broken = enter('b', 'm', () => {
      throw trouble;
    });
    enter('c');
    expect(await broken.outcome).toBe(trouble);
    await finish();
    expect(sent).toEqual([0, 2]);
  });

  test('counts a turn that is ended twice as one', async () => {
    const queue = createFairQueue(settings);
    const leave = await queue.enter({ member: 'a', model: 'm' }, new AbortController().signal);
    leave();
    leave();
    expect(queue.running).toBe(0);
  });

  test('keeps a member who asks a lot from keeping the others waiting', async () => {
    const { enter, finish, sent } = setUp();
    for (let asked = 0; asked < 5; asked++) enter('talkative');
    await setImmediate();
    await finish();
    enter('quiet');
    await finish();
    expect(sent).toEqual([0, 1, 5]);
  });

  test('starves nobody, however many come after', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.nat(4), async (batchSize, before) => {
        const { enter, finish, sent } = setUp({ batchSize });
        enter('first', 'warm');
        for (let asked = 0; asked < before; asked++) enter('victim', 'cold');
        const victim = enter('victim', 'cold');
        let turns = 0;
        for (; !sent.includes(victim.id); turns++) {
          if (turns > 500) throw new Error('It never had its turn.');
          enter(`newcomer ${turns}`, 'warm');
          enter(`newcomer ${turns} too`, 'warm');
          await finish();
        }
        // The question before it, and in each round whoever came during the one before: two for each that was served.
        expect(turns).toBeLessThanOrEqual((batchSize + 1) * 3 ** (before + 2));
      }),
      { numRuns: 40 },
    );
  });

  test('loses nothing, sends nothing twice, and keeps the order of each member, whatever happens', async () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('enter' as const),
        member: fc.constantFrom('a', 'b', 'c'),
        model: fc.constantFrom('x', 'y'),
      }),
      fc.record({ do: fc.constant('finish' as const), which: fc.nat(5) }),
      fc.record({ do: fc.constant('cancel' as const), which: fc.nat(20) }),
    );
    const limits = fc.record({
      parallel: fc.integer({ min: 1, max: 3 }),
      batchSize: fc.nat(3),
      modelsInMemory: fc.integer({ min: 1, max: 2 }),
      length: fc.integer({ min: 1, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 40 }), async (limit, steps) => {
        const { enter, finish, sent, queue, entered, running } = setUp(limit);
        const refused = new Set<number>();
        for (const each of steps) {
          if (each.do === 'enter') {
            const isFull = running.length >= limit.parallel && queue.waiting >= limit.length;
            const { id } = enter(each.member, each.model);
            if (isFull) refused.add(id);
          } else if (each.do === 'finish') await finish(each.which);
          else {
            const waiting = entered.filter(({ id }) => !sent.includes(id) && !refused.has(id));
            const one = waiting[each.which % Math.max(1, waiting.length)];
            one?.cancel(new Error('cancelled'));
            if (one) refused.add(one.id);
          }
          await setImmediate();
          const waiting = entered.filter(({ id }) => !sent.includes(id) && !refused.has(id));
          expect(queue).toMatchObject({ running: running.length, waiting: waiting.length });
          expect(running.length).toBeLessThanOrEqual(limit.parallel);
          if (waiting.length > 0) expect(running.length).toBe(limit.parallel);
          const places = waiting.map((one) => one.places.at(-1)).toSorted();
          expect(places).toEqual(waiting.map((_, at) => at + 1));
        }
        while (running.length > 0) await finish();
        expect(sent.toSorted((one, other) => one - other)).toEqual(
          entered.map(({ id }) => id).filter((id) => !refused.has(id)),
        );
        for (const member of ['a', 'b', 'c']) {
          const own = sent.filter((id) => entered[id]?.member === member);
          expect(own).toEqual(own.toSorted((one, other) => one - other));
        }
        for (const id of sent) expect(entered[id]?.places.at(-1)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});

interface Entered {
  id: number;
  member: string;
  places: number[];
  /** What it was refused with; undefined once it had its turn. */
  outcome: Promise<unknown>;
  cancel(reason: Error): void;
}

/** A queue whose turns last until the test finishes them. */
function setUp(limit: Partial<QueueSettings> = {}) {
  const queue = createFairQueue({ ...settings, ...limit });
  const entered: Entered[] = [];
  const sent: number[] = [];
  const running: (() => void)[] = [];

  function enter(member: string, model = 'm', onPlace: (place: number) => void = () => {}): Entered {
    const asking = new AbortController();
    const id = entered.length;
    const places: number[] = [];
    const tell = (place: number) => {
      places.push(place);
      onPlace(place);
    };
    const outcome = queue.enter({ member, model, onPlace: tell }, asking.signal).then(
      (leave) => {
        sent.push(id);
        running.push(leave);
      },
      (error: unknown) => error,
    );
    const one = { id, member, places, outcome, cancel: (reason: Error) => asking.abort(reason) };
    entered.push(one);
    return one;
  }

  async function finish(which = 0): Promise<void> {
    await setImmediate();
    const [leave] = running.splice(which % Math.max(1, running.length), 1);
    leave?.();
    await setImmediate();
  }
  return { queue, enter, finish, entered, sent, running };
}
