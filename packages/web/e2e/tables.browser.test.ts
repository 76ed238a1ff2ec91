import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { openFirst, rows } from './page.js'

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

describe.skipIf(noChromium())('tables', () => {
  const spoor = useSpoor()

  it('puts the gravest findings first, or the newest, as the URL says', async () => {
    const { page, complaints } = await spoor.open()
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
    const { page, complaints } = await spoor.open({ viewport: { width, height: 768 } })
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
    const { page } = await spoor.open()
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
})
