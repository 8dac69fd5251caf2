/** What happened, for the operator: one line per event, a sentence and its facts. Texts of members and secrets are never facts. */
export interface Log {
  debug(event: string, facts?: Facts): void;
  info(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts): void;
  error(event: string, facts?: Facts): void;
}

export type Facts = Record<string, string | number | boolean | null | undefined>;

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Writes lines for a person on a terminal, JSON elsewhere. */
export function createLog(options: {
  level: LogLevel;
  write: (line: string) => void;
  now: () => number;
  json: boolean;
}): Log {
  const lowest = logLevels.indexOf(options.level);
  const at =
    (level: LogLevel) =>
    (event: string, facts: Facts = {}) => {
      if (logLevels.indexOf(level) < lowest) return;
      const time = new Date(options.now()).toISOString();
      options.write(
        options.json ? JSON.stringify({ time, level, event, ...facts }) : forPeople(time, level, event, facts),
      );
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

function forPeople(time: string, level: LogLevel, event: string, facts: Facts): string {
  const pairs = Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}=${typeof value === 'string' ? JSON.stringify(value) : value}`);
  return `${time.slice(11, 19)} ${level === 'info' ? '' : `${level.toUpperCase()} `}${event}${pairs.join('')}`;
}
