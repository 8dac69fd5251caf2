/**
 * Finds what must not be learned: tokens, keys and passwords that somebody pasted. Known shapes come first, then
 * assignments whose value looks drawn by chance. Hashes, public keys and placeholders are no secrets.
 */
export interface Secret {
  /** What it is, in words that go into a sentence: `a GitHub token`. */
  kind: string;
  start: number;
  end: number;
}

const mask = '[secret removed]';

/** The text without its secrets, and of what kind each was, in the order of the text. */
export function maskSecrets(text: string): { text: string; masked: string[] } {
  const secrets = findSecrets(text);
  let masked = '';
  let from = 0;
  for (const { start, end } of secrets) {
    masked += text.slice(from, start) + mask;
    from = end;
  }
  return { text: masked + text.slice(from), masked: secrets.map(({ kind }) => kind) };
}

/** In the order of the text; none overlaps another. */
export function findSecrets(text: string): Secret[] {
  const found = [...privateKeys(text), ...shapes.flatMap((shape) => findShape(text, shape)), ...assignments(text)];
  const secrets: Secret[] = [];
  for (const secret of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = secrets.at(-1);
    if (last === undefined || secret.start >= last.end) secrets.push(secret);
    else last.end = Math.max(last.end, secret.end);
  }
  return secrets;
}

interface Shape {
  kind: string;
  /** What stands in every secret of this shape; looking for it first saves nearly all texts the rest. */
  hint: string;
  /** Where it has a group, the group is the secret. All repetitions are bounded or begin at a word's start. */
  pattern: RegExp;
  isReal: (secret: string) => boolean;
}

/** Nothing of another word stands before a token. */
const shapeOf = (kind: string, hint: string, body: string, isReal = isNoPlaceholder): Shape => ({
  kind,
  hint,
  pattern: new RegExp(String.raw`(?<![\w-])` + body, 'dgu'),
  isReal,
});

const re = String.raw;
const shapes: Shape[] = [
  shapeOf('a Discord bot token', '.', re`[MNO][\w-]{22,30}\.[\w-]{6}\.[\w-]{27,45}(?![\w-])`, isDiscordToken),
  shapeOf(
    'a Discord webhook',
    'webhooks/',
    re`https://(?:\w+\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks/\d{15,22}/[\w-]{30,100}`,
  ),
  shapeOf('a GitHub token', '_', re`(?:gh[opsur]_[A-Za-z\d]{36,255}|github_pat_\w{40,255})`),
  shapeOf('a GitLab token', 'gl', re`gl(?:pat|dt|rt|ptt|oas)-[\w-]{20,100}`),
  shapeOf('an AWS access key', 'IA', re`(?:AKIA|ASIA)[A-Z\d]{16}(?![\w-])`),
  shapeOf('a Slack token', 'x', re`(?:xox[abeoprs]|xapp)-[\w-]{15,255}`),
  shapeOf('a Slack webhook', 'hooks.slack.com', re`https://hooks\.slack\.com/(?:services|workflows)/[\w/]{30,120}`),
  shapeOf('a Google API key', 'AIza', re`AIza[\w-]{35}(?![\w-])`),
  shapeOf('an API key', 'sk-', re`sk-(?:ant-|proj-|svcacct-|or-v1-)?[\w-]{20,255}`, isMixed),
  shapeOf('a Stripe key', '_', re`(?:[sr]k_live|whsec)_[A-Za-z\d]{16,255}`),
  shapeOf('an npm token', 'npm_', re`npm_[A-Za-z\d]{36}(?!\w)`),
  shapeOf('a PyPI token', 'pypi-', re`pypi-[\w-]{50,255}`),
  shapeOf('a Hugging Face token', 'hf_', re`hf_[A-Za-z\d]{30,60}(?!\w)`, isMixed),
  shapeOf('a Matrix access token', 'syt_', re`syt_[\w-]{1,255}_[A-Za-z]{20}_[\w-]{6}(?!\w)`),
  shapeOf('an age key', 'AGE-SECRET-KEY-1', re`AGE-SECRET-KEY-1[A-Z\d]{58}`),
  shapeOf('a JSON Web Token', 'eyJ', re`eyJ[\w-]{10,4000}\.eyJ[\w-]{10,8000}\.[\w-]{20,2000}`),
  shapeOf('a login token', 'earer', re`[Bb]earer[ \t]{1,8}([\w.~+/-]{20,2000}={0,2})`, isDrawn),
  shapeOf(
    'a password in an address',
    '://',
    re`[a-z][a-z\d+.-]{1,20}://[^\s/:@"'<>]{0,100}:([^\s/@"'<>]{6,200})@[\w.[\]:-]{1,200}`,
    isPassword,
  ),
];

