import { expect, test } from 'vitest';
import { confidenceOf, defaultCalibration, type Evidence } from '../../../src/knowledge/confidence.ts';
import { type Example, fitConfidence } from '../../../src/knowledge/evaluation/fit-confidence.ts';
import { createRandom } from '../../../src/knowledge/random.ts';

const weak: Evidence = { coverage: 0.2, fit: 0.1, unheardOf: 0.6, strength: 0.5, nearness: 0 };
const strong: Evidence = { coverage: 0.8, fit: 0.5, unheardOf: 0, strength: 2, nearness: 0 };

test('a fit learns that here only vectors tell what is answered', () => {
  const random = createRandom(7);
  const examples = Array.from({ length: 400 }, (_, index): Example => {
    const isAnswerable = index % 2 === 0;
    return { isAnswerable, evidence: { ...weak, coverage: random(), nearness: isAnswerable ? 0.7 : 0.1 } };
  });
  const fitted = fitConfidence(examples, defaultCalibration);
  expect(fitted.weights.nearness).toBeGreaterThan(defaultCalibration.weights.nearness);
  const mistakes = (calibration: typeof fitted) =>
    examples.filter(({ evidence, isAnswerable }) => confidenceOf(evidence, calibration) > 0.5 !== isAnswerable).length;
  expect(mistakes(fitted)).toBeLessThan(mistakes(defaultCalibration) / 2);
});

test('a handful of examples hardly moves what was fitted to many, and none does not at all', () => {
  const few: Example[] = [
    { evidence: weak, isAnswerable: true },
    { evidence: strong, isAnswerable: false },
  ];
  const fitted = fitConfidence(few, defaultCalibration);
  expect(confidenceOf(strong, fitted)).toBeGreaterThan(confidenceOf(weak, fitted));
  expect(fitConfidence([], defaultCalibration)).toEqual(defaultCalibration);
});

test('both kinds of questions weigh the same, however many there are of one', () => {
  const many: Example[] = [
    ...Array.from({ length: 900 }, () => ({ evidence: strong, isAnswerable: true })),
    ...Array.from({ length: 100 }, () => ({ evidence: weak, isAnswerable: false })),
  ];
  expect(confidenceOf(weak, fitConfidence(many, defaultCalibration))).toBeLessThan(0.2);
});
