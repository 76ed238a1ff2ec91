import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'

export interface ChartColours {
  readonly text: string
  readonly dim: string
  readonly line: string
  readonly surface: string
  /** For series, in order; told apart also by lightness. */
  readonly series: readonly string[]
  readonly named: (name: string) => string
}

const LIGHT = [
  '#0e6b74',
  '#c46a1f',
  '#7a6fb0',
  '#5f8f3e',
  '#b14a68',
  '#3f78b5',
  '#9a7b2d',
  '#7d868b',
]
const DARK = [
  '#4fb0b8',
  '#ea9a55',
  '#a99fdc',
  '#93c16f',
  '#e08aa4',
  '#7db2e8',
  '#d1b25c',
  '#8f9ba0',
]

/** Colours of charts in the present scheme, read from the same properties as everything else. */
export function useChartColours(): ChartColours {
  const scheme = useComputedColorScheme('light')
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement)
    const named = (name: string) => style.getPropertyValue(`--sp-${name}`).trim()
    return {
      text: named('text'),
      dim: named('dim'),
      line: named('line'),
      surface: named('surface'),
      series: scheme === 'dark' ? DARK : LIGHT,
      named,
    }
    // The properties change with the scheme.
  }, [scheme])
}
