/** MyST within a line: roles become their words, references their links. */

const codeRoles =
  /^(?:code|command|file|option|envvar|env|var|program|kbd|samp|literal|(?:\w+:)?(?:func|class|mod|meth))$/;

/** `{term}`Nixpkgs`` is Nixpkgs, `{ref}`text <label>`` is text, `{file}`/etc`` stays code. */
export function withoutRoles(text: string): string {
  return text
    .replace(/\{([A-Za-z][\w:+-]*)\}(`+)([^`]+)\2/g, (_all, role: string, _marks: string, content: string) => {
      const label = content.indexOf('<');
      const words = label > 0 && content.endsWith('>') ? content.slice(0, label).trim() : content;
      return codeRoles.test(role) ? `\`${words}\`` : words;
    })
    .replace(/(?<!!)\[([^[\]]*)\]\(([^()\s]+)\)/g, (all, words: string, target: string) => {
      if (words === '') return target.replace(/^(?:\.{0,2}\/|#)+/, '');
      // A label of MyST leads nowhere outside of its pages.
      return /^[A-Za-z_][\w-]*$/.test(target) ? words : all;
    });
}

/** The addresses that a page gives its links at another place: `[wiki]: https://…` */
export type References = ReadonlyMap<string, string>;

export function referenceOn(text: string): [string, string] | undefined {
  const [, label = '', address = ''] =
    /^ {0,3}\[([^[\]^][^[\]]*)\]:[ \t]*<?(\S+?)>?(?:[ \t]+["'(].*)?[ \t]*$/.exec(text) ?? [];
  return label === '' ? undefined : [foldLabel(label), address];
}

/** Puts addresses where their links are, since the page is going to be cut between them. */
export function withAddresses(text: string, references: References): string {
  if (references.size === 0 || !text.includes('[')) return text;
  return text.replace(/\[([^[\]]+)\](?:\[([^[\]]*)\])?(?![([])/g, (all, words: string, label?: string) => {
    const address = references.get(foldLabel(label || words));
    return address === undefined ? all : `[${words}](${address})`;
  });
}

function foldLabel(label: string): string {
  return label.toLowerCase().replace(/\s+/g, ' ').trim();
}
