/** `--every`: how often something is done by itself, in the words of people or in those of cron. */

const hoursApart = [1, 2, 3, 4, 6, 8, 12];

/** As cron writes it, counted from now, so that not everything begins at the full hour. Undefined is never. */
export function cronOf(every: string, now: Date): string | undefined {
  if (every === 'never') return undefined;
  const [minute, hour, day] = [now.getMinutes(), now.getHours(), now.getDay()];
  if (every === '1d') return `${minute} ${hour} * * *`;
  if (every === '1w') return `${minute} ${hour} * * ${day}`;
  const hours = hoursApart.find((apart) => every === `${apart}h`);
  if (hours === undefined) return every;
  const from = hour % hours;
  if (hours === 1) return `${minute} * * * *`;
  return `${minute} ${from === 0 ? '*' : `${from}-23`}/${hours} * * *`;
}
