/** Keeps the newest text in sight for a reader who is at the end, and leaves everyone else where they are. */

export function createReadingPlace() {
  const page = document.documentElement;
  const isAtEnd = () => page.scrollHeight - window.scrollY - window.innerHeight < nearEnd;
  const toEnd = () => window.scrollTo({ top: page.scrollHeight, behavior: 'instant' });
  return {
    toEnd,
    /** @param {() => void} change */
    keep(change) {
      const follows = isAtEnd();
      change();
      if (follows) toEnd();
    },
  };
}

const nearEnd = 60;
