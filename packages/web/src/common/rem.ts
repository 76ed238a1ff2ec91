/** Pixels of one rem: drawings and rows grow with the person's own text size. */
export function remPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
}
