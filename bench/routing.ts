import { type RoutingSettings, roles } from '../src/answering/index.ts';
import { judgeRoutes } from '../src/bot/stats/judge-routes.ts';
import { loadConfig } from '../src/config/index.ts';
import { topicsByWeek } from './routing/topics-by-week.ts';
import { live, type Policy, type Told, type Town } from './routing/town.ts';

/** Not those by which the settings were chosen. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => 70_000 + 101 * seed);
const busy: Town = { weeks: 12, questionsPerDay: 40, voters: 60 };
const towns: Record<string, Town> = {
  'a busy community': busy,
  'the same; after six weeks the coder’s model gets worse': { ...busy, driftAt: 0.5 },
  'a small community: six questions a day, five voters': { weeks: 12, questionsPerDay: 6, voters: 5 },
  'the busy one, where the rules are right: quick is good at what calls for no specialist': {
    ...busy,
    rulesAreRight: true,
  },
  'the busy one, with a ring of three who vote quick up everywhere and all else down': {
    ...busy,
    ring: { members: 3, role: 'quick' },
  },
  'the same with a ring of six': { ...busy, ring: { members: 6, role: 'quick' } },
};

/** How well votes route, in made communities: approval as it truly is, by fortnight, and what is lost to the best choice. */
export async function benchRouting(folder: string): Promise<string[]> {
  const { routing: settings } = loadConfig({ cwd: folder, env: {} }).config;
  const lines = [`routing by votes, in made communities: ${seeds.length} seeds, mean ± 95 %`];
  for (const [name, town] of Object.entries(towns)) {
    const fixed = roles.map((role) => report(`always ${role}`, town, { kind: 'fixed', role }));
    const best = fixed.reduce((one, other) => (other.regret < one.regret ? other : one));
    const votes = report('votes', town, { kind: 'votes', settings });
    const others = [
      report('the rules alone', town, { kind: 'rules' }),
      report('any role, by chance', town, { kind: 'random' }),
      { ...best, name: `${best.name}, known afterwards` },
    ];
    const uncapped = { ...settings, memberVoice: 1000, memberShare: 1, votesPerAnswer: 100 };
    const open = town.ring ? [report('votes without any cap', town, { kind: 'votes', settings: uncapped })] : [];
    lines.push('', `  ${name}`, `  ${''.padEnd(38)}approval in %, by fortnight         lost per 1,000 questions`);
    lines.push(...[votes, ...open, ...others].map(describe), ...losses(votes, others));
  }
  return [...lines, ...(await byTopic(settings)), ...judged(settings)];
}

/** How much better or worse a role is on a subject than elsewhere, in log-odds. */
const deviations = { 'not at all': 0, somewhat: 0.6, much: 1.2 };

/** What telling votes apart by topic brings where roles do better on some subjects than on others: pairs of the same seed. */
async function byTopic({ topicsFrom, ...settings }: RoutingSettings & { topicsFrom: number }): Promise<string[]> {
  const differences = new Map<string, { without: number; brings: number }[]>();
  for (const seed of seeds) {
    const topics = await topicsByWeek({ ...busy, subjects: 0 }, seed, topicsFrom);
    for (const [differ, subjects] of Object.entries(deviations)) {
      const lost = (own: Partial<RoutingSettings>) =>
        lostBy(live({ ...busy, subjects }, { kind: 'votes', topics, settings: { ...settings, ...own } }, seed));
      const without = lost({ byTopic: false });
      const pairs = differences.get(differ) ?? [];
      differences.set(differ, [...pairs, { without, brings: without - lost({ byTopic: true }) }]);
    }
  }
  const lines = [...differences].map(([differ, pairs]) => {
    const [gain, error] = meanOf(pairs.map(({ brings }) => brings));
    const [without] = meanOf(pairs.map((one) => one.without));
    const verdict = gain > error ? 'PAYS' : gain < -error ? 'LOSES' : 'cannot be told from nothing';
    const shown = `${gain < 0 ? '−' : '+'}${Math.abs(gain).toFixed(1)} ± ${error.toFixed(1)}`;
    return `    ${`roles differ by subject ${differ}`.padEnd(38)}lost ${without.toFixed(0)} by categories alone; by topics ${shown}: ${verdict}`;
  });
  return ['', '  the busy one, asking about eight subjects: what telling votes apart by topic brings', ...lines];
}

