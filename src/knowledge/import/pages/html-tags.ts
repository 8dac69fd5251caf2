/** What the tags of HTML mean for whoever reads a page for its text. */

/** What is around the content of a page, or no text at all. */
const aside = new Set([
  ...[
    'script',
    'style',
    'nav',
    'header',
    'footer',
    'aside',
    'form',
    'svg',
    'template',
    'noscript',
    'iframe',
    'head',
    'title',
  ],
  ...['button', 'select', 'textarea', 'dialog', 'canvas', 'object', 'audio', 'video', 'math'],
]);

const blocks = new Set([
  ...['p', 'div', 'section', 'article', 'main', 'header', 'blockquote', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table'],
  ...['tr', 'td', 'th', 'thead', 'tbody', 'caption', 'figure', 'figcaption', 'details', 'summary', 'hr', 'address'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'center', 'fieldset', 'body'],
]);

export type Attributes = Readonly<Record<string, string>>;

/** Whether an element is no part of the text; a page's own header is, inside of its article. */
export function isAside(name: string, attributes: Attributes, isInArticle: boolean): boolean {
  if (name === 'header' && isInArticle) return false;
  if (aside.has(name) || 'hidden' in attributes || attributes['aria-hidden'] === 'true') return true;
  return /\b(?:headerlink|anchor-link|skip-link|toctree-wrapper)\b/.test(attributes.class ?? '');
}

export function isBlock(name: string): boolean {
  return blocks.has(name);
}

export function headingLevel(name: string): number | undefined {
  const [, level] = /^h([1-6])$/.exec(name) ?? [];
  return level === undefined ? undefined : Number(level);
}

/** The marks of Markdown around the words of an element. */
export function inlineMark(name: string): string {
  if (name === 'strong' || name === 'b') return '**';
  if (name === 'em' || name === 'i') return '*';
  return ['code', 'kbd', 'samp', 'tt'].includes(name) ? '`' : '';
}

/** `language-nix`, `highlight-nix notranslate`, `lang-nix`, `hljs nix` */
export function languageIn(attributes: Attributes): string | undefined {
  const names = attributes.class ?? '';
  const [, language] =
    /(?:^|\s)(?:language|lang|highlight|brush)-([\w+#.-]+)/.exec(names) ??
    /(?:^|\s)hljs\s+([\w+#-]+)/.exec(names) ??
    [];
  return language === 'default' || language === 'none' || language === 'text' ? undefined : language;
}
