import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import { byLabel, bySpeed, byThumb, card, ink } from '../../../src/bot/charts/colours.ts';
import { fontFiles, paint, toSvg } from '../../../src/bot/charts/paint.ts';
import { statsChart } from '../../../src/bot/charts/stats-chart.ts';
import { textWidth } from '../../../src/bot/charts/text-width.ts';
import * as samples from '../stats/samples.ts';
import { readPng } from './read-png.ts';

const { busyMonth, empty, firstDay, firstYear, longAndBusy, oneDay, outlier, sampleStats, unanswered } = samples;
const chartOf = (sample: samples.SampleOptions) => statsChart(sampleStats(sample));
const textsOf = (sample: samples.SampleOptions) =>
  [...toSvg(chartOf(sample)).matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) => text);

test('a picture shows each label, both times and both thumbs on its card, whose corners are round', () => {
  const { countColours, at, width, height } = readPng(paint(chartOf(busyMonth), 1));
  const colours = countColours();
  for (const colour of Object.values(byLabel)) expect(colours.get(colour)).toBeGreaterThan(300);
  for (const colour of Object.values(bySpeed)) expect(colours.get(colour)).toBeGreaterThan(100);
  expect(colours.get(byThumb.up)).toBeGreaterThan(1000);
  expect(colours.get(byThumb.down)).toBeGreaterThan(100);
  expect(colours.get(card)).toBeGreaterThan((width * height) / 2);
  for (const [x, y] of [
    [0, 0],
    [width - 1, 0],
    [0, height - 1],
    [width - 1, height - 1],
  ] as const)
    expect(at(x, y)).toBeUndefined();
});

test('its texts are painted where the machine has no fonts', () => {
  const { at } = readPng(paint(chartOf(empty)));
  const heading = Array.from({ length: 300 }, (_, x) =>
    Array.from({ length: 40 }, (_, y) => at(48 + x, 40 + y)),
  ).flat();
  expect(heading).toContain(ink.strong);
});

test.each(Object.entries({ busyMonth, empty, firstDay, firstYear, longAndBusy, oneDay, outlier, unanswered }))(
  'no sign in it is one that its font lacks: %s',
  (_, sample) => {
    const texts = textsOf(sample);
    expect(texts.length).toBeGreaterThan(2);
    for (const text of texts) expect(text).toMatch(/^[ -~–]*$/);
  },
);

test('texts are as wide as they were taken to be', () => {
  for (const text of [
    'without sources 1,234',
    '27 Oct – 25 Nov 2026, UTC',
    'half within 2.7 s',
    '95 % within 13 s',
    'Jul 20:00',
  ]) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40"><text y="20" font-size="12" font-family="Inter">${text}</text></svg>`;
    const font = { loadSystemFonts: false, fontFiles };
    const painted = new Resvg(svg, { font }).getBBox()?.width ?? 0;
    expect(Math.abs(textWidth(text, 12) - painted)).toBeLessThan(3);
  }
});

describe('a picture says', () => {
  test('the period, its dates, and how many of what', () => {
    const texts = textsOf(busyMonth);
    expect(texts).toEqual(
      expect.arrayContaining(['The last 30 days', '27 Oct – 25 Nov 2026, UTC', '1,394 questions', '25 Nov']),
    );
    expect(texts).toContainEqual(expect.stringMatching(/^from sources \d+$/));
    expect(texts).toContainEqual(expect.stringMatching(/^95 % within \d+ s$/));
  });

  test('how high a bar would be that is broken off', () => {
    expect(textsOf(outlier)).toContain('2,600');
    expect(textsOf(busyMonth).filter((text) => text === '2,600')).toEqual([]);
  });

  test('what there is none of', () => {
    expect(textsOf(empty)).toContain('Nobody has asked anything in this period.');
    expect(textsOf(unanswered)).toEqual(expect.arrayContaining(['nothing was answered', 'nobody has voted']));
  });

  test('full hours and the beginnings of years below its bars', () => {
    expect(textsOf(oneDay)).toEqual(expect.arrayContaining(['20:00', '22:00', '00:00']));
    expect(textsOf(longAndBusy)).toEqual(expect.arrayContaining(['2022', '2023', '2024', '2025', '2026', 'Jul']));
  });
});
