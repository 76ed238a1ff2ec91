import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launch, NO_CHROMIUM, openSpoor, watchedPage, type Spoor } from './harness.js'
import { CLIENT, HOSTILE_NAME, OTHER_CLIENT, sampleLines } from './sample.js'

if (chromiumPath === undefined) {
  if (process.env['CI'] === 'true') throw new Error(NO_CHROMIUM)
  console.warn(`Skipped: ${NO_CHROMIUM}`)
}

/** The question of the view, from the URL. */
function questionOf(page: Page): string | null {
  return new URL(page.url()).searchParams.get('q')
}

async function ask(page: Page, question: string): Promise<void> {
  await page.keyboard.press('/')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(question)
  await page.keyboard.press('Enter')
}

/** Goes to a place and waits for its heading: until then the page before it is still drawn. */
async function go(page: Page, place: string, heading = place): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click()
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
}

function rows(page: Page) {
  return page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
}

/** Opens the first record: by its first cell, as other places of a row are values with menus. */
async function openFirst(page: Page): Promise<void> {
  await rows(page).first().getByRole('gridcell').first().click()
}

/** Whether the findings that are shown come by when they were last seen, the newest first. */
function areNewestFirst(): boolean {
  const times = [...document.querySelectorAll('[role="row"]')]
    .map((row) => row.querySelector('time')?.dateTime)
    .filter((time) => time !== undefined)
    .map((time) => Date.parse(time))
  return times.length > 1 && times.every((time, at) => at === 0 || time <= (times[at - 1] ?? 0))
}

/** What of the table lies beyond its edge: the whole width, and headers that are cut off. */
function beyondTable(page: Page): Promise<string[]> {
  return page.getByRole('grid').evaluate((grid) => {
    const scroller = grid.parentElement
    const cut = (element: Element | null) =>
      element !== null && element.scrollWidth > element.clientWidth
    return [
      ...(cut(scroller) ? ['the table'] : []),
      ...[...grid.querySelectorAll('[role="columnheader"]')]
        .filter((header) => cut(header) || cut(header.firstElementChild))
        .map((header) => header.textContent ?? ''),
    ]
  })
}

function details(page: Page, label: string) {
  return page.getByRole('complementary', { name: label })
}

