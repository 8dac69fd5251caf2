import { type Charted, labels, sayDates, sayMany, sayMoment, sayNumber, sayPeriod, sayTime } from '../stats/index.ts';

/** What the picture shows, for those who do not see it. */
export function describeChart({ span, questions, unasked, labels: worn, speed, thumbs, buckets }: Charted): string {
  const when = `${sayPeriod(span)} (${sayDates(span)})`;
  if (questions === 0) return `Stats of ${when}: nobody has asked anything in this period.`;
  const most = buckets.reduce(
    (most, bucket, index) => (bucket.questions > (buckets[most]?.questions ?? 0) ? index : most),
    0,
  );
  const peak = span.starts[most] ?? span.from;
  const notAnswered = labels.reduce((left, label) => left - worn[label], questions);
  const answers = labels.map((label) => `${sayNumber(worn[label])} ${labelWords[label]}`).join(', ');
  const ofThemUnasked = unasked.answered > 0 ? `, ${sayNumber(unasked.answered)} of them answered unasked` : '';
  return [
    `Charts of ${when}, by the ${span.unit}.`,
    `${sayMany(questions, 'question')}${ofThemUnasked}, most of them ${peakWords[span.unit]} ${sayMoment(span.unit, peak)}: ${sayNumber(buckets[most]?.questions ?? 0)}.`,
    `Answers: ${answers}; ${sayNumber(notAnswered)} not answered.`,
    speed
      ? `Half of the answers came within ${sayTime(speed.p50Ms)}, 95 % within ${sayTime(speed.p95Ms)}.`
      : 'Nothing was answered.',
    thumbs.up + thumbs.down > 0
      ? `Thumbs: ${sayNumber(thumbs.up)} up, ${sayNumber(thumbs.down)} down.`
      : 'Nobody has voted.',
  ].join(' ');
}

const labelWords = {
  verified: 'verified',
  approved: 'approved by members',
  fromSources: 'generated from sources',
  withoutSources: 'generated without sources',
};

const peakWords = { hour: 'in the hour from', day: 'on', week: 'in the week from', month: 'in', year: 'in' };
