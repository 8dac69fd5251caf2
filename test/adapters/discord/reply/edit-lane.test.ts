import { expect, test } from 'vitest';
import { createEditLane } from '../../../../src/adapters/discord/reply/edit-lane.ts';
import { createManualClock } from '../../../models/manual-clock.ts';

test('a room takes one live edit at a time', async () => {
  const clock = createManualClock();
  const lane = createEditLane(clock);
  expect(lane.take('one')).toBe(true);
  expect(lane.take('one')).toBe(false);
  expect(lane.take('other')).toBe(true);
  await clock.advance(lane.freeIn('one'));
  expect(lane.take('one')).toBe(true);
});

test('places in the queue are told one after another whatever the room, and hold no words back', async () => {
  const clock = createManualClock();
  const lane = createEditLane(clock);
  expect(lane.take('one', 'status')).toBe(true);
  expect(lane.take('two', 'status')).toBe(false);
  expect(lane.take('three', 'text')).toBe(true);
  await clock.advance(lane.freeIn('two', 'status'));
  expect(lane.take('two', 'status')).toBe(true);
});
