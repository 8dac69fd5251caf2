/** One side of stats in more detail than fits beside the others: each a message of its own. */
import type { Activity } from './activity.ts';
import type { ApprovedCategory } from './approval.ts';
import { sayCounted, saySpeed } from './describe-stats.ts';
import type { Growth } from './growth.ts';
import { code, paragraphs, plain, section } from './layout.ts';
import type { Part, Stats } from './read-stats.ts';
import { helpfulness, sayApproval, sayNamed } from './say-approval.ts';
import { sayDates, sayMany, sayMoment, sayNumber, sayPeriod } from './words.ts';

const mostParts = 8;

export function describeApproval(stats: Stats): string {
  const { all, categories, roles, versions, weeks } = stats.approval;
  if (!all) return paragraphs([heading('Approval', stats), 'Nobody has voted on an answer to what was asked then.']);
  return paragraphs([
    [heading('Approval', stats), sayApproval(all), helpfulness(stats)],
    section('By kind of question', categories.slice(0, mostParts).flatMap(sayCategory)),
    section('By role', roles.slice(0, mostParts).map(sayNamed)),
    section(
      'By version',
      versions.slice(0, mostParts).map((one) => sayNamed({ ...one, name: code(one.name) })),
    ),
    section('By week', weeks.slice(-mostParts).map(sayNamed)),
    'In brackets: where the share lies, nineteen times out of twenty. Votes that were taken back do not count.',
  ]);
}

const mostTopics = 3;

/** A kind of question, and under it what such questions are often about. */
function sayCategory(category: ApprovedCategory): string[] {
  const topics = category.topics.slice(0, mostTopics);
  return [
    sayNamed(category),
    ...topics.map((topic) => `${category.name}, on ${sayNamed({ ...topic, name: `“${plain(topic.name)}”` })}`),
  ];
}

export function describeSpeeds(stats: Stats): string {
  const { speed, firstWord, roles, models, buckets, span } = stats;
  if (!speed) return paragraphs([heading('Speed', stats), 'Nothing that was asked then was answered.']);
  const times = buckets.flatMap((bucket, index) => {
    const start = span.starts[index];
    return bucket.speed && start ? [`${sayMoment(span.unit, start)}: ${saySpeed(bucket.speed)}`] : [];
  });
  return paragraphs([
    [heading('Speed', stats), `Whole answers: ${saySpeed(speed)}.`],
    section('First words, once a model began', [firstWord && saySpeed(firstWord)]),
    section('By role', roles.slice(0, mostParts).flatMap(sayPart)),
    section(
      'By model',
      models.slice(0, mostParts).flatMap((part) => sayPart({ ...part, name: code(part.name) })),
    ),
    section('Last', times.slice(-mostParts)),
  ]);
}

function sayPart({ name, speed }: Part): string[] {
  return speed ? [`${name}: ${saySpeed(speed)}`] : [];
}

export function describePeople(stats: Stats, voting: Activity): string {
  return paragraphs([
    heading('People', stats),
    section(
      `${sayMany(stats.asking.members, 'member')} asked ${sayMany(stats.asking.times, 'question')}`,
      saySteps(stats.asking),
    ),
    section(`${sayMany(voting.members, 'member')} cast ${sayMany(voting.times, 'vote')} that count`, saySteps(voting)),
    'Who they are is kept as hashes alone, and told nobody.',
  ]);
}

function saySteps({ steps }: Activity): string[] {
  return steps
    .filter(({ members }) => members > 0)
    .map(({ from, to, members }) => {
      const often = to === 1 ? 'once' : Number.isFinite(to) ? `${from} to ${to} times` : `${from} times and more`;
      return `${often}: ${sayMany(members, 'member')}`;
    });
}

export function describeGrowth(stats: Stats, growth: Growth): string {
  const { known, verified, learned, added, retired, corrections } = growth;
  const { open, taken, dropped } = corrections;
  const proposed = open + taken + dropped;
  return paragraphs([
    [
      heading('Knowledge', stats),
      `${sayMany(known, 'entry', 'entries')} known here: ${sayNumber(verified)} verified, ${sayNumber(learned)} learned from votes.`,
    ],
    section('In that time', [`came: ${sayNumber(added)}`, `left or were replaced: ${sayNumber(retired)}`]),
    section('Corrections that people proposed', [
      proposed === 0
        ? 'none'
        : `${sayNumber(proposed)}: ${sayNumber(taken)} taken, ${sayNumber(dropped)} dropped, ${sayNumber(open)} open`,
    ]),
    section('Sources most used', sayCounted(stats.cited.sources)),
    section('Entries most cited', sayCounted(stats.cited.entries)),
  ]);
}

function heading(what: string, { span }: Stats): string {
  return `**${what}, ${sayPeriod(span)}** (${sayDates(span)})`;
}
