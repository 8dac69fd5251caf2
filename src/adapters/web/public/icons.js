/** Small drawings on a grid of 24, in the colour of the text beside them; what they mean stands there in words. */

const space = 'http://www.w3.org/2000/svg';

/** @type {Record<string, string[]>} */
const strokes = {
  verified: ['M12 3l7 3v5c0 4.5-2.9 8.2-7 10-4.1-1.8-7-5.5-7-10V6z', 'M8.8 12l2.3 2.3 4.3-4.6'],
  approved: [
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
    'M2.5 20c.4-3.8 3-6 6.5-6 1.6 0 3 .5 4.1 1.3',
    'M14.5 18.5l2.4 2.4 4.6-5',
  ],
  sources: ['M5 4h10l4 4v12H5z', 'M14.5 4v4.5H19', 'M8.5 13h7', 'M8.5 16.5h5'],
  unsourced: [
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z',
    'M9.6 9.4c.3-1.3 1.2-2 2.5-2 1.4 0 2.4.9 2.4 2.2 0 1.8-2.5 2-2.5 4',
    'M12 16.7v.1',
  ],
  warning: ['M12 4L2.8 19.5h18.4z', 'M12 10v4.5', 'M12 17v.1'],
  thumb: [
    'M7 11v9H3.5v-9z',
    'M7 11.5L11 3.5c1.8 0 2.7 1.3 2.4 2.9L12.7 10h5.8a2 2 0 0 1 2 2.4l-1.3 6a2 2 0 0 1-2 1.6H7',
  ],
  send: ['M12 19V5', 'M6 11l6-6 6 6'],
  stop: ['M7 7h10v10H7z'],
  copy: ['M9 9h11v11H9z', 'M15 9V4H4v11h5'],
  check: ['M5 12.5l4.5 4.5L19 7.5'],
  reply: ['M9 6l-5 5 5 5', 'M4 11h10a6 6 0 0 1 6 6v1'],
  chevron: ['M9 6l6 6-6 6'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  away: ['M8 16L18 6', 'M10 6h8v8'],
  write: ['M4 20l1-4.5L16.5 4 20 7.5 8.5 19z', 'M14 6.5l3.5 3.5'],
  book: ['M5 4.5h5.5a2 2 0 0 1 1.5.8 2 2 0 0 1 1.5-.8H19v14h-5.5a2 2 0 0 0-1.5.8 2 2 0 0 0-1.5-.8H5z', 'M12 5.5v13.5'],
  lock: ['M6 11h12v9H6z', 'M8.5 11V8a3.5 3.5 0 0 1 7 0v3'],
  again: ['M20 12a8 8 0 1 1-2.4-5.7L20 8.5', 'M20 3.5v5h-5'],
};

/** @param {string} name */
export function icon(name) {
  const drawing = shape('svg', { class: `icon icon-${name}`, viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  for (const d of strokes[name] ?? []) drawing.append(shape('path', { d }));
  return drawing;
}

/** The house's sign, a half-circle of seats; they light up one by one while an answer is awaited. */
export function seats() {
  const drawing = shape('svg', { class: 'seats', viewBox: '0 0 24 14', 'aria-hidden': 'true' });
  for (let seat = 0; seat < 7; seat++) {
    const angle = Math.PI - (seat * Math.PI) / 6;
    const cx = (12 + 10 * Math.cos(angle)).toFixed(2);
    const cy = (12 - 10 * Math.sin(angle)).toFixed(2);
    drawing.append(shape('circle', { cx, cy, r: '1.7' }));
  }
  return drawing;
}

/** @param {string} tag @param {Record<string, string>} attributes */
export function shape(tag, attributes) {
  const node = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}
