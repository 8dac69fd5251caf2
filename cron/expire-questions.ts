/** At start and every hour: questions that are older than their community keeps them are deleted. */
export const expireOldQuestions = {
  at: '17 * * * *',
  catchesUp: true,
  run: (jobs: { expireQuestions(): Promise<void> }) => jobs.expireQuestions(),
};
