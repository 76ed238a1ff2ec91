import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { sampleLines } from './sample.js'

const CHROMIUMS = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

const chromiumPath = CHROMIUMS.find((path) => path !== undefined && existsSync(path))

const NO_CHROMIUM = 'Chromium is not installed. To run this test: sudo apt-get install chromium'

/**
 * Whether there is no Chromium to tell the stories in, which is said with how to have it.
 * @throws on the machine that must tell them (`CI=true`).
 */
export function noChromium(): boolean {
  if (chromiumPath !== undefined) return false
  if (process.env['CI'] === 'true') throw new Error(NO_CHROMIUM)
  console.warn(`Skipped: ${NO_CHROMIUM}`)
  return true
}

const PROGRAM = fileURLToPath(new URL('../../server/bin/spoor.js', import.meta.url))

interface Spoor {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** The address that the program prints once the page is there. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (url !== undefined) resolve(url)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => reject(new Error(`spoor open ended with ${code}:\n${said}`)))
  })
}

/** Starts `spoor open` over lines of a log, as a person would. */
async function openSpoor(lines: readonly string[]): Promise<Spoor> {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-browser-'))
  const log = join(folder, 'eve.json')
  await writeFile(log, `${lines.join('\n')}\n`)
  const child = spawn(process.execPath, [PROGRAM, 'open', '--no-browser', '--port', '0', log], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      await ended
    }
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { url: await addressOf(child), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

interface Watched {
  readonly page: Page
  /** Errors of the console, of the page, and breaches of the Content-Security-Policy. */
  readonly complaints: string[]
}

/** A page that remembers everything that it or the browser complained of. */
async function watchedPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Europe/Paris',
    colorScheme: 'light',
    ...options,
  })
  const page = await context.newPage()
  // The first questions to a new store take long on a busy machine.
  page.setDefaultTimeout(90_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  return { page, complaints }
}

/**
 * The program over a log, and a browser, for the stories of a `describe`.
 *
 * @param linesAt makes the log; the sample if it is left out.
 */
export function useSpoor(linesAt: (now: number) => readonly string[] = sampleLines) {
  let spoor: Spoor
  let browser: Browser

  beforeAll(async () => {
    spoor = await openSpoor(linesAt(Date.now()))
    browser = await launch()
  })

  afterAll(async () => {
    await browser?.close()
    await spoor?.stop()
  })

  return {
    /** Where the page is served. */
    get url() {
      return spoor.url
    },
    open: (options?: BrowserContextOptions) => watchedPage(browser, options),
  }
}
