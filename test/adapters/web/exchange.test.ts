import { describe, expect, test } from 'vitest';
import {
  advance,
  type Exchange,
  type ExchangeEvent,
  foldRoom,
  newExchange,
  type Room,
} from '../../../src/adapters/web/public/exchange.js';
import { showAnswer } from '../../../src/adapters/web/show.ts';
import { answered } from './builders.ts';

function exchange(parts: Partial<Exchange> = {}): Exchange {
  const known = { question: 'How?', role: null, followsId: null, askedAt: '2026-11-21T12:00:00.000Z' };
  return { ...newExchange({ ...known, messageId: 'm1', questionId: null, phase: 'searching' }), ...parts };
}

function room(exchanges: Exchange[]): { type: 'room'; room: Room } {
  const status = { state: 'up' as const, text: '' };
  return { type: 'room', room: { community: { name: 'P', subject: '' }, questionChars: 2000, status, exchanges } };
}

const fold = (start: Exchange, ...events: ExchangeEvent[]) => events.reduce(advance, start);
const key = 'm1';

describe('an exchange', () => {
  test('that is stopped stays stopped, whatever still arrives', () => {
    const end = fold(exchange(), { key, type: 'cancelled' }, { key, type: 'text', text: 'late' });
    expect(end).toMatchObject({ phase: 'cancelled', text: '' });
  });

  test('begins its text anew when a model breaks off, and remembers which', () => {
    const end = fold(
      exchange(),
      { key, type: 'started', model: 'a' },
      { key, type: 'text', text: 'half' },
      { key, type: 'restarted' },
      { key, type: 'started', model: 'b' },
      { key, type: 'text', text: 'all' },
    );
    expect(end).toMatchObject({ text: 'all', model: 'b', brokeOff: ['a'] });
  });
});

describe('a room', () => {
  test('takes over what the server knows, and keeps what has not reached it', () => {
    const unsent = exchange({ messageId: 'm2', phase: 'unsent', askedAt: '2026-11-21T12:01:00.000Z' });
    const gone = exchange({ messageId: 'm3', questionId: 'q3' });
    const told = exchange({ questionId: 'q1', phase: 'writing' });
    expect(foldRoom([exchange(), unsent, gone], room([told]))).toEqual([told, unsent]);
  });

  test('shows a question once, though it came by two ids', () => {
    const remembered = exchange({ messageId: null, questionId: 'q1', phase: 'left' });
    const folded = foldRoom([remembered, exchange()], { key, type: 'admitted', questionId: 'q1' });
    expect(folded).toEqual([exchange({ questionId: 'q1' })]);
  });

  test('shows what an answer wears now', () => {
    const answer = showAnswer(answered());
    const worn = { label: 'fromSources', standing: 'denied' } as const;
    const folded = foldRoom([exchange({ answer })], { type: 'labelled', answerId: answer.id, ...worn });
    expect(folded).toEqual([exchange({ answer: { ...answer, ...worn } })]);
    expect(foldRoom(folded, { type: 'labelled', answerId: 'other', label: null, standing: 'open' })).toEqual(folded);
  });

  test('passes over what belongs to no question that it shows', () => {
    expect(foldRoom([exchange()], { key: 'other', type: 'text', text: 'x' })).toEqual([exchange()]);
  });
});
