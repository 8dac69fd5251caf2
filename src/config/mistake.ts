import { Failure } from '../failure.ts';
import { type Origin, showOrigin } from './origin.ts';

/** One thing that is wrong with the settings. */
export interface Mistake {
  origin: Origin;
  /** The setting, such as `web.port`; empty where the origin says it already. */
  path: string;
  /** What was found and what is expected; never a secret's value. */
  sentence: string;
}

/** Everything that is wrong with the settings, so that it can be put right in one go. */
export class ConfigFailure extends Failure<'bad-config'> {
  override readonly name = 'ConfigFailure';
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    const lines = mistakes.map(showMistake);
    super('bad-config', [headline(mistakes), ...lines.map((line) => `  ${line}`)].join('\n'), {
      remedy: 'quorum.example.yaml explains every setting.',
    });
    this.mistakes = mistakes;
  }
}

/** `quorum.yaml:7  web.port  found "eighty", expected a whole number from 0 to 65535` */
function showMistake({ origin, path, sentence }: Mistake): string {
  const place = origin.kind === 'dotenv' ? [showOrigin(origin), origin.name] : [showOrigin(origin)];
  return [...place, path, sentence].filter((part) => part !== '').join('  ');
}

function headline(mistakes: readonly Mistake[]): string {
  const sources = new Set(mistakes.map(({ origin }) => ('file' in origin ? origin.file : 'The environment')));
  const [only] = sources;
  const source = sources.size === 1 ? `${only} has` : 'The settings have';
  return `${source} ${mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`}:`;
}
