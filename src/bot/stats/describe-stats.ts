import { categoryWords } from '../../answering/index.ts';
import type { Counted } from './cited.ts';
import { compareCounts, compareNothing, compareSpeeds } from './compare.ts';
import type { CategoryJudgement, Estimate, RoleJudgement } from './judge-routes.ts';
import { code, paragraphs, plain, section } from './layout.ts';
import type { Part, Stats } from './read-stats.ts';
import { helpfulness, sayApproval } from './say-approval.ts';
import type { Speed } from './speed.ts';
import { fates, labels, manners, type Thumbs } from './tally.ts';
import { sayBefore, sayDates, sayMany, sayNumber, sayPeriod, sayShare, sayTime } from './words.ts';

/** Stats as a message: Markdown in bold headings and short lists. What members and sources wrote is in it as plain text. */
export function describeStats(stats: Stats): string {
  const { period } = stats.span;
  const isNew = period === 'all' && stats.questions === 0;
  const heading = isNew ? '**Quorum, so far**' : `**Quorum, ${sayPeriod(stats.span)}** (${sayDates(stats.span)})`;
  const nobody = `Nobody has asked anything ${isNew ? 'yet' : 'in this period'}.`;
  if (stats.questions === 0) return paragraphs([heading, [nobody, onlyHeard(stats), nothing(stats)]]);
  return paragraphs([
    [
      heading,
      `${sayMany(stats.questions, 'question')} from ${sayMany(stats.askers, 'member')}`,
      moreOrFewer(stats),
      helpfulness(stats),
    ],
    section('Asked and unasked', askedAndNot(stats)),
    section('What became of them', becameOf(stats)),
    section('Answers', answers(stats)),
    section('Thumbs', thumbs(stats)),
    section('Speed', speed(stats)),
    section('Roles', stats.roles.slice(0, mostParts).map(describePart)),
    section(
      'Models',
      stats.models.slice(0, mostParts).map((part) => describePart({ ...part, name: code(part.name) })),
    ),
    section('Roles, had each answered all', routes(stats.routes)),
    section('Sources most used', sayCounted(stats.cited.sources)),
    section('Entries most cited', sayCounted(stats.cited.entries)),
  ]);
}

const mostParts = 5;

function nothing({ span, before }: Stats): string | undefined {
  return before && span.period !== 'all' ? compareNothing(before.questions, sayBefore(span.period)) : undefined;
}

function moreOrFewer({ span, questions, before }: Stats): string | undefined {
  return before && span.period !== 'all'
    ? compareCounts(questions, before.questions, sayBefore(span.period))
    : undefined;
}

/** Only where Quorum may speak of its own accord. */
function askedAndNot({ questions, unasked, fates }: Stats): (string | undefined)[] {
  const { left } = unasked;
  if (unasked.answered + left === 0) return [];
  const asked = questions - unasked.answered;
  const answered = fates.answered - unasked.answered;
  const share = asked > 0 ? ` (answered: ${sayNumber(answered)}, ${sayShare(answered, asked)})` : '';
  return [
    `asked by members: ${sayNumber(asked)}${share}`,
    `answered of its own accord: ${sayNumber(unasked.answered)}`,
    left > 0 ? `heard and left to people: ${sayNumber(left)}` : undefined,
  ];
}

function onlyHeard({ unasked: { left } }: Stats): string | undefined {
  if (left === 0) return undefined;
  return `${sayMany(left, 'question')} that I only heard ${left === 1 ? 'was' : 'were'} left to people.`;
}

function becameOf({ questions, fates: became, reasons }: Stats): string[] {
  const why = { refused: reasons.refused, cutOff: reasons.cutOff, answered: [], cancelled: [], underWay: [] };
  return fates
    .filter((fate) => became[fate] > 0 || fate === 'answered')
    .map((fate) => {
      const because = why[fate].map(({ name, count }) => `${reasonWords[name] ?? code(name)} ${sayNumber(count)}`);
      const more = fate === 'answered' ? [sayShare(became.answered, questions)] : because;
      return `${fateWords[fate]}: ${sayNumber(became[fate])}${more.length > 0 ? ` (${more.join(', ')})` : ''}`;
    });
}

const fateWords = {
  answered: 'answered',
  refused: 'refused',
  cutOff: 'cut off',
  cancelled: 'cancelled',
  underWay: 'under way',
};

