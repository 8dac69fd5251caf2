/** How it goes: the figures that matter, their charts, who does well at what, and all of it as a table. */
import { createApprovalChart, createQuestionsChart, createSpeedChart, sayApproved } from './charts.js';
import { element } from './element.js';
import { icon } from './icons.js';
import { svg } from './svg.js';
import { duration, percent } from './words.js';

/** @import { Approved, Charts } from './readings.d.ts' */

const many = new Intl.NumberFormat('en');

/** @param {HTMLElement} home */
export function createStatsView(home) {
  const tiles = element('dl', { class: 'tiles' });
  const charts = [createApprovalChart(), createQuestionsChart(), createSpeedChart()];
  const groups = element('div', { class: 'groups' });
  const table = element('table');
  const asTable = element(
    'details',
    { class: 'as-table' },
    element('summary', {}, icon('chevron'), 'As a table'),
    element('div', { class: 'table', tabindex: '0', role: 'group', 'aria-label': 'The charts as a table' }, table),
  );
  const nothing = element('p', { class: 'part-nothing stats-nothing', hidden: true });
  const drawn = element('div', {}, ...charts.map(({ node }) => node), groups, asTable);
  home.append(tiles, nothing, drawn);

  return {
    /** @param {Charts} now */
    update(now) {
      const isEmpty = now.questions.count === 0;
      tiles.replaceChildren(...tilesOf(now));
      nothing.hidden = !isEmpty;
      nothing.textContent = `Nobody has asked anything in this time (${now.dates}).`;
      drawn.hidden = isEmpty;
      if (isEmpty) return;
      for (const chart of charts) chart.update(now);
      const { categories, roles } = now.approval;
      groups.replaceChildren(...groupOf('By kind of question', categories), ...groupOf('By role', roles));
      table.replaceChildren(...rowsOf(now));
    },
  };
}

/** @param {Charts} charts */
function tilesOf({ questions, approval: { all }, helpful, speed, thumbs }) {
  const before = questions.before === null ? '' : `${many.format(questions.before)} before that`;
  const votes = `${many.format(thumbs.up)} 👍  ${many.format(thumbs.down)} 👎`;
  return [
    tile('Questions', many.format(questions.count), before),
    tile('Approved', all ? percent(all.interval.share) : '–', votes),
    tile(
      'Helped',
      helpful.of > 0 ? percent(helpful.count / helpful.of) : '–',
      `of ${many.format(helpful.of)} questions`,
    ),
    tile('Half within', speed.all ? duration(speed.all.p50Ms) : '–', 'from question to answer'),
  ];
}

/** @param {string} name @param {string} figure @param {string} note */
function tile(name, figure, note) {
  return element(
    'div',
    { class: 'tile' },
    element('dt', {}, name),
    element('dd', { class: 'tile-figure' }, figure),
    element('dd', { class: 'tile-note' }, note),
  );
}

/** @param {string} title @param {Approved[]} all */
function groupOf(title, all) {
  if (all.length === 0) return [];
  const rows = all.map((one) => {
    const { interval, voted, name } = one;
    return element(
      'tr',
      {},
      element('th', { scope: 'row', title: name }, name),
      element('td', { title: sayApproved(one) }, intervalBar(interval)),
      element('td', { class: 'group-share' }, percent(interval.share)),
      element('td', { class: 'group-voted' }, `of ${many.format(voted)}`),
    );
  });
  return [element('table', { class: 'group' }, element('caption', {}, title), element('tbody', {}, ...rows))];
}

/** The share, and the band that it lies in. @param {Approved['interval']} interval */
function intervalBar({ share, low, high }) {
  const at = (/** @type {number} */ part) => `${(part * 100).toFixed(1)}%`;
  return svg(
    'svg',
    { class: 'interval', 'aria-hidden': 'true' },
    svg('rect', { class: 'interval-track', width: '100%', height: 8, rx: 4 }),
    svg('rect', { class: 'interval-band', x: at(low), width: at(high - low), height: 8, rx: 4 }),
    svg('circle', { class: 'interval-share', cx: at(share), cy: 4, r: 4 }),
  );
}

/** @param {Charts} charts */
function rowsOf({ moments, questions: { parts }, approval, speed }) {
  const names = ['When', ...parts.map(({ name }) => name), 'approved', 'half within', '95 % within'];
  const cells = moments.map((_, index) => {
    const approved = approval.over[index];
    const took = speed.over[index];
    return [
      ...parts.map(({ counts }) => many.format(counts[index] ?? 0)),
      approved ? sayApproved(approved) : '–',
      took ? duration(took.p50Ms) : '–',
      took ? duration(took.p95Ms) : '–',
    ];
  });
  return [
    element('thead', {}, element('tr', {}, ...names.map((name) => element('th', { scope: 'col' }, name)))),
    element(
      'tbody',
      {},
      ...cells.map((row, index) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, moments[index] ?? ''),
          ...row.map((cell) => element('td', {}, cell)),
        ),
      ),
    ),
  ];
}
