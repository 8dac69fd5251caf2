import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confidenceOf, defaultCalibration, type Evidence, evidenceNames } from '../../src/knowledge/confidence.ts';
import { defaultTuning } from '../../src/knowledge/tuning.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const evidence: fc.Arbitrary<Evidence> = fc.record({
  coverage: share,
  fit: share,
  unheardOf: share,
  strength: fc.double({ min: -3, max: 5, noNaN: true }),
  nearness: share,
});
const nothing: Evidence = { coverage: 0, fit: 0, unheardOf: 1, strength: -3, nearness: 0 };
const everything: Evidence = { coverage: 1, fit: 1, unheardOf: 0, strength: 3, nearness: 0 };

test('confidence is a probability, whatever the evidence', () => {
  fc.assert(
    fc.property(evidence, (of) => {
      const confidence = confidenceOf(of, defaultCalibration);
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThan(1);
    }),
  );
});

test.each(evidenceNames)('more %s never turns it the wrong way', (name) => {
  const direction = name === 'unheardOf' ? -1 : 1;
  fc.assert(
    fc.property(evidence, share, (of, more) => {
      const [before, after] = [of, { ...of, [name]: of[name] + more }].map((each) =>
        confidenceOf(each, defaultCalibration),
      );
      expect(direction * ((after ?? 0) - (before ?? 0))).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('with no evidence it is not known, with all of it it is', () => {
  expect(confidenceOf(nothing, defaultCalibration)).toBeLessThan(defaultTuning.knownFrom);
  expect(confidenceOf(everything, defaultCalibration)).toBeGreaterThan(defaultTuning.knownFrom);
});
