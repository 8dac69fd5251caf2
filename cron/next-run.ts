import cron from 'node-cron';

const aMinute = 60_000;
/** As far as one 29th of February may lie from the next. */
const eightYears = 8 * 366;

/** The first minute after `from` that a schedule names; throws a sentence where it is none, or names none in eight years. */
export function nextRun(schedule: string, from: Date): Date {
  const { valid, errors } = cron.validateDetailed(schedule);
  if (!valid) {
    throw new Error(
      `“${schedule}” is no schedule: ${errors.map(({ field, message }) => `${field}: ${message}`).join('; ')}.`,
    );
  }
  // Days are looked through first: years of minutes would take half a minute. A word such as `@daily` names no days.
  const fields = schedule.trim().split(/\s+/);
  const onDays = fields.length < 5 ? '* * * * *' : `* * ${fields.slice(-3).join(' ')}`;
  const [days, minutes] = [cron.createTask(onDays, () => {}), cron.createTask(schedule, () => {})];
  try {
    for (let day = 0; day <= eightYears; day++) {
      const [start, end] = [dayAfter(from, day), dayAfter(from, day + 1)];
      if (!days.match(start)) continue;
      for (let time = start.getTime(); time < end.getTime(); time += aMinute)
        if (time > from.getTime() && minutes.match(new Date(time))) return new Date(time);
    }
  } finally {
    void days.destroy();
    void minutes.destroy();
  }
  throw new Error(`“${schedule}” comes round at no time within eight years.`);
}

/** The midnight, by the clock of the machine, that begins the day so many days after that of `from`. */
function dayAfter(from: Date, days: number): Date {
  return new Date(from.getFullYear(), from.getMonth(), from.getDate() + days);
}
