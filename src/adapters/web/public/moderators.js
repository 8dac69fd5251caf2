/** The moderators' page: what waits, what is missing, how it goes and what happened, as it happens. What is done here are commands. */
import { createAnnouncer } from './announcer.js';
import { connect } from './connection.js';
import { createFeedCard } from './feed-card.js';
import { find } from './find.js';
import { createGapCard } from './gap-card.js';
import { createLessonCard } from './lesson-card.js';
import { createListPart } from './list-part.js';
import { createPart } from './part.js';
import { createProgressView } from './progress-view.js';
import { createRoomHeader } from './room-header.js';
import { createStatsView } from './stats-view.js';
import { createWaitingCard } from './waiting-card.js';

/** @import { RoomEvent } from './exchange.d.ts' */
/** @import { Charts, FeedItem, Gap, Lesson, Progress, WaitingItem } from './readings.d.ts' */

const announce = createAnnouncer(find('announcer'));
const header = createRoomHeader();
const lost = find('lost');
const period = selectOf('period');
const topic = selectOf('topic');
let communityName = '';
let waiting = 0;

const actions = { announce, changed: readAll };
const statsView = createStatsView(bodyOf('stats'));
const progressView = createProgressView(find('progress'));

const parts = {
  review: createListPart(find('review'), {
    path: (most) => `review?most=${most}`,
    first: 20,
    keyOf: (/** @type {WaitingItem} */ { id }) => id,
    create: (item) => createWaitingCard(item, actions),
    nothing: 'Nothing waits. What members correct, what they do not agree on, and drafts will stand here.',
    counted(total) {
      waiting = total;
      count('review', total);
      showTitle();
    },
    refused,
  }),
  gaps: createListPart(find('gaps'), {
    path: (most) => `gaps?most=${most}`,
    first: 8,
    keyOf: (/** @type {Gap} */ { question }) => question.id,
    create: (gap) => createGapCard(gap, actions),
    nothing: 'No gaps: what was asked in the last three months was answered well, or has been taught.',
    counted: (total) => count('gaps', total),
  }),
  lessons: createListPart(find('lessons'), {
    path: () => 'lessons',
    first: 200,
    keyOf: (/** @type {Lesson} */ { id }) => id,
    create: (lesson) => createLessonCard(lesson, actions),
    nothing: 'No lesson yet: it takes some hundred votes, of ten members at least, to tell what makes an answer good.',
    counted: (total) => count('lessons', total),
  }),
  feed: createListPart(find('feed'), {
    path: (most) => `feed?most=${most}${topic.value === '' ? '' : `&topic=${topic.value}`}`,
    first: 12,
    keyOf: (/** @type {FeedItem} */ { id }) => id,
    create: (item) => createFeedCard(item, actions),
    nothing: 'Nothing to tell of yet: what is learned, decided and flagged will stand here.',
  }),
  stats: createPart(find('stats'), {
    path: () => `stats?period=${period.value}`,
    show: (/** @type {Charts} */ charts) => statsView.update(charts),
  }),
  progress: createPart(find('stats'), {
    path: () => 'progress',
    show: (/** @type {Progress} */ progress) => progressView.update(progress),
  }),
};

period.addEventListener('change', parts.stats.read);
topic.addEventListener('change', parts.feed.read);
connect({
  path: '/api/moderators/events',
  onEvent: receive,
  onLost(isLost) {
    lost.hidden = !isLost;
  },
  isIdle: () => true,
});

/** @param {RoomEvent} event */
function receive(event) {
  if (event.type === 'status') return header.showStatus(event.status);
  if (event.type === 'room') {
    header.showRoom(event.room);
    communityName = event.room.community.name;
    showTitle();
  }
  for (const part of Object.values(parts)) part.changed();
}

/** After what was done here, without a rest. @returns {Promise<unknown>} */
function readAll() {
  return Promise.all(Object.values(parts).map((part) => part.read()));
}

function showTitle() {
  document.title = `${waiting > 0 ? `(${waiting}) ` : ''}Moderators · ${communityName} · Quorum`;
}

/** Whoever may not moderate is told so, and shown nothing else. @param {string} sentence */
function refused(sentence) {
  find('desk').hidden = true;
  find('refused').hidden = false;
  find('refused-why').textContent = sentence.replaceAll('`', '');
}

/** @param {string} name @param {number} total */
function count(name, total) {
  const badge = document.querySelector(`[data-count="${name}"]`);
  if (badge) badge.textContent = total === 0 ? '' : String(total);
}

/** @param {string} id */
function bodyOf(id) {
  const body = find(id).querySelector('.part-body');
  if (!(body instanceof HTMLElement)) throw new Error(`#${id} has no body.`);
  return body;
}

/** @param {string} id */
function selectOf(id) {
  const node = find(id);
  if (!(node instanceof HTMLSelectElement)) throw new Error(`#${id} is no choice.`);
  return node;
}
