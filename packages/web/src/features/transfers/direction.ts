/** Which way the arrow of a transfer points: the client stands on the left. */
export function arrowOf(direction: string): 'right' | 'left' | 'both' {
  if (direction === 'upload') return 'right'
  return direction === 'download' ? 'left' : 'both'
}
