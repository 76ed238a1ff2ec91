import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { details, said } from './page.js'
import { CLIENT } from './sample.js'

const hunts = (page: Page) => page.locator('[data-hunt]')
const huntNamed = (page: Page, id: string) => page.locator(`[data-hunt="${id}"]`)

async function openHunts(page: Page, url: string, search = '?from=all'): Promise<void> {
  await page.goto(`${url}/hunts${search}`)
  await page.getByRole('heading', { level: 1, name: 'Hunts', exact: true }).waitFor()
  await hunts(page).first().waitFor()
}

describe.skipIf(noChromium())('hunts', () => {
  const spoor = useSpoor()

  it('leads from a search to a hunt, to its question, to a finding, to the next question', async () => {
    const { page, complaints } = await spoor.open()
    await openHunts(page, spoor.url)
    const all = await hunts(page).count()

    // A search, typed.
    await page.keyboard.press('/')
    await page.keyboard.type('archive')
    await page.waitForURL(/find=archive/)
    const hunt = huntNamed(page, 'archive-or-dump-upload')
    await hunt.waitFor()
    await page.waitForFunction(
      (before) => document.querySelectorAll('[data-hunt]').length < before,
      all,
    )

    // The hunt, opened by keys.
    await page.keyboard.press('ArrowDown')
    for (let row = 0; row < all; row += 1) {
      const at = await page.evaluate(() => document.activeElement?.getAttribute('data-hunt'))
      if (at === 'archive-or-dump-upload') break
      await page.keyboard.press('j')
    }
    await page.keyboard.press('Enter')
    const about = details(page, 'Hunt')
    await about.getByRole('heading', { level: 2 }).waitFor()
    expect(said(page, 'id')).toBe('archive-or-dump-upload')

    // Its question, asked; and back.
    await about.getByRole('link', { name: 'Ask this now' }).click()
    await page.waitForURL(/\/transfers/)
    expect(said(page, 'q')).not.toBeNull()
    expect(said(page, 'from')).toBe('all')
    await page.getByRole('gridcell').first().waitFor()
    await page.goBack()
    await about.getByRole('heading', { level: 2 }).waitFor()
    expect(await page.getByRole('searchbox', { name: 'Search the hunts' }).inputValue()).toBe(
      'archive',
    )

    // A finding of it.
    await about
      .getByRole('list', { name: 'Newest findings' })
      .getByRole('link', { name: /backup-2026\.zip/ })
      .click()
    await page.waitForURL(/\/findings/)
    const finding = details(page, 'Finding')
    const next = finding.getByRole('list', { name: 'Next questions' }).getByRole('listitem')
    await next.first().waitFor()

    // What the next hunt found of this client, and its question, asked of it.
    await next.first().getByRole('link', { name: 'Findings of this client' }).click()
    await page.waitForURL((url) => url.searchParams.get('entity') === CLIENT)
    expect(said(page, 'hunt')).not.toBe('archive-or-dump-upload')
    await page.goBack()
    await next
      .first()
      .getByRole('link', { name: `Ask it of ${CLIENT}` })
      .click()
    await page.waitForURL(/\/(transfers|sessions|explorer)/)
    expect(said(page, 'q')).toMatch(new RegExp(`(client|source)\\.ip:${CLIENT}$`))
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('narrows by level, findings and needs, and says when nothing is left', async () => {
    const { page, complaints } = await spoor.open()
    await openHunts(page, spoor.url)
    const all = await hunts(page).count()
    await page.getByRole('button', { name: 'With findings', exact: true }).click()
    await page.waitForURL(/found=yes/)
    await page.waitForFunction(
      (before) => document.querySelectorAll('[data-hunt]').length < before,
      all,
    )
    expect(await hunts(page).count()).toBeGreaterThan(0)
    await page.getByLabel('Records that a hunt needs').selectOption('smb')
    await page.getByText('No hunt of this kind').waitFor()
    await page.getByRole('button', { name: 'Show all hunts' }).first().click()
    await page.waitForFunction(
      (before) => document.querySelectorAll('[data-hunt]').length === before,
      all,
    )
    expect(said(page, 'found')).toBeNull()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('keeps pinned hunts on top', async () => {
    const { page } = await spoor.open()
    await openHunts(page, spoor.url)
    const row = page.getByRole('listitem').filter({ has: huntNamed(page, 'external-ftp-upload') })
    await row.getByRole('button', { name: /^Pin / }).click()
    const pinned = page.getByRole('region', { name: 'Pinned hunts' })
    await pinned.locator('[data-hunt="external-ftp-upload"]').waitFor()
    await page.reload()
    await pinned.locator('[data-hunt="external-ftp-upload"]').waitFor()
    expect(await huntNamed(page, 'external-ftp-upload').count()).toBe(1)
    await page.context().close()
  })

  it.each(['dark', 'light'] as const)(
    'shows ATT&CK techniques and their hunts, %s',
    async (scheme) => {
      const { page, complaints } = await spoor.open({
        colorScheme: scheme,
        viewport: { width: 1024, height: 768 },
      })
      const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      await openHunts(page, spoor.url)
      expect(await beyond()).toBeLessThanOrEqual(0)
      await page.getByText('ATT&CK', { exact: true }).first().click()
      await page.getByRole('heading', { level: 2, name: 'Exfiltration' }).waitFor()
      expect(await beyond()).toBeLessThanOrEqual(0)
      await page
        .getByRole('link', { name: /^T1048 Exfiltration Over Alternative Protocol/ })
        .click()
      await page.waitForURL(/technique=T1048/)
      await huntNamed(page, 'external-ftp-upload').waitFor()
      await huntNamed(page, 'external-ftp-upload').click()
      await details(page, 'Hunt').getByRole('link', { name: 'Ask this now' }).waitFor()
      expect(complaints).toEqual([])
      await page.context().close()
    },
  )
})