function findShape(text: string, { kind, hint, pattern, isReal }: Shape): Secret[] {
  if (!text.includes(hint)) return [];
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [0, 0];
    return isReal(text.slice(start, end)) ? [{ kind, start, end }] : [];
  });
}

const keyHeader = /-----BEGIN (?:[A-Z\d]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/gu;
/** Lines of Base64, the last of which may be short, and the lines above them that say how it is encrypted. */
const keyBody =
  /(?:[A-Za-z\d+/=]{16,}|\s|\\n|[A-Z][\w-]{2,20}: [^\n]{0,120}\n|[A-Za-z\d+/=]{1,15}(?=\s{0,9}(?:\\n)?-----END))*/uy;
const keyEnd = /-----END [A-Z\d ]{0,40}-----/uy;

/** PEM and OpenSSH keys, to their end mark or as far as they were pasted. A header with dots under it is no key. */
function privateKeys(text: string): Secret[] {
  return Array.from(text.matchAll(keyHeader)).flatMap(({ 0: header, index }) => {
    const bodyStart = index + header.length;
    keyBody.lastIndex = bodyStart;
    const body = keyBody.exec(text)?.[0] ?? '';
    keyEnd.lastIndex = bodyStart + body.length;
    const end = keyEnd.exec(text)?.[0] ?? '';
    if (!/[A-Za-z\d+/]{40}/u.test(body)) return [];
    const length = end === '' ? body.trimEnd().length : body.length + end.length;
    return [{ kind: 'a private key', start: index, end: bodyStart + length }];
  });
}

const secretName = [
  re`pass(?:word|wd|phrase|wort)?|secret|token|credentials?`,
  re`(?:api|access|auth|private)[_-]?key`,
].join('|');
const values = [re`"([^"\n]{8,500})"`, re`'([^'\n]{8,500})'`, re`([^\s"'${'`'},;(){}[\]<>]{8,500})(?![(<{[])`].join(
  '|',
);

/** `password = "…"`, `api_key: …`, `export TOKEN=…`: the end of the name, then the value, in quotes or bare. */
const assignment = new RegExp(
  re`(?:${secretName})([\w-]{0,30})["']?[ \t]{0,8}(?:=>|:=|[=:])[ \t]{0,8}(?:${values})`,
  'dgiu',
);

function assignments(text: string): Secret[] {
  return Array.from(text.matchAll(assignment)).flatMap((match) => {
    // A hash or a file of a secret is not the secret.
    if (/hash|sha\d|digest|checksum|file|path|url|public|fingerprint/iu.test(match[1] ?? '')) return [];
    const [start, end] = match.indices?.slice(2).find((indices) => indices !== undefined) ?? [0, 0];
    const value = text.slice(start, end);
    return isDrawn(value) && !isHashOrId(value) ? [{ kind: 'a password or key', start, end }] : [];
  });
}

/** What documents write where a secret goes. */
const placeholder = new RegExp(
  [
    re`example|placeholder|change[-_]?me|redacted|removed|replace|insert|dummy|sample|lorem`,
    re`your[-_ ]|(?:your|my)[-_]?(?:token|key|secret|password)`,
    re`(?<![a-z])(?:foo|bar|test|fake|todo)(?![a-z])`,
    re`x{5}|\*{3}|\.{3}|…|[<>]|\$\{|\{\{|^\$|%\w+%`,
  ].join('|'),
  'iu',
);

function isNoPlaceholder(secret: string): boolean {
  const body = secret.slice(-36);
  return !placeholder.test(secret) && new Set(body).size >= 8 && !isCounted(body);
}

/** `1234567890abcdef…`: most characters follow the one before. */
function isCounted(text: string): boolean {
  let steps = 0;
  for (let index = 1; index < text.length; index += 1) {
    if (text.charCodeAt(index) - text.charCodeAt(index - 1) === 1) steps += 1;
  }
  return steps > text.length / 2;
}

/** Capitals, small letters and digits: no words joined with hyphens. */
function isMixed(secret: string): boolean {
  return isNoPlaceholder(secret) && /\d/u.test(secret) && /[A-Z]/u.test(secret) && /[a-z]/u.test(secret.slice(3));
}

/** The first part of a bot token is its account's number in Base64. */
function isDiscordToken(token: string): boolean {
  const account = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('latin1');
  return /^\d{15,22}$/u.test(account) && isNoPlaceholder(token.slice(-27));
}

/** A password in an address is short; all that tells it from an example is that it is no word. */
function isPassword(password: string): boolean {
  const classes = [/[a-z]/u, /[A-Z]/u, /\d/u, /[^A-Za-z\d]/u].filter((kind) => kind.test(password)).length;
  return (
    isNoPlaceholder(password.padEnd(8, 'abcdefgh')) && classes >= 2 && new Set(password).size >= 5 && !isWordy(password)
  );
}

/** Whether a value looks drawn by chance: long, of several kinds of characters, many of them, and not made of words. */
function isDrawn(value: string): boolean {
  if (value.length < 12 || /\s/u.test(value) || !isNoPlaceholder(value)) return false;
  // A path, an address, a name in a program.
  if (
    /^(?:[~.]{0,2}\/|[a-z][a-z\d+.-]{1,20}:\/\/)/iu.test(value) ||
    /^[A-Za-z_]\w*(?:[.:]{1,2}[A-Za-z_]\w*)+$/u.test(value)
  )
    return false;
  if (/^[a-f\d]{24,}$/iu.test(value)) return /\d/u.test(value) && /[a-f]/iu.test(value);
  const digits = /\d/u.test(value);
  const letters = /[a-z]/u.test(value) && /[A-Z]/u.test(value);
  const others = /[^A-Za-z\d_-]/u.test(value);
  const kinds = [digits, letters, others].filter(Boolean).length;
  return (kinds >= 2 || (kinds === 1 && value.length >= 16)) && bits(value) >= 36 && !isWordy(value);
}

/** Most of it is made of parts that can be spoken, as names and sentences are. */
function isWordy(value: string): boolean {
  const parts = value.match(/[a-z]/u.test(value) ? /[A-Z]?[a-z]{3,}/gu : /[A-Z]{4,}/gu) ?? [];
  const spoken = parts.filter((part) => part.length >= 4 && /[aeiouy]/iu.test(part) && !/[^aeiouy]{4}/iu.test(part));
  return spoken.join('').length >= value.length * 0.6;
}

/** Shannon's measure of the whole value: how surprising its characters are. */
function bits(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) sum -= count * Math.log2(count / value.length);
  return sum;
}

/** Known by its form: SRI and Nix hashes, UUIDs, public SSH keys, crypt hashes. They are published, not kept. */
function isHashOrId(value: string): boolean {
  return (
    /^(?:sha(?:1|256|384|512)[-:]|md5:)/iu.test(value) ||
    (/^[0-9a-df-np-sv-z]{32}(?:[0-9a-df-np-sv-z]{20})?$/u.test(value) && !/^[a-f\d]+$/u.test(value)) ||
    /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/iu.test(value) ||
    /^(?:ssh-|ecdsa-)|^AAAA[BCE]3Nza|^\$\d?\w{0,2}\$/u.test(value)
  );
}
