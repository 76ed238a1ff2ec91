import { spawn } from 'node:child_process'

/** The program that opens a page on this machine; undefined where there is no display. */
export function browserOpener(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  if (platform === 'darwin') return environment['SSH_CONNECTION'] ? undefined : 'open'
  const display = environment['DISPLAY'] || environment['WAYLAND_DISPLAY']
  return platform === 'linux' && display ? 'xdg-open' : undefined
}

/** Opens a page in the person's browser, if there is one; nothing depends on it. */
export function openBrowser(url: string): void {
  const program = browserOpener()
  if (!program) return
  const child = spawn(program, [url], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
