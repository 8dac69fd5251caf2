/**
 * What an answer tells people to type or to follow that stands neither in the question nor in the passages: commands,
 * options, paths, settings and links, in the order in which they appear. A model may have them right; nobody has checked.
 */
export function findUnverified(answer: string, evidence: readonly string[]): string[] {
  const known = plain(evidence.join('\n'));
  const found = new Set<string>();
  const check = (item: string) => {
    if (item && !known.includes(plain(item))) found.add(item);
  };
  const { blocks, prose } = takeApart(answer);
  for (const { language, code } of blocks) {
    if (isShell(language, code)) for (const line of commandLines(language, code)) check(line);
    else for (const item of telling(code)) check(item);
  }
  for (const span of prose.matchAll(/`([^`\n]+)`/g)) {
    const code = (span[1] ?? '').trim();
    if (looksTypeable(code)) check(code);
  }
  for (const item of telling(prose.replace(/`[^`\n]*`/g, ' '))) check(item);
  return [...found];
}

interface CodeBlock {
  language: string;
  code: string;
}

function takeApart(answer: string): { blocks: CodeBlock[]; prose: string } {
  const blocks: CodeBlock[] = [];
  const prose = answer.replace(
    /^[ \t]*(`{3,}(?!`)|~{3,}(?!~))[ \t]*([\w+-]*)[^\n]*\n([\s\S]*?)(?:^[ \t]*\1[ \t]*$|$(?![\s\S]))/gm,
    (_, _fence, language, code) => {
      blocks.push({ language: String(language).toLowerCase(), code: String(code) });
      return '\n';
    },
  );
  return { blocks, prose };
}

function isShell(language: string, code: string): boolean {
  return (
    /^(sh|bash|zsh|fish|shell|console|terminal|powershell|cmd)$/.test(language) ||
    (language === '' && /^\s*[$#] /m.test(code))
  );
}

/** The commands of a block: where lines carry a prompt, the others are output. A `#` is a prompt in sessions, else a comment. */
function commandLines(language: string, code: string): string[] {
  const lines = code.replace(/\\\n\s*/g, ' ').split('\n');
  const after = (prompt: RegExp) => lines.filter((line) => prompt.test(line)).map((line) => line.replace(prompt, ''));
  const asUser = after(/^\s*\$ (?=\S)/);
  const asRoot = language === 'console' ? after(/^\s*# (?=\S)/) : [];
  const prompted = [...asUser, ...asRoot];
  return (prompted.length > 0 ? prompted : lines)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Links, options, paths and dotted settings in running text or in code. */
function telling(text: string): string[] {
  const links = [...text.matchAll(/\bhttps?:\/\/[^\s<>()[\]"'`]+/g)].map(([link]) => link.replace(/[.,;:!?]+$/, ''));
  const rest = text.replace(/\bhttps?:\/\/\S+/g, ' ');
  const options = [...rest.matchAll(/(?<![\w-])--[a-z][\w-]*/gi)].map(([option]) => option);
  const paths = [...rest.matchAll(/(?<![\w./~<-])(?:~|\.{1,2})?(?:\/[\w.@+-]+){2,}\/?/g)].map(([path]) => path);
  const settings = [...rest.matchAll(/(?<![\w./-])[a-z]\w*(?:\.[a-z][\w-]*){2,}(?![\w/(])/gi)].map(
    ([setting]) => setting,
  );
  return [...links, ...options, ...paths.map((path) => path.replace(/[.,;:]+$/, '')), ...settings];
}

/** Whether inline code is something to type, set or open, rather than a word set in another face. */
function looksTypeable(code: string): boolean {
  return /\s|^-|[/.=]/.test(code) && /[a-z]/i.test(code);
}

/** As it is compared: one space between words, no quotes, prompts or `sudo`, case kept out of it. */
function plain(text: string): string {
  return text
    .replace(/^\s*[$#>] /gm, '')
    .replace(/\bsudo\s+/g, '')
    .replace(/["'`]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
