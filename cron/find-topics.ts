/** Every night: what is often asked about is found anew. */
export const findTopics = {
  at: '11 3 * * *',
  catchesUp: false,
  run: (jobs: { findTopics(): Promise<void> }) => jobs.findTopics(),
};
