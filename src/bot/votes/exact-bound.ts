/** One-sided: in nineteen of twenty cases the truth lies above the bound. */
const risk = 0.05;

/**
 * The least that a share may truly be of which so many were seen (Clopper and Pearson). It is exact where Wilson's interval, which
 * `share.ts` has for shares that are only looked at, promises too much: near one, and with few of them. Something follows from
 * this one.
 */
export function leastShare(right: number, of: number): number {
  if (right === 0) return 0;
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (chanceOf(right, of, middle) > risk) high = middle;
    else low = middle;
  }
  return low;
}

/** The chance to see so many or more, if each is right with this one. */
function chanceOf(right: number, of: number, share: number): number {
  let logTerm = of * Math.log(share);
  let chance = Math.exp(logTerm);
  for (let wrong = 1; wrong <= of - right; wrong++) {
    logTerm += Math.log((of - wrong + 1) / wrong) + Math.log((1 - share) / share);
    chance += Math.exp(logTerm);
  }
  return chance;
}
