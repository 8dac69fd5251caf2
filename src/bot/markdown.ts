/** Text from outside within the Markdown that Quorum writes. */

const inEnglish = new Intl.NumberFormat('en');

/** A line of it, cut to what is worth reading, for where nothing is formatted. */
export function oneLine(text: string, most: number): string {
  const line = text
    .replace(hidden, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return [...line].length <= most ? line : `${[...line].slice(0, most - 1).join('')}…`;
}

/** What turns writing around, or cannot be seen; joiners stay, for scripts and emoji are written with them. */
const hidden = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/** The same as Markdown that reads as it stands: nothing in it is formatting. */
export function plain(text: string, most: number): string {
  return oneLine(text, most)
    .replace(/[\\`*_[\]<>#|~&]/g, (sign) => `\\${sign}`)
    .replace(/^(\d*)([-+.)])/, (_, digits: string, sign: string) => `${digits}\\${sign}`); // would begin a list
}

/** The same of an answer: what stands around its code goes. */
export function gist(text: string, most: number): string {
  return plain(text.replace(/^ {0,3}(?:`{3,}[^`\n]*|~{3,}.*)$/gm, ''), most);
}

/** An item of a list, each of its lines on one of its own. */
export function itemOf(marker: string, ...lines: readonly string[]): string {
  return `${marker} ${lines.join(`  \n${' '.repeat(marker.length + 1)}`)}`;
}

/** `1,204 rows`, `1 row`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${inEnglish.format(count)} ${count === 1 ? one : many}`;
}

/** A time in words that are the same for everybody: `2026-11-25 19:49 UTC`. */
export function timeOf(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A room by its name: a link that each platform shows its own way. */
export function roomLink({ platformId, name }: { platformId: string; name: string }): string {
  return `[${plain(`#${name.replace(/^#/, '')}`, 80)}](room:${encodeURIComponent(platformId.toWellFormed())})`;
}

/** A role, of which nothing but its id is known here: the platform knows its name. */
export function roleLink(id: string): string {
  return `[${plain(id, 64)}](role:${encodeURIComponent(id.toWellFormed())})`;
}

/** An address as a link to itself; as text where it does not lead to the web. */
export function address(url: string): string {
  return /^https?:\/\/[^\s<>\p{Cc}]{1,2000}$/iu.test(url) ? `<${url}>` : plain(url, 200);
}
