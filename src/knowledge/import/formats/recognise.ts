/** Which format a source is in: by its name, and by its first 64 KiB where the name says little. */
import { malformed } from '../malformed.ts';
import { isHtml, isPage, looksLikeHtml } from '../pages/open-pages.ts';
import { chooseColumns } from './columns.ts';
import { separatorOf } from './csv.ts';
import { isFaq } from './faq.ts';
import { type Format, formats } from './format.ts';

const remedy = `Name the format with --format: ${formats.join(', ')}.`;

export function recogniseFile(name: string, head: string): Format {
  if (/\.(?:jsonl|ndjson)$/i.test(name)) return 'jsonl';
  if (/\.(?:tsv|tab)$/i.test(name)) return 'tsv';
  if (/\.csv$/i.test(name)) return 'csv';
  if (isPage(name)) return isHtml(name) || looksLikeHtml(head) || !isFaq(head) ? 'pages' : 'faq';
  const start = head.trimStart();
  if (/\.json$/i.test(name) || /^(?:\[\s*[[{"\]\d-]|\{\s*["}])/.test(start)) return recogniseJson(start);
  return looksLikeHtml(start) ? 'pages' : recogniseText(name, head);
}

export function unrecognised(name: string, found: string) {
  return malformed({ file: name }, `${found}, expected one of the formats that can be imported`, { remedy });
}

function recogniseJson(start: string): Format {
  if (!start.startsWith('{')) return 'json';
  if (/"(?:conversation|approval)_history"\s*:/.test(start)) return 'agent-memory';
  return isObjectPerLine(start) ? 'jsonl' : 'json';
}

/** A whole object on the first line, and another one after it. */
function isObjectPerLine(start: string): boolean {
  const [first = '', second = ''] = start.split('\n', 2);
  return first.trimEnd().endsWith('}') && second.trimStart().startsWith('{');
}

function recogniseText(name: string, head: string): Format {
  const [header = ''] = head.split('\n', 1);
  const separator = separatorOf(header);
  const names = header.split(separator).map((each) => each.trim().replaceAll('"', ''));
  const columns = chooseColumns(names);
  if (names.length > 1 && columns.question !== undefined && columns.answer !== undefined) {
    return separator === '\t' ? 'tsv' : 'csv';
  }
  if (isFaq(head)) return 'faq';
  if (/\.(?:txt|text|rst)$/i.test(name) || /^#{1,6} /m.test(head)) return 'pages';
  throw unrecognised(name, 'is in no format that is known here');
}
