import cron from 'node-cron';

const aMinute = 60_000;
const aYear = 366 * 24 * 60;

/** The first minute after `from` that a schedule names; throws a sentence where it is none, or names none within a year. */
export function nextRun(schedule: string, from: Date): Date {
  const { valid, errors } = cron.validateDetailed(schedule);
  if (!valid) {
    throw new Error(
      `“${schedule}” is no schedule: ${errors.map(({ field, message }) => `${field}: ${message}`).join('; ')}.`,
    );
  }
  const task = cron.createTask(schedule, () => {});
  try {
    const start = Math.floor(from.getTime() / aMinute) * aMinute;
    for (let minute = 1; minute <= aYear; minute++) {
      const time = new Date(start + minute * aMinute);
      if (task.match(time)) return time;
    }
  } finally {
    void task.destroy();
  }
  throw new Error(`“${schedule}” comes round at no time within a year.`);
}
