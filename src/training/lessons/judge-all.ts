/** Which of many possible lessons the votes speak for, when all of them are looked at, every week. */
import { type Comparison, type Evidence, type JudgedAnswer, type Side, sidesOf, weighEvidence } from './evidence.ts';
import { membersAgree } from './members-agree.ts';

/** An answer with all that votes are compared by. */
export interface VotedText {
  id: string;
  /** What kind of question it answers. */
  category: string;
  role: string;
  features: ReadonlySet<string>;
  votes: readonly { memberId: string; weight: number; isUp: boolean; reason: string | null }[];
}

/** What was wrong with answers, as those say who voted against them. */
export const reasons = ['wrong', 'outdated', 'unclear', 'tooLong', 'unsafe'] as const;

/** What is said of answers. */
export type Saying = 'approved' | (typeof reasons)[number];

/** What a lesson is of. */
export interface Subject<Feature extends string = string> {
  /** Null is over all of them. */
  category: string | null;
  feature: Feature;
  saying: Saying;
}

export interface Found<Feature extends string = string> extends Subject<Feature>, Evidence {
  with: Side;
  without: Side;
}

/** How often anything at all may be found, ever, where nothing is to be found; and what of that is spent on what. */
const mistakes = 0.05;
const spentOn = { all: 0.4, categories: 0.4, reasons: 0.2 };

/** How many times weaker the evidence of a known lesson may be than it takes to be found: it would come and go otherwise. */
const patience = 10;

/**
 * The lessons, the surest first, of answers in the order in which they were given; `isKnown` tells of those found before. Each
 * possible lesson has its share of the mistakes beforehand, and e-values need no more than that (e-BH): neither how they hang
 * together matters nor how often one looks.
 */
export async function judgeAll<Feature extends string>(
  answers: readonly VotedText[],
  features: readonly Feature[],
  { isKnown = () => false, pause }: Judging<Feature> = {},
): Promise<Found<Feature>[]> {
  const looks = looksAt(answers, features);
  const weighed = [];
  for (const { share, comparison, ...subject } of looks) {
    await pause?.();
    const evidence = weighEvidence(comparison);
    weighed.push({ ...subject, ...evidence, comparison, sureness: evidence.logE + Math.log(mistakes * share) });
  }
  const sure = weighed
    .filter(({ sureness }) => sureness >= -Math.log(patience * looks.length))
    .filter(({ comparison, direction }) => membersAgree(comparison, direction))
    .sort((a, b) => b.sureness - a.sureness);
  const count = sure.findLastIndex(({ sureness }, at) => sureness >= -Math.log(at + 1)) + 1;
  const stays = (one: (typeof sure)[number]) =>
    one.sureness >= -Math.log(patience * Math.max(1, count)) && isKnown(one);
  return sure
    .filter((one, at) => at < count || stays(one))
    .map(({ sureness: _, comparison, ...found }) => ({ ...found, ...sidesOf(comparison) }));
}

export interface Judging<Feature extends string> {
  isKnown?: (subject: Subject<Feature>) => boolean;
  /** Waited for between one look and the next, so that others have their turn. */
  pause?: () => Promise<void>;
}

interface Look<Feature extends string> extends Subject<Feature> {
  comparison: Comparison;
  /** Of the mistakes. */
  share: number;
}

function looksAt<Feature extends string>(all: readonly VotedText[], features: readonly Feature[]): Look<Feature>[] {
  const numbers = new Map<string, number>();
  const looks = (own: readonly VotedText[], category: string | null, saying: Saying, spent: number) => {
    const answers = own.map((answer) => asJudged(answer, saying, numbers));
    return features.map((feature) => ({
      ...{ category, feature, saying, share: spent / features.length },
      comparison: { answers, has: own.map((answer) => answer.features.has(feature)) },
    }));
  };
  const byCategory = Map.groupBy(all, ({ category }) => category);
  return [
    ...looks(all, null, 'approved', spentOn.all),
    ...[...byCategory].flatMap(([category, own]) =>
      looks(own, category, 'approved', spentOn.categories / byCategory.size),
    ),
    ...reasons.flatMap((reason) => looks(all, null, reason, spentOn.reasons / reasons.length)),
  ];
}

function asJudged({ category, role, votes }: VotedText, saying: Saying, numbers: Map<string, number>): JudgedAnswer {
  const numberOf = (memberId: string) => {
    const number = numbers.get(memberId) ?? numbers.size;
    numbers.set(memberId, number);
    return number;
  };
  return {
    stratum: `${category} ${role}`,
    voices: votes.map(({ memberId, weight, isUp, reason }) => ({
      ...{ member: numberOf(memberId), weight },
      says: saying === 'approved' ? isUp : reason === saying,
    })),
  };
}
