/** What a site's robots.txt asks of us (RFC 9309): the group that names Quorum, or else the one for everybody. */

export interface Robots {
  allows(path: string): boolean;
  /** How long to wait between two pages. */
  delayMs: number;
  sitemaps: string[];
}

interface Rule {
  pattern: string;
  isAllowed: boolean;
}

const mostRules = 2000;
const longestPattern = 1000;
const longestDelayMs = 5000;

export const noRobots: Robots = { allows: () => true, delayMs: 0, sitemaps: [] };

export function readRobots(text: string): Robots {
  const groups = new Map<string, Group>();
  const sitemaps: string[] = [];
  let current: Group[] = [];
  let isNaming = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [field, value] = fieldOf(line);
    if (field === 'sitemap') sitemaps.push(value);
    if (field === 'user-agent') {
      // Lines that name agents one after another share the rules that follow.
      if (!isNaming) current = [];
      current.push(groupOf(groups, value.toLowerCase()));
    }
    isNaming = field === 'user-agent' || (isNaming && field === '');
    for (const group of current) addTo(group, field, value);
  }
  const { rules, delayMs } = groups.get('quorum') ?? groups.get('*') ?? newGroup();
  return { allows: (path) => isAllowed(rules, path), delayMs, sitemaps: sitemaps.slice(0, 20) };
}

interface Group {
  rules: Rule[];
  delayMs: number;
}

function newGroup(): Group {
  return { rules: [], delayMs: 0 };
}

function groupOf(groups: Map<string, Group>, agent: string): Group {
  const name = agent.startsWith('quorum') ? 'quorum' : agent;
  const group = groups.get(name) ?? newGroup();
  groups.set(name, group);
  return group;
}

function fieldOf(line: string): [field: string, value: string] {
  const [content = ''] = line.split('#', 1);
  const colon = content.indexOf(':');
  if (colon === -1) return ['', ''];
  return [content.slice(0, colon).trim().toLowerCase(), content.slice(colon + 1).trim()];
}

function addTo(group: Group, field: string, value: string): void {
  if (field === 'crawl-delay') group.delayMs = Math.min(Math.max(Number(value) || 0, 0) * 1000, longestDelayMs);
  if (field !== 'allow' && field !== 'disallow') return;
  if (value === '' || value.length > longestPattern || group.rules.length >= mostRules) return;
  group.rules.push({ pattern: normal(value), isAllowed: field === 'allow' });
}

/** The longest pattern that fits decides; where two are equally long, the one that allows. */
function isAllowed(rules: Rule[], path: string): boolean {
  const text = normal(path);
  let decides: Rule | undefined;
  for (const rule of rules) {
    const isLonger = decides === undefined || rule.pattern.length > decides.pattern.length;
    const isMilder = rule.pattern.length === decides?.pattern.length && rule.isAllowed;
    if ((isLonger || isMilder) && fits(rule.pattern, text)) decides = rule;
  }
  return decides?.isAllowed ?? true;
}

/** `*` stands for anything, `$` at the end for the end. Piece by piece from the left, so that it never goes back. */
export function fits(pattern: string, text: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [first = '', ...pieces] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!text.startsWith(first)) return false;
  let at = first.length;
  const last = isWhole ? pieces.pop() : undefined;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  if (!isWhole) return true;
  return last === undefined ? at === text.length : text.length - last.length >= at && text.endsWith(last);
}

/** Both sides in one spelling: whatever is not ASCII encoded, and encoded in capitals. */
function normal(path: string): string {
  return path
    .toWellFormed()
    .replace(/[^\x20-\x7e]+/g, encodeURIComponent)
    .replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase());
}