function lostBy(told: readonly Told[]): number {
  return 1000 * mean(told.map(({ best, worth }) => best - worth));
}

/** With what 95 % of such means lie within. */
function meanOf(values: readonly number[]): [mean: number, error: number] {
  const middle = mean(values);
  const spread = Math.sqrt(values.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (values.length - 1));
  return [middle, (studentOf7 * spread) / Math.sqrt(values.length)];
}

/** Whether what `stats` says of roles afterwards holds, where the truth is known. */
function judged(settings: RoutingSettings): string[] {
  const held = { weighted: 0, robust: 0 };
  const errors = { weighted: 0, robust: 0 };
  let count = 0;
  for (const seed of seeds) {
    const told = live(busy, { kind: 'votes', settings }, seed).flatMap(({ approval, ...one }) =>
      approval === undefined ? [] : [{ ...one, approval }],
    );
    for (const { category, roles: ofRoles } of judgeRoutes(told)) {
      const own = told.filter((one) => one.category === category);
      for (const judgement of ofRoles) {
        const truth = mean(own.map(({ approvalOf }) => approvalOf[judgement.role]));
        count += 1;
        for (const kind of ['weighted', 'robust'] as const) {
          const { share, low, high } = judgement[kind];
          if (low <= truth && truth <= high) held[kind] += 1;
          errors[kind] += Math.abs(share - truth);
        }
      }
    }
  }
  const say = (kind: 'weighted' | 'robust') =>
    `${((100 * held[kind]) / count).toFixed(1)} % hold the truth, off by ${((100 * errors[kind]) / count).toFixed(1)} points`;
  return [
    '',
    `  judged afterwards in the busy community: ${count} intervals at 95 %`,
    `    inverse propensity (weights up to 20)  ${say('weighted')}`,
    `    doubly robust                          ${say('robust')}`,
  ];
}

interface Report {
  name: string;
  /** True approval by fortnight. */
  approvals: number[];
  regret: number;
  error: number;
}

const parts = 6;

function report(name: string, town: Town, policy: Policy): Report {
  const lives = seeds.map((seed) => live(town, policy, seed));
  const approvals = Array.from({ length: parts }, (_, part) =>
    mean(lives.flatMap((told) => partOf(told, part).map(({ worth }) => worth))),
  );
  const [regret, error] = meanOf(lives.map(lostBy));
  return { name, approvals, regret, error };
}

/** What 95 % of means of eight lie within, in standard errors. */
const studentOf7 = 2.365;

function partOf(told: readonly Told[], part: number): readonly Told[] {
  return told.slice((told.length * part) / parts, (told.length * (part + 1)) / parts);
}

function describe({ name, approvals, regret, error }: Report): string {
  const shown = approvals.map((one) => (100 * one).toFixed(1)).join('  ');
  return `    ${name.padEnd(34)}${shown}   ${regret.toFixed(0).padStart(4)} ± ${error.toFixed(0)}`;
}

/** Said plainly: whom it falls behind, and when. */
function losses(votes: Report, others: readonly Report[]): string[] {
  return others.flatMap((other) => {
    const behind = votes.approvals.flatMap((one, part) =>
      one < (other.approvals[part] ?? 0) - 0.002 ? [part + 1] : [],
    );
    const lost = votes.regret - other.regret;
    const isNoise = lost < Math.hypot(votes.error, other.error);
    if (lost > 0)
      return [`    ${isNoise ? 'does no better than' : 'LOSES to'} ${other.name}, by ${lost.toFixed(0)} per 1,000`];
    if (behind.length === 0) return [];
    return [`    falls behind ${other.name} in fortnight ${behind.join(', ')}`];
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
