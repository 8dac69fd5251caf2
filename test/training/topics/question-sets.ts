/** Real questions with what they are about, as a person said it; members are made up, since the sets name none. */
import { readFileSync } from 'node:fs';
import { topicWords } from '../../../src/answering/index.ts';
import { createRandom } from '../../../src/knowledge/index.ts';
import type { AskedText } from '../../../src/training/topics/find-topics.ts';
import { sharedData } from '../../shared-data.ts';

export interface LabelledText extends AskedText {
  about: string;
}

export function readLabelled(file: string, label: 'thread' | 'article'): LabelledText[] {
  const random = createRandom(7);
  const lines = readFileSync(sharedData(file), 'utf8').trim().split('\n');
  const shuffled = lines.map((line) => ({ line, at: random() })).sort((one, other) => one.at - other.at);
  return shuffled.map(({ line }) => {
    const { text, [label]: about } = JSON.parse(line) as Record<string, string>; // the set says so
    return {
      memberId: `member ${Math.floor(60 * random() ** 2)}`,
      words: topicWords(text ?? ''),
      about: String(about),
    };
  });
}
