import { remPixels } from '../rem.js'
import type { ChartColours } from './colours.js'

/**
 * How every tooltip of a chart looks. It is drawn as rich text, on the canvas: what it says may hold
 * values of events, of which no mark-up is ever made.
 */
export function tooltipStyle(colours: ChartColours) {
  return {
    renderMode: 'richText',
    backgroundColor: colours.surface,
    borderColor: colours.line,
    textStyle: { color: colours.text, fontSize: 0.75 * remPixels() },
    confine: true,
  } as const
}
