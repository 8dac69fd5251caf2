import { type Calibration, type Evidence, evidenceNames } from '../confidence.ts';

export interface Example {
  evidence: Evidence;
  isAnswerable: boolean;
}

/** How strongly a fit is held to where it began, in questions: a handful of examples must not overturn it. */
const held: number = 20;
const rounds = 50;

/** Logistic regression by Newton's method, both kinds of questions weighing the same, drawn towards `from`. */
export function fitConfidence(examples: readonly Example[], from: Calibration): Calibration {
  const start = [from.bias, ...evidenceNames.map((name) => from.weights[name])];
  const rows = examples.map(({ evidence, isAnswerable }) => ({
    x: [1, ...evidenceNames.map((name) => evidence[name])],
    y: isAnswerable ? 1 : 0,
  }));
  const answerable = rows.filter(({ y }) => y === 1).length;
  const weightOf = (y: number) => rows.length / (2 * Math.max(1, y === 1 ? answerable : rows.length - answerable));
  let fitted = start;
  for (let round = 0; round < rounds; round++) {
    const gradient = fitted.map((value, index) => held * ((start[index] ?? 0) - value));
    const curvature = fitted.map((_, row) => fitted.map((_, column) => (row === column ? held : 0)));
    for (const { x, y } of rows) {
      const p = 1 / (1 + Math.exp(-dot(x, fitted)));
      const weight = weightOf(y);
      x.forEach((value, row) => {
        gradient[row] = (gradient[row] ?? 0) + weight * (y - p) * value;
        const line = curvature[row] ?? [];
        x.forEach((other, column) => {
          line[column] = (line[column] ?? 0) + weight * p * (1 - p) * value * other;
        });
      });
    }
    const step = solve(curvature, gradient);
    fitted = fitted.map((value, index) => value + (step[index] ?? 0));
    if (Math.hypot(...step) < 1e-9) break;
  }
  const [bias = 0, coverage = 0, fit = 0, unheardOf = 0, strength = 0, nearness = 0] = fitted;
  return { bias, weights: { coverage, fit, unheardOf, strength, nearness } };
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

/** Gauss' elimination; what is held to its start keeps the matrix from being singular. */
function solve(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, values[index] ?? 0]);
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let pivot = 0; pivot < rows.length; pivot++) {
    for (let row = pivot + 1; row < rows.length; row++) {
      const factor = at(row, pivot) / at(pivot, pivot);
      rows[row] = (rows[row] ?? []).map((value, column) => value - factor * at(pivot, column));
    }
  }
  const solved = new Array<number>(rows.length).fill(0);
  for (let row = rows.length - 1; row >= 0; row--) {
    const known = solved.reduce((sum, value, column) => (column > row ? sum + at(row, column) * value : sum), 0);
    solved[row] = (at(row, rows.length) - known) / at(row, row);
  }
  return solved;
}
