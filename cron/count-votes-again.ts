/** Every night, before votes are looked over: those that were missed unnoticed are counted. */
export const countVotesAgain = {
  at: '11 2 * * *',
  catchesUp: false,
  run: (jobs: { countVotesAgain(): Promise<void> }) => jobs.countVotesAgain(),
};
