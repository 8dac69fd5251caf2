/** Every night: moderators are told of votes that look made up. */
export const lookOverVotes = {
  at: '41 2 * * *',
  catchesUp: false,
  run: (jobs: { lookOverVotes(): Promise<void> }) => jobs.lookOverVotes(),
};
