import { expect, test } from 'vitest';
import { describeChart } from '../../../src/bot/charts/describe-chart.ts';
import {
  busyMonth,
  empty,
  helpForum,
  longAndBusy,
  oneDay,
  outlier,
  sampleStats,
  unanswered,
} from '../stats/samples.ts';

test('what a picture shows is said in words', () => {
  const said = describeChart(sampleStats(outlier));
  expect(said).toContain('Charts of the last 30 days (27 Oct – 25 Nov 2026, UTC), by the day.');
  expect(said).toContain('2,717 questions, most of them on 13 Nov: 2,600.');
  expect(said).toMatch(
    /Answers: \d+ verified, \d+ approved by members, 1,\d+ generated from sources, .+ not answered\./,
  );
  expect(said).toMatch(/Half of the answers came within [\d.]+ s, 95 % within \d+ s\./);
  expect(said).toMatch(/Thumbs: 1,\d+ up, \d+ down\.$/);
  expect(describeChart(sampleStats(oneDay))).toMatch(/most of them in the hour from \d\d:00: \d+\./);
});

test('so is how much of it nobody asked', () => {
  expect(describeChart(sampleStats(helpForum))).toMatch(/\d questions, \d+ of them answered unasked, most of them on/);
  expect(describeChart(sampleStats(busyMonth))).not.toContain('unasked');
});

test('and so is what there is none of', () => {
  expect(describeChart(sampleStats(empty))).toBe(
    'Stats of the last 30 days (27 Oct – 25 Nov 2026, UTC): nobody has asked anything in this period.',
  );
  expect(describeChart(sampleStats(unanswered))).toContain('Nothing was answered. Nobody has voted.');
});

test('it is as short as a platform wants it', () => {
  for (const sample of [busyMonth, longAndBusy]) expect(describeChart(sampleStats(sample)).length).toBeLessThan(1000);
});
