/** The charts of the moderators' page: what was asked and how it was answered, what members approve of, how long it took. */
import { svg } from './svg.js';
import { createTimeChart, pathOf, runsOf } from './time-chart.js';
import { duration, percent } from './words.js';

/** @import { Approved, Charts, Speed } from './readings.d.ts' */
/** @import { Plane } from './time-chart.js' */

const many = new Intl.NumberFormat('en');

/** Bars, a part of them for each label that answers wear; one that towers above all others is broken off. */
export function createQuestionsChart() {
  return createTimeChart({
    title: 'Questions',
    height: 168,
    /** @param {Charts} charts */
    axes: ({ moments, summary, questions: { top, step, parts } }) => ({
      ...{ moments, summary },
      lines: Array.from({ length: Math.round(top / step) + 1 }, (_, line) => ({
        at: (line * step) / top,
        words: many.format(line * step),
      })),
      legend: parts.flatMap(({ part, name, count }) =>
        count > 0 ? [[`part-${part}`, `${name} ${many.format(count)}`]] : [],
      ),
    }),
    draw: ({ questions: { top, parts } }, plane) =>
      Array.from({ length: plane.count }, (_, index) =>
        bar(
          parts.map(({ part, counts }) => ({ part, count: counts[index] ?? 0 })),
          top,
          index,
          plane,
        ),
      ).flat(),
    tell: ({ questions: { parts } }, index) =>
      `${many.format(parts.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0))} asked` +
      parts.map(({ name, counts }) => (counts[index] ? `, ${counts[index]} ${name}` : '')).join(''),
  });
}

/** @param {{ part: string, count: number }[]} parts @param {number} top @param {number} index @param {Plane} plane */
function bar(parts, top, index, { x, y, step }) {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const scale = Math.min(1, top / Math.max(1, total)) / top;
  const width = Math.min(30, step * 0.72);
  let below = 0;
  const drawn = parts.flatMap(({ part, count }) => {
    if (count === 0) return [];
    const [low, high] = [y(below * scale), y((below + count) * scale)];
    below += count;
    return [
      svg('rect', {
        class: `bar part-${part}`,
        x: x(index) - width / 2,
        y: high,
        width,
        height: Math.max(1, low - high),
      }),
    ];
  });
  if (total <= top) return drawn;
  return [
    ...drawn,
    svg('text', { class: 'torn', x: x(index), y: y(1) - 1, 'text-anchor': 'middle' }, many.format(total)),
  ];
}

/** The share that members approve of, with the band that it lies in nineteen times out of twenty. */
export function createApprovalChart() {
  return createTimeChart({
    title: 'Approval',
    height: 150,
    /** @param {Charts} charts */
    axes: ({ moments, approval: { all } }) => ({
      moments,
      summary: all ? `${sayApproved(all)}.` : 'Nobody has voted.',
      lines: [0, 0.5, 1].map((at) => ({ at, words: percent(at) })),
      legend: all
        ? [
            ['line-approval', `${percent(all.interval.share)} of ${many.format(all.voted)} answers with votes`],
            ['band-approval', 'where it lies, 19 times in 20'],
          ]
        : [['none', 'nobody has voted on what was asked then']],
    }),
    draw: ({ approval: { over } }, plane) => approvalLines(over, plane),
    tell({ approval: { over } }, index) {
      const one = over[index];
      return one ? sayApproved(one) : 'no votes';
    },
  });
}

/** @param {(Approved | null)[]} over @param {Plane} plane */
function approvalLines(over, { x, y, step }) {
  const bands = runsOf(over).map((run) => {
    const half = run.length === 1 ? Math.min(6, step / 3) : 0; // one alone would have no width
    const at = run.flatMap(({ index, value }) =>
      half === 0
        ? [{ index, value, dx: 0 }]
        : [
            { index, value, dx: -half },
            { index, value, dx: half },
          ],
    );
    const upper = at.map(({ index, value, dx }) => ({ x: x(index) + dx, y: y(value.interval.high) }));
    const lower = at.toReversed().map(({ index, value, dx }) => ({ x: x(index) + dx, y: y(value.interval.low) }));
    return svg('path', { class: 'band band-approval', d: `${pathOf([...upper, ...lower])}Z` });
  });
  const points = over.flatMap((one, index) => (one ? [{ x: x(index), y: y(one.interval.share) }] : []));
  return [
    ...bands,
    svg('path', { class: 'line line-approval', d: pathOf(points) }),
    ...points.map((point) =>
      svg('circle', { class: 'dot-approval', cx: point.x, cy: point.y, r: Math.min(3, step / 4) }),
    ),
  ];
}

/** @param {Approved} approved */
export function sayApproved({ voted, interval: { share, low, high } }) {
  return `${percent(share)} of ${many.format(voted)} approved (${percent(low)} to ${percent(high)})`;
}

/** How long answers took, on a scale where each line is ten times the one below. */
export function createSpeedChart() {
  return createTimeChart({
    title: 'Answer time',
    height: 128,
    /** @param {Charts} charts */
    axes: ({ moments, speed: { all, told, low, high } }) => ({
      moments,
      summary: all ? saySpeed(all) : 'Nothing was answered.',
      lines: told.map(({ ms, words }) => ({ at: shareOf(ms, low, high), words })),
      legend: all
        ? [
            ['line-p50', `half within ${duration(all.p50Ms)}`],
            ['line-p95', `95 % within ${duration(all.p95Ms)}`],
          ]
        : [['none', 'nothing was answered']],
    }),
    draw: ({ speed: { over, low, high } }, plane) => [
      ...speedLine(
        over.map((one) => one && shareOf(one.p95Ms, low, high)),
        'line-p95',
        plane,
      ),
      ...speedLine(
        over.map((one) => one && shareOf(one.p50Ms, low, high)),
        'line-p50',
        plane,
      ),
    ],
    tell({ speed: { over } }, index) {
      const one = over[index];
      return one ? saySpeed(one) : 'nothing answered';
    },
  });
}

/** @param {(number | null)[]} shares @param {string} name @param {Plane} plane */
function speedLine(shares, name, { x, y, step }) {
  const points = shares.flatMap((share, index) => (share === null ? [] : [{ x: x(index), y: y(share) }]));
  return [
    svg('path', { class: `line ${name}`, d: pathOf(points) }),
    ...points.map((point) =>
      svg('circle', { class: `dot-${name}`, cx: point.x, cy: point.y, r: Math.min(2.5, step / 4) }),
    ),
  ];
}

/** @param {Speed} speed */
function saySpeed({ p50Ms, p95Ms }) {
  return `half within ${duration(p50Ms)}, 95 % within ${duration(p95Ms)}`;
}

/** @param {number} ms @param {number} low @param {number} high */
function shareOf(ms, low, high) {
  return Math.min(1, Math.max(0, Math.log(Math.max(1, ms) / low) / Math.log(high / low)));
}
