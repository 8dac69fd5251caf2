import { describe, expect, test } from 'vitest';
import { drawStats } from '../../../src/bot/charts/index.ts';
import { paint } from '../../../src/bot/charts/paint.ts';
import { statsChart } from '../../../src/bot/charts/stats-chart.ts';
import { busyMonth, empty, sampleStats } from '../stats/samples.ts';
import { readPng } from './read-png.ts';

describe('the stats are drawn in a process of their own', () => {
  test('the same for the same stats, with words for those who do not see it', async () => {
    const stats = sampleStats(busyMonth);
    const { png, alt } = await drawStats(stats);
    expect(Buffer.from(png).equals(paint(statsChart(stats)))).toBe(true);
    expect(readPng(png)).toMatchObject({ width: 1600, height: 1040 });
    expect(alt).toContain('1,394 questions');
  });

  test('until whoever asked gives up, while it is drawn or before', async () => {
    const giveUp = new AbortController();
    const drawing = drawStats(sampleStats(empty), giveUp.signal);
    const waiting = drawStats(sampleStats(empty), giveUp.signal);
    giveUp.abort(new Error('enough'));
    await expect(drawing).rejects.toThrow('enough');
    await expect(waiting).rejects.toThrow('enough');
    await expect(drawStats(sampleStats(empty), giveUp.signal)).rejects.toThrow('enough');
  });

  test('and what cannot be drawn is a failure with a sentence, after which the next is drawn', async () => {
    // What no type allows, as a fault of ours would be.
    const broken = drawStats({ ...sampleStats(busyMonth), thumbs: undefined as never });
    const whole = drawStats(sampleStats(empty));
    await expect(broken).rejects.toMatchObject({
      code: 'not-drawn',
      message: expect.stringContaining('TypeError: '),
      memberText: expect.any(String),
    });
    expect(readPng((await whole).png)).toMatchObject({ width: 1600, height: 300 });
  });
});
