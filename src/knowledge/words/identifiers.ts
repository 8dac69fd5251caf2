/**
 * Names that people copy rather than write: paths, options, attributes, versions, error codes. They match as they stand,
 * and by their parts: `services.nginx.enable` is found by itself, by `nginx.enable` and by `nginx`.
 */

/** Longer ones are data, not names. */
const longestName = 80;
/** Longer runs are not even looked at: taking the punctuation off their ends would cost their length squared. */
const longestRun = 2 * longestName;
const mostParts = 8;

export interface Identifier {
  /** As it stands in lower case, and every two neighbouring parts of it. */
  exact: string[];
  /** What it is made of; empty for a version, whose single numbers say nothing. */
  parts: string[];
}

/** Reads a run of characters between spaces; undefined when it is an ordinary word. */
export function readIdentifier(run: string): Identifier | undefined {
  if (run.length > longestRun) return undefined;
  const name = run.replace(/^[^\w./~$@%+-]+|[^\w+#/]+$/g, '').replace(/^[.+]+(?=\W|$)|(?<!\+)\+$/g, '');
  if (name.length < 2 || name.length > longestName || !isName(name)) return undefined;
  const lower = name.toLowerCase();
  const version = /^v?(\d+(?:\.\d+)+[\w.-]*)$/.exec(lower)?.[1];
  if (version) return { exact: [version], parts: [] };
  const pieces = splitName(name);
  return { exact: [...new Set([lower, ...neighbours(lower)])], parts: pieces.slice(0, mostParts) };
}

function isName(name: string): boolean {
  return (
    /[A-Za-z\d][._/\\:@=-]+[A-Za-z\d]/.test(name) || // joined: a.b, a-b, a/b, a_b, a::b
    /^(--?|\/|~\/\.?|\.\/|\.|\$|@|%)[A-Za-z]/.test(name) || // led by: --flag, /etc, ~/.x, .env, $HOME
    /^[A-Za-z]\w*(\+\+|#)$/.test(name) || // C++, F#
    /^[a-z]+[A-Z]/.test(name) || // mkDerivation
    /^0x[\da-f]+$/i.test(name)
  );
}

function splitName(name: string): string[] {
  return name
    .replace(/\b([a-z]+)(?=[A-Z])/g, '$1 ')
    .replace(/(?<=[a-z\d])(?=[A-Z][a-z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);
}

/** Every two parts that stand side by side, with what joins them. */
function neighbours(name: string): string[] {
  const parts = name.match(/[a-z\d]+/g) ?? [];
  if (parts.length < 3 || parts.length > mostParts) return [];
  const joints = name.split(/[a-z\d]+/).slice(1, -1);
  return parts.slice(1).map((part, index) => `${parts[index]}${joints[index]}${part}`);
}
