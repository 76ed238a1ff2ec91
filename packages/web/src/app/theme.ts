import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** Neutral, faintly green-blue greys; `dark[7]` is the surface, `dark[8]` the ground. */
const dark: MantineColorsTuple = [
  '#e3e7e7',
  '#c5cccd',
  '#9aa5a9',
  '#6d787d',
  '#384146',
  '#283034',
  '#1f2528',
  '#191e21',
  '#121618',
  '#0c0f10',
]

const petrol: MantineColorsTuple = [
  '#e7f4f5',
  '#cfe6e8',
  '#9fced2',
  '#6cb6bc',
  '#45a0a8',
  '#2a8f98',
  '#14777f',
  '#0e636b',
  '#11555c',
  '#0a3d43',
]

/** Dense type scale; sizes are rem, so that a person's own text size is followed. */
export const theme = createTheme({
  colors: { dark, petrol },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'sm',
  fontFamily:
    "Inter, -apple-system, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Noto Sans', Cantarell, 'Liberation Sans', system-ui, sans-serif",
  fontFamilyMonospace:
    "'JetBrains Mono', 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'Noto Sans Mono', 'DejaVu Sans Mono', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, multiline: true, maw: '22rem' } },
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } },
  },
})
