import type { AttachedText } from './attached/accept-attached.ts';
import { type Kind, kindOf } from './attached/kind.ts';
import { type Level, leanings } from './level.ts';
import { type Role, roles } from './roles.ts';

/** What a question seems to want: a prior over roles from its words and its shape alone, with the reasons. */
export interface Intent {
  odds: Record<Role, number>;
  reasons: { role: Role; reason: string }[];
}

interface Cue {
  role: Role;
  reason: string;
  weight: number;
  found: (question: string) => boolean;
}

const says = (pattern: RegExp) => (question: string) => pattern.test(question);

/** Each cue is worth its weight once; what no cue speaks for is quick. */
const cues: Cue[] = [
  {
    role: 'empathy',
    reason: 'asks for a simple explanation',
    weight: 2,
    found: says(
      /\b(eli5|explain\b.{0,60}\b(like i'?m|like i am|as if i|simply)|explain it like|in (simple|plain|easy) (words|terms|english)|for (a )?(beginners?|dummies|newbies?|noobs?)|i('m| am) (new|a (beginner|newbie|noob))|layman'?s?|einfach erkl|für anfänger|explique.{0,12}simplement|para principiantes)\b/iu,
    ),
  },
  {
    role: 'empathy',
    reason: 'sounds frustrated',
    weight: 2,
    found: says(
      /\b(frustrat\w*|i('m| am) (so )?(lost|stuck|confused|desperate|fed up|overwhelmed)|i give up|(driving|drives) me (mad|crazy|nuts|insane)|for (hours|days|weeks)|nothing works|i (hate|don'?t (get|understand)( it| this| any)?)|please help|help me please|verzweifelt|ich (verstehe|kapiere) .{0,20}nicht|nada funciona|rien ne marche)\b|[!?]{3,}|😭|😡|🤬|😤/iu,
    ),
  },
  { role: 'coder', reason: 'holds a code block', weight: 2.5, found: says(/```|~~~|^ {4,}\S.*[;{}=]\s*$/mu) },
  {
    role: 'coder',
    reason: 'asks for code, a script or a configuration',
    weight: 2,
    found: says(
      /\b((bash|shell|python|powershell|nix|js|javascript|typescript|rust|go|c\+\+|java|sql) (script|code|function|expression|snippet|program|query)|write (me )?(a|an|some|the) [\w -]{0,30}(script|function|module|class|regex|query|derivation|flake|config\w*|code|program|test|snippet)|(a|an|the|my|this) (script|regexp?|function|snippet|one-liner|makefile|dockerfile|flake|derivation|overlay)\b|config(uration)?( file)?s?\b|syntax|refactor|compile|stack ?trace|code (for|to|that)|how (do|can|would) i (code|program|script|implement))/iu,
    ),
  },
  {
    role: 'coder',
    reason: 'names a file, an option or an error',
    weight: 1.5,
    found: says(
      /`[^`]+`|\b[\w-]+\.(nix|ts|js|py|rs|go|c|h|cpp|java|sh|ya?ml|json|toml|conf|ini|lock)\b|\b\w+(\.\w+){2,}\b|(^|\s)--[a-z][\w-]+|\b(error|exception|undefined|E[A-Z]{4,}|segfault|traceback)\b/u,
    ),
  },
  {
    role: 'expert',
    reason: 'asks why',
    weight: 2,
    found: says(
      /\bwhy\b|\b(warum|wieso|weshalb|pourquoi|por qué|perché|waarom|dlaczego)\b|почему|зачем|为什么|為什麼|なぜ|どうして|왜/iu,
    ),
  },
  {
    role: 'expert',
    reason: 'weighs one thing against another',
    weight: 2,
    found: says(
      /\b(trade-?offs?|pros and cons|advantages?|disadvantages?|drawbacks?|compared? (to|with)|comparison|versus|vs\.?|difference between|better than|should i (use|choose|prefer|pick)|when (should|would) (i|one|you)|best (practice|way|approach)|which (is|one|of)|instead of|architecture|design decision|unterschied|différence|diferencia)\b/iu,
    ),
  },
  {
    role: 'expert',
    reason: 'has several parts',
    weight: 1.5,
    found: (question) =>
      (question.match(/[?？]/gu) ?? []).length >= 2 ||
      /^\s*(\d+[.)]|[-*])\s+\S[\s\S]*^\s*(\d+[.)]|[-*])\s+\S/mu.test(question),
  },
  { role: 'expert', reason: 'is long', weight: 1, found: (question) => question.length > 600 },
];

/** What came with it is not read for its words, which are a program's: that it came is the cue. */
const cuesOfKinds: Partial<Record<Kind, Omit<Cue, 'found'>>> = {
  log: { role: 'expert', reason: 'comes with a log', weight: 1.5 },
  code: { role: 'coder', reason: 'comes with code or a configuration', weight: 1.5 },
};

const quickWeight = 1;

/** What is known of a question beside its words. */
export interface Surroundings {
  attached?: readonly AttachedText[] | undefined;
  level?: Level | undefined;
}

export function readIntent(question: string, { attached = [], level = 'regular' }: Surroundings = {}): Intent {
  const points: Record<Role, number> = { expert: 0, empathy: 0, coder: 0, quick: quickWeight };
  const reasons: Intent['reasons'] = [];
  const kinds = new Set(attached.map(kindOf));
  const ofKinds = [...kinds].flatMap((kind) => cuesOfKinds[kind] ?? []);
  for (const { role, reason, weight } of [...cues.filter(({ found }) => found(question)), ...ofKinds]) {
    points[role] += weight;
    reasons.push({ role, reason });
  }
  for (const role of roles) points[role] += leanings[level][role] ?? 0;
  return { odds: toOdds(points), reasons };
}

/** Points to odds that sum to one; a point is worth a factor of e. */
function toOdds(points: Record<Role, number>): Record<Role, number> {
  const total = roles.reduce((sum, role) => sum + Math.exp(points[role]), 0);
  const share = (role: Role) => Math.exp(points[role]) / total;
  return { expert: share('expert'), empathy: share('empathy'), coder: share('coder'), quick: share('quick') };
}