describe.skipIf(chromiumPath === undefined)('the page', () => {
  let spoor: Spoor
  let browser: Browser

  beforeAll(async () => {
    spoor = await openSpoor(sampleLines(Date.now()))
    browser = await launch()
  })

  afterAll(async () => {
    await browser?.close()
    await spoor?.stop()
  })

  it('goes from a question to an event, to its kin, and back by its URL', async () => {
    const { page, complaints } = await watchedPage(browser)
    await page.goto(spoor.url)
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    expect(new URL(page.url()).searchParams.get('from')).toBe('now-24h')

    await go(page, 'Explorer', 'Events')
    await rows(page).first().waitFor()

    // A question, typed.
    await ask(page, 'ftp.command:STOR')
    await page.waitForURL(/q=ftp\.command/)
    await page.getByText(/^4 match/).waitFor()

    // A value of the panel, clicked.
    const top = page.getByRole('complementary', { name: 'Top values' })
    await top.getByRole('button', { name: CLIENT, exact: true }).first().click()
    await page.getByRole('menuitem', { name: /^Include/ }).click()
    await page.waitForURL(/source\.ip/)
    expect(questionOf(page)).toBe(`ftp.command:STOR and source.ip:${CLIENT}`)
    await page.getByText(/^2 match/).waitFor()

    // An event, opened by keys; then one of its kin.
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    const event = details(page, 'Event')
    await event.getByRole('tab', { name: /Related/ }).click()
    const first = new URL(page.url()).searchParams.get('id')
    const kin = event.locator('[data-related]:not([disabled])')
    await kin.first().waitFor()
    expect(await kin.count()).toBeGreaterThan(2)
    await kin.first().click()
    await page.waitForURL((url) => url.searchParams.get('id') !== first)
    const heading = event.getByRole('heading', { level: 2 })
    await event.getByRole('tab', { name: 'Original line' }).click()
    const line = await event.locator('pre').innerText()
    expect(line).toContain('"flow_id"')
    expect(line).not.toContain('secret-of-the-sample')

    // The URL alone brings all of it back.
    const said = await heading.innerText()
    await page.reload()
    await page.getByText(/^2 match/).waitFor()
    expect(said).toMatch(/\w event$/)
    await event.getByRole('heading', { level: 2, name: said, exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await details(page, 'Event').waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('says where a mistake is, and asks nothing', async () => {
    const { page, complaints } = await watchedPage(browser)
    await page.goto(`${spoor.url}/explorer`)
    await rows(page).first().waitFor()
    await ask(page, 'ftp.command:(STOR or')
    await page
      .getByRole('alert')
      .getByText(/column \d+/)
      .waitFor()
    expect(questionOf(page)).toBeNull()
    await page.locator('.cm-lintRange-error').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('completes what is typed', async () => {
    const { page } = await watchedPage(browser)
    await page.goto(`${spoor.url}/explorer`)
    await rows(page).first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('ftp.comm')
    await page.locator('.cm-tooltip-autocomplete').getByText('ftp.command:').waitFor()
    await page.keyboard.press('Tab')
    const options = page.locator('.cm-tooltip-autocomplete [role="option"]')
    await options.filter({ hasText: 'RETR' }).waitFor()
    await page.keyboard.type('STOR')
    await options.filter({ hasText: 'RETR' }).waitFor({ state: 'detached' })
    await options.filter({ hasText: 'STOR' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText(/^4 match/).waitFor()
    expect(questionOf(page)).toBe('ftp.command:STOR')
    await page.context().close()
  })

  it('turns chips around, suspends and removes them', async () => {
    const { page } = await watchedPage(browser)
    await page.goto(`${spoor.url}/explorer?q=event.type:ssh&from=all`)
    await page.getByText(/^240 match/).waitFor()
    const chip = page.getByRole('button', { name: 'event.type: ssh', exact: true })
    await chip.click()
    await page.getByRole('menuitem', { name: /^Suspend/ }).click()
    await page.getByText(/^256 match/).waitFor()
    expect(questionOf(page)).toBe('suspended(event.type:ssh)')
    await page.getByRole('button', { name: /^Suspended: event\.type/ }).click()
    await page.getByRole('menuitem', { name: /^Ask it again/ }).click()
    await page.getByText(/^240 match/).waitFor()
    await chip.click()
    await page.getByRole('menuitem', { name: /^Exclude instead/ }).click()
    await page.getByText(/^16 match/).waitFor()
    await page.getByRole('button', { name: /^Remove not event\.type/ }).click()
    await page.getByText(/^256 match/).waitFor()
    expect(questionOf(page)).toBeNull()
    await page.context().close()
  })

  it('looks closer where the histogram is drawn over, by pointer and by keys', async () => {
    const { page, complaints } = await watchedPage(browser)
    await page.goto(`${spoor.url}/explorer?from=all`)
    await page.getByText(/^256 match/).waitFor()
    const brush = page.getByRole('application', { name: /^Time span/ })
    const box = await brush.boundingBox()
    if (box === null) throw new Error('The histogram has no place on the page.')
    const middle = box.y + box.height / 2
    await page.mouse.move(box.x + box.width * 0.6, middle)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.8, middle, { steps: 4 })
    await page.mouse.up()
    await page.waitForURL(/from=20/)
    const zoomed = new URL(page.url()).searchParams
    const length = Date.parse(zoomed.get('to') ?? '') - Date.parse(zoomed.get('from') ?? '')
    expect(length).toBeGreaterThan(0)
    expect(length).toBeLessThan(4 * 3_600_000)

    await brush.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.get('from') !== zoomed.get('from'))
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('keeps the question from page to page, in the words of each', async () => {
    const { page } = await watchedPage(browser)
    await page.goto(`${spoor.url}/explorer?q=source.ip:${CLIENT}&from=all`)
    await rows(page).first().waitFor()
    await go(page, 'Transfers')
    await page.waitForURL(/\/transfers/)
    expect(questionOf(page)).toBe(`client.ip:${CLIENT}`)
    await rows(page).first().waitFor()
    await openFirst(page)
    const transfer = details(page, 'Transfer')
    await transfer.getByText('backup-2026.zip').first().waitFor()
    await transfer.getByRole('link', { name: 'Events it was folded from' }).click()
    await page.waitForURL(/\/explorer/)
    await rows(page).first().waitFor()
    await page.context().close()
  })

  it('shows a hostile file name inert, with what it hides made visible', async () => {
    const { page, complaints } = await watchedPage(browser)
    await page.goto(`${spoor.url}/transfers?q=client.ip:${OTHER_CLIENT}+and+file.name:*&from=all`)
    const row = rows(page).first()
    await row.waitFor()
    await row.getByTitle('right-to-left override').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    const transfer = details(page, 'Transfer')
    await transfer.getByTitle('right-to-left override').first().waitFor()
    expect(await transfer.innerText()).not.toContain('\u202e')
    await transfer
      .getByRole('button', { name: /invoice/ })
      .first()
      .click()
    const menu = page.getByRole('menu')
    expect(await menu.innerText()).toContain(HOSTILE_NAME.slice(-20))
    await page.getByRole('menuitem', { name: /^Only this/ }).click()
    await page.getByText(/^1 match/).waitFor()
    expect(await page.evaluate(() => 'spoorWasHere' in window)).toBe(false)
    expect(await page.locator('main img, main script').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('puts the gravest findings first, or the newest, as the URL says', async () => {
    const { page, complaints } = await watchedPage(browser)
    await page.goto(`${spoor.url}/findings?from=all`)
    const first = rows(page).first()
    await first.getByTitle('High').waitFor()
    expect(await page.evaluate(areNewestFirst)).toBe(false)
    await page
      .getByRole('radiogroup', { name: 'Which come first' })
      .getByText('Newest', { exact: true })
      .click()
    await page.waitForURL(/sort=newest/)
    await page.waitForFunction(areNewestFirst)
    await page.reload()
    await page.waitForFunction(areNewestFirst)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it.each([1024, 1440])('shows every column without scrolling at %i pixels', async (width) => {
    const { page, complaints } = await watchedPage(browser, { viewport: { width, height: 768 } })
    for (const [place, headers] of [
      ['transfers', ['Client', 'Server', 'Direction, bytes', 'File', 'User', 'Verdict']],
      ['sessions', ['Client', 'Server', 'User', 'Login', 'Client software', 'Verdict']],
      ['findings', ['Level', 'Finding, and why', 'Entity', 'Records', 'Bytes up']],
      ['explorer', ['source.ip', 'destination.ip', 'destination.port', 'summary']],
    ] as const) {
      await page.goto(`${spoor.url}/${place}?from=all`)
      await rows(page).first().waitFor()
      const shown = await page.getByRole('columnheader').allInnerTexts()
      expect(shown).toEqual(expect.arrayContaining([...headers]))
      expect(await beyondTable(page), place).toEqual([])
      await openFirst(page)
      await page.getByRole('button', { name: 'Close the details' }).waitFor()
      expect(await beyondTable(page), `${place}, with details`).toEqual([])
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('keeps the opened row where it is when details make the rows taller', async () => {
    const { page } = await watchedPage(browser)
    await page.goto(`${spoor.url}/explorer?from=all`)
    await rows(page).first().waitFor()
    const chosen = rows(page).nth(9)
    const before = await chosen.boundingBox()
    await chosen.getByRole('gridcell').first().click()
    const selected = page.getByRole('row', { selected: true })
    await selected.waitFor()
    await page.waitForFunction(
      (height) =>
        (document.querySelector('[role="row"][aria-selected="true"]')?.clientHeight ?? 0) > height,
      before?.height ?? 0,
    )
    const after = await selected.boundingBox()
    expect(await selected.getAttribute('aria-rowindex')).toBe('11')
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(40)
    await page.context().close()
  })

  it('draws every page, dark and light, wide and narrow', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      const { page, complaints } = await watchedPage(browser, {
        colorScheme,
        viewport: { width: 1024, height: 768 },
      })
      await page.goto(spoor.url)
      await page.getByRole('heading', { name: 'Today' }).waitFor()
      expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe(colorScheme)
      await page.getByRole('heading', { name: 'Where data went' }).waitFor()
      await go(page, 'Sessions')
      await rows(page).first().waitFor()
      await go(page, 'Findings')
      await rows(page).first().waitFor()
      await openFirst(page)
      await details(page, 'Finding')
        .getByRole('link', { name: /^Show the/ })
        .click()
      await rows(page).first().waitFor()
      await go(page, 'Quarantine')
      await page.getByTitle('Show the line').first().waitFor()
      expect(await page.getByTitle('Show the line').count()).toBe(2)
      await go(page, 'Status')
      await page.getByRole('heading', { name: 'Events by type' }).waitFor()
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(beyond).toBeLessThanOrEqual(0)
      expect(complaints).toEqual([])
      await page.context().close()
    }
  })

  it('switches colours and remembers it', async () => {
    const { page } = await watchedPage(browser)
    await page.goto(`${spoor.url}/status`)
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')
    await page.getByRole('button', { name: /^Colours/ }).click()
    await page.getByRole('menuitem', { name: 'Dark' }).click()
    expect(await scheme()).toBe('dark')
    await page.reload()
    expect(await scheme()).toBe('dark')
    await page.context().close()
  })
})
