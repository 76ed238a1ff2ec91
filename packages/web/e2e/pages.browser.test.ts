import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { details, go, openFirst, questionOf, rows } from './page.js'
import { CLIENT } from './sample.js'

describe.skipIf(noChromium())('the pages', () => {
  const spoor = useSpoor()

  it('keeps the question from page to page, in the words of each', async () => {
    const { page } = await spoor.open()
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

  it('draws every page, dark and light, wide and narrow', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      const { page, complaints } = await spoor.open({
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
    const { page } = await spoor.open()
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