const reasonWords: Record<string, string> = {
  'too-many': 'too many at once',
  paused: 'paused',
  'room-off': 'switched off there',
  'not-saved': 'could not be saved',
  'cut-off': 'something broke',
  'instance-died': 'Quorum stopped meanwhile',
  unsaid: 'for no noted reason',
};

function answers({ labels: worn, manners: made }: Stats): string[] {
  const byLabel = labels
    .filter((label) => worn[label] > 0)
    .map((label) => `${labelWords[label]}: ${sayNumber(worn[label])}`);
  const byManner = manners
    .filter((manner) => made[manner] > 0)
    .map((manner) => `${sayNumber(made[manner])} ${mannerWords[manner]}`);
  return byManner.length > 0 ? [...byLabel, `how they came about: ${byManner.join(', ')}`] : byLabel;
}

const labelWords = {
  verified: 'verified',
  approved: 'approved by members',
  fromSources: 'generated from sources',
  withoutSources: 'generated without sources',
};

const mannerWords = {
  quoted: 'quoted word for word',
  generated: 'written by a model',
  excerpts: 'shown from sources without a model',
  unknown: 'with nothing known',
};

function thumbs({ span, fates: became, thumbs: { up, down, answersWithAny }, approval, before }: Stats): string[] {
  if (became.answered === 0) return [];
  const any = `${sayNumber(answersWithAny)} of ${sayMany(became.answered, 'answer')} (${sayShare(answersWithAny, became.answered)}) got any`;
  const when = span.period === 'all' ? undefined : sayBefore(span.period);
  const then = before && when && before.thumbs.up + before.thumbs.down > 0;
  return [
    `${describeThumbs({ up, down })}${then ? `, after ${describeThumbs(before.thumbs)} in ${when}` : ''}`,
    any,
    ...(approval.all ? [sayApproval(approval.all)] : []),
  ];
}

function speed({ span, speed: whole, firstWord, before }: Stats): (string | undefined)[] {
  if (!whole) return [];
  const compared = span.period === 'all' ? undefined : compareSpeeds(whole, before?.speed, sayBefore(span.period));
  return [
    `whole answers: ${saySpeed(whole)}`,
    compared,
    firstWord && `first words, once a model began: ${saySpeed(firstWord)}`,
  ];
}

export function saySpeed({ p50Ms, p95Ms }: Speed): string {
  return `half within ${sayTime(p50Ms)}, 95 % within ${sayTime(p95Ms)}`;
}

function describePart({ name, answers, thumbs, speed }: Part): string {
  const parts = [sayMany(answers, 'answer'), speed && `half within ${sayTime(speed.p50Ms)}`];
  if (thumbs.up + thumbs.down > 0) parts.push(describeThumbs(thumbs));
  return `${name}: ${parts.filter((part) => part !== undefined).join(', ')}`;
}

const mostCategories = 4;

/** As if each role had answered every question of a kind: what it was given, and why, is set right by its chance. */
function routes(judged: readonly CategoryJudgement[]): (string | undefined)[] {
  const shown = judged.slice(0, mostCategories);
  const lines = shown.map(
    ({ category, answers, roles }) =>
      `${categoryWords[category] ?? plain(category)}, ${sayMany(answers, 'answer')} with votes: ${roles.map(describeRole).join('; ')}`,
  );
  const clipped = shown.flatMap(({ roles }) => roles).reduce((sum, role) => sum + role.clipped, 0);
  const less = `${sayMany(clipped, 'answer')} of rarely chosen roles ${clipped === 1 ? 'counts' : 'count'} for less than they stand for, so that none decides alone`;
  return lines.length > 0 ? [...lines, clipped > 0 ? less : undefined] : [];
}

function describeRole({ role, robust, weighted }: RoleJudgement): string {
  return `${role} ${sayEstimate(robust)}, by weights alone ${sayEstimate(weighted)}`;
}

function sayEstimate({ share, low, high }: Estimate): string {
  const percent = (value: number) => Math.round(100 * value);
  return `${percent(share)} % (${percent(low)}–${percent(high)})`;
}

function describeThumbs({ up, down }: Thumbs): string {
  return `👍 ${sayNumber(up)} 👎 ${sayNumber(down)}`;
}

export function sayCounted(most: readonly Counted[]): string[] {
  return most.map(({ name, count }) => `${plain(name)}: ${sayMany(count, 'time')}`);
}
