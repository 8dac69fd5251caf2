/** What a page must not have, as expressions that it is asked. */

export const namelessControls = `[...document.querySelectorAll('button, a, textarea, select, summary')]
  .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.labels?.length))
  .map((node) => node.outerHTML)`;

/** The texts whose contrast is below 4.5, by the formula of WCAG, against the nearest ground that is painted. */
export const faintTexts = `(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  const groundOf = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const ground = parse(getComputedStyle(at).backgroundColor);
      if (ground[3] !== 0) return ground;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const node of document.querySelectorAll('body *')) {
    const hasText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!hasText || !node.checkVisibility() || node.closest('.unseen, .skip, noscript')) continue;
    const [a, b] = [luminance(parse(getComputedStyle(node).color)), luminance(groundOf(node))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.push(node.className + ' ' + node.textContent.trim().slice(0, 30) + ' ' + contrast.toFixed(2));
  }
  return faint;
})()`;
