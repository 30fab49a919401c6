/** The port that rows leave by when a check turns them down. */
export const rejectedPort = 'rejected';
