import { describe, expect, test } from 'vitest';
import { byLabel, bySpeed, byThumb, card, ink } from '../../../src/bot/charts/colours.ts';

const painted = { ...byLabel, ...bySpeed, ...byThumb, ...ink };

describe('legibility', () => {
  test.each(Object.entries(painted))('%s stands out from the card at 4.5 to 1 or more', (_, colour) => {
    expect(contrast(colour, card)).toBeGreaterThanOrEqual(4.5);
  });

  test('contrast is what the guidelines say it is', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  test.each(Object.keys(sight) as (keyof typeof sight)[])('labels are told apart with %s sight', (kind) => {
    const seen = Object.values(byLabel).map((colour) => perceived(colour, kind));
    for (const [index, one] of seen.entries()) {
      for (const other of seen.slice(index + 1)) {
        // About ten times what a trained eye notices.
        expect(Math.hypot(...one.map((value, axis) => value - (other[axis] ?? 0)))).toBeGreaterThan(0.1);
      }
    }
  });
});

/** WCAG 2.2. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => dot([0.2126, 0.7152, 0.0722], linear(colour));
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** How a colour looks to people who lack one kind of cone (Machado et al., 2009), in OKLab, where distance is difference. */
function perceived(colour: string, kind: keyof typeof sight): number[] {
  const seen = times(sight[kind], linear(colour)).map((value) => Math.min(1, Math.max(0, value)));
  return times(oklabFromCones, times(conesFromLinear, seen).map(Math.cbrt));
}

const sight = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

const conesFromLinear = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];

const oklabFromCones = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

function linear(colour: string): number[] {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
}

function times(matrix: readonly number[][], vector: readonly number[]): number[] {
  return matrix.map((row) => dot(row, vector));
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}
