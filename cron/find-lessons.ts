/** Every Thursday night, before versions are made: what votes teach is looked for anew. */
export const findLessons = {
  at: '23 2 * * 4',
  catchesUp: false,
  run: (jobs: { findLessons(): Promise<void> }) => jobs.findLessons(),
};
