import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TurnRules, turnOrder, type Waiting } from '../../src/models/turn-order.ts';

interface Named extends Waiting {
  name: string;
}

const rules: TurnRules = { batchSize: 0, modelsInMemory: 1 };

describe('turns', () => {
  test('go round the members, and keep the order of each', () => {
    expect(order(['a1', 'a2', 'a3', 'b1', 'c1', 'c2'])).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
  });

  test('come sooner for whoever has just come than for the second question of someone else', () => {
    const waiting = [ticket('a1', 1), ticket('a2', 1), ticket('b1', 2)];
    expect(turnOrder(state(waiting), rules).map(({ ticket: { name } }) => name)).toEqual(['a1', 'b1', 'a2']);
  });

  test('are passed by questions for the model in memory, but only so often', () => {
    const waiting = ['a', 'b', 'c', 'd', 'e'].map((member) =>
      ticket(`${member}1`, 1, member === 'a' ? 'cold' : 'warm'),
    );
    const turns = turnOrder(state(waiting, ['warm']), { batchSize: 2, modelsInMemory: 1 });
    expect(turns.map(({ ticket: { name } }) => name)).toEqual(['b1', 'c1', 'a1', 'd1', 'e1']);
    expect(turns.map(({ isPassing }) => isPassing)).toEqual([true, true, false, false, false]);
  });

  test('let everything pass that memory holds together', () => {
    const waiting = [ticket('a1', 1, 'cold'), ticket('b1', 1, 'older'), ticket('c1', 1, 'newer')];
    const turns = turnOrder(state(waiting, ['newer', 'older']), { batchSize: 4, modelsInMemory: 2 });
    expect(turns.map(({ ticket: { name } }) => name)).toEqual(['b1', 'c1', 'a1']);
  });

  test('come to everyone once, each member in order, passed by no more than the bound', () => {
    const tickets = fc.array(
      fc.record({
        member: fc.constantFrom('a', 'b', 'c'),
        model: fc.constantFrom('x', 'y'),
        fromRound: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        tickets,
        fc.nat(3),
        fc.integer({ min: 1, max: 2 }),
        fc.subarray(['x', 'y']),
        (made, batchSize, modelsInMemory, recent) => {
          const waiting = made.map((each, at) => ({ ...each, name: String(at) }));
          const turns = turnOrder(state(waiting, recent), { batchSize, modelsInMemory });
          const served = turns.map(({ ticket: { name } }) => name);
          expect(served.toSorted()).toEqual(waiting.map(({ name }) => name).toSorted());
          for (const member of ['a', 'b', 'c']) {
            const own = turns.flatMap(({ ticket: each }) => (each.member === member ? [Number(each.name)] : []));
            expect(own).toEqual(own.toSorted((one, other) => one - other));
          }
          const runs = turns
            .map(({ isPassing }) => (isPassing ? 'p' : '.'))
            .join('')
            .split('.');
          for (const run of runs) expect(run.length).toBeLessThanOrEqual(batchSize);
          const fair = turnOrder(state(waiting, recent), rules).map(({ ticket: { name } }) => name);
          for (const [at, name] of fair.entries())
            expect(served.indexOf(name)).toBeLessThan((at + 1) * (batchSize + 1));
        },
      ),
    );
  });
});

/** `b2` is the second question of member b. */
function ticket(name: string, fromRound: number, model = 'm'): Named {
  return { name, member: name.slice(0, 1), model, fromRound };
}

function order(names: string[]): string[] {
  return turnOrder(state(names.map((name) => ticket(name, 1))), rules).map(({ ticket: { name } }) => name);
}

function state(waiting: Named[], recentModels: string[] = []) {
  return { waiting, lastRounds: new Map<string, number>(), recentModels, passed: 0 };
}
