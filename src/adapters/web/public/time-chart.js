/** What the charts over time have in common: their place, their axes, and drawing anew when there is more room or less. */
import { element } from './element.js';
import { label, svg } from './svg.js';

/**
 * @typedef {object} Plane Where something is drawn.
 * @property {number} width
 * @property {number} height
 * @property {number} count how many stretches of time there are
 * @property {(index: number) => number} x the middle of a stretch
 * @property {number} step the room that each has
 * @property {(share: number) => number} y from 0 at the bottom to 1 at the top
 */

/** @typedef {{ at: number, words: string }} Line across, at a share of the height */

const margin = { left: 46, right: 6, top: 10, bottom: 22 };

/**
 * @template Data
 * @param {object} how
 * @param {string} how.title
 * @param {number} how.height
 * @param {(data: Data) => { moments: string[], lines: Line[], summary: string, legend: [name: string, words: string][] }} how.axes
 * @param {(data: Data, plane: Plane) => Node[]} how.draw
 * @param {(data: Data, index: number) => string} how.tell what is told of a stretch of time, where one points at it
 */
export function createTimeChart({ title, height, axes, draw, tell }) {
  const legend = element('span', { class: 'legend' });
  const home = element('div', { class: 'chart-drawing' });
  const node = element(
    'figure',
    { class: 'chart' },
    element('figcaption', { class: 'chart-head' }, element('span', { class: 'chart-title' }, title), legend),
    home,
  );
  /** @type {Data | undefined} */
  let data;
  let width = 0;
  new ResizeObserver(([entry]) => {
    const now = Math.floor(entry?.contentRect.width ?? 0);
    if (now === width) return;
    width = now;
    redraw();
  }).observe(home);

  return {
    node,
    /** @param {Data} now */
    update(now) {
      data = now;
      legend.replaceChildren(
        ...axes(now).legend.map(([name, words]) =>
          element('span', { class: 'legend-entry' }, element('span', { class: `swatch ${name}` }), words),
        ),
      );
      redraw();
    },
  };

  function redraw() {
    if (!data || width < 100) return;
    const shown = data;
    const { moments, lines, summary } = axes(shown);
    const plane = planeOf(moments.length);
    const drawing = svg(
      'svg',
      {
        class: 'chart-svg',
        width,
        height,
        viewBox: `0 0 ${width} ${height}`,
        role: 'img',
        'aria-label': `${title}. ${summary}`,
      },
      ...lines.flatMap((line) => across(line, plane)),
      ...alongTime(moments, plane),
      ...draw(shown, plane),
      ...moments.map((moment, index) =>
        svg(
          'rect',
          {
            class: 'pointed',
            x: plane.x(index) - plane.step / 2,
            y: 0,
            width: plane.step,
            height: height - margin.bottom,
          },
          svg('title', {}, `${moment}: ${tell(shown, index)}`),
        ),
      ),
    );
    home.replaceChildren(drawing);
  }

  /** @param {number} count @returns {Plane} */
  function planeOf(count) {
    const step = (width - margin.left - margin.right) / Math.max(1, count);
    const tall = height - margin.top - margin.bottom;
    return {
      ...{ width, height, count, step },
      x: (index) => margin.left + step * (index + 0.5),
      y: (share) => margin.top + tall * (1 - share),
    };
  }
}

/** @param {Line} line @param {Plane} plane */
function across({ at, words }, { width, y }) {
  const place = { x1: margin.left, x2: width - margin.right, y1: y(at), y2: y(at) };
  return [
    svg('line', { class: at === 0 ? 'ground' : 'guide', ...place }),
    label(margin.left - 8, y(at) + 4, words, 'end'),
  ];
}

const leastRoom = 56;

/** As many moments as there is room to say, the last of them always. @param {string[]} moments @param {Plane} plane */
function alongTime(moments, { height, x, step, count }) {
  const every = [1, 2, 3, 4, 6, 7, 12, 24].find((each) => each * step >= leastRoom) ?? count;
  return moments.flatMap((moment, index) => {
    if ((count - 1 - index) % every !== 0) return [];
    const isLast = index === count - 1 && step < leastRoom;
    return [label(isLast ? x(index) + step / 2 : x(index), height - 5, moment, isLast ? 'end' : 'middle')];
  });
}

/** Runs of what is there, without what is not between them. @template Value @param {readonly (Value | null)[]} values @returns {{ index: number, value: Value }[][]} */
export function runsOf(values) {
  /** @type {{ index: number, value: Value }[][]} */
  const runs = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const before = runs.at(-1);
    if (before?.at(-1)?.index === index - 1) before.push({ index, value });
    else runs.push([{ index, value }]);
  });
  return runs;
}

/** @param {{ x: number, y: number }[]} points */
export function pathOf(points) {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}
