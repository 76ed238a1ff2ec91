import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { details, openFirst, rows, said } from './page.js'
import { CLIENT } from './sample.js'

const HUNT = 'external-ftp-upload'

/** How many findings the list says that there are. */
async function total(page: Page): Promise<number> {
  const text = await page
    .getByText(/ in this time range$/)
    .first()
    .innerText()
  return Number(text.split(' ', 1)[0])
}

describe.skipIf(noChromium())('tuning', () => {
  const spoor = useSpoor()

  it('previews a change of a hunt, saves it, and takes it back', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/hunts?from=all&id=${HUNT}`)
    await details(page, 'Hunt').getByRole('link', { name: 'Open its page' }).click()
    await page.waitForURL(new RegExp(`/hunts/${HUNT}`))
    const tuning = page.getByRole('form', { name: 'Tuning' })
    await tuning.getByLabel('Level of its findings').selectOption('critical')
    await tuning.getByRole('button', { name: 'Preview' }).click()
    await tuning.getByText('Nothing of it is saved').waitFor()
    await tuning.getByText(/^2 findings/).waitFor()
    await tuning
      .getByRole('list', { name: 'Findings of the preview' })
      .getByTitle('Critical')
      .first()
      .waitFor()
    await page.getByText('The days as a table').click()
    await tuning.getByRole('columnheader', { name: 'Would be found' }).waitFor()

    await tuning.getByRole('button', { name: 'Save' }).click()
    await page.getByText('tuned', { exact: true }).waitFor()
    // Once it was run again, its findings have the level.
    await page.getByText('being run again', { exact: true }).waitFor({ state: 'detached' })
    const newest = page.getByRole('list', { name: 'Newest findings' })
    await newest.getByTitle('Critical').first().waitFor()

    await tuning.getByRole('button', { name: 'Back to the hunt’s own' }).click()
    await page.getByText('tuned', { exact: true }).waitFor({ state: 'detached' })
    await newest.getByTitle('Medium').first().waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('refuses a parameter out of its range before it is sent', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/hunts/login-brute-force?from=all`)
    const tuning = page.getByRole('form', { name: 'Tuning' })
    await tuning.getByLabel(/^ftp_failures/).fill('0')
    await tuning.getByText('From 1 to 100,000').waitFor()
    expect(await tuning.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    expect(await tuning.getByRole('button', { name: 'Preview' }).isDisabled()).toBe(true)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('narrows a hunt by a Sigma filter, and takes it away', async () => {
    const { page, complaints } = await spoor.open({ viewport: { width: 1024, height: 768 } })
    await page.goto(`${spoor.url}/hunts/${HUNT}?from=all`)
    const filters = page.getByRole('region', { name: 'Filters' })
    await filters.getByText('None.').waitFor()
    await filters.getByRole('button', { name: 'Add…' }).click()
    await filters.getByRole('textbox', { name: 'Text of the filter' }).getByText(HUNT).waitFor()
    await filters.getByRole('button', { name: 'Save the filter' }).click()
    await filters.getByText('Not news: FTP upload to an outside server').first().waitFor()
    await page.getByText('tuned', { exact: true }).waitFor()
    await page.getByText('Before it was tuned').waitFor()
    await filters.getByRole('button', { name: 'Remove…' }).click()
    await filters.getByRole('button', { name: 'Remove', exact: true }).click()
    await filters.getByText('None.').waitFor()
    await page.getByText('tuned', { exact: true }).waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('suppresses a finding, shows it as hidden, and has it back', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/findings?from=all&hunt=${HUNT}&entity=${CLIENT}`)
    await rows(page).first().waitFor()
    const before = await total(page)
    expect(before).toBe(1)
    await openFirst(page)
    const finding = details(page, 'Finding')
    await finding.getByRole('button', { name: 'Suppress…' }).click()
    const form = finding.getByRole('form', { name: 'Suppress findings' })
    expect(await form.getByRole('button', { name: 'Suppress' }).isDisabled()).toBe(true)
    await form.getByLabel(/^Reason/).fill('Approved <b>backup</b>')
    await form.getByLabel('How long').selectOption('now+7d')
    await form.getByLabel(/^Reason/).press('Enter')

    // It is gone from the list, and its details say why.
    await page.getByText('0 in this time range').waitFor()
    await finding.getByText('Approved <b>backup</b>').waitFor()
    await page.getByRole('button', { name: 'Show 1 suppressed' }).click()
    await rows(page).first().getByText('suppressed').waitFor()
    expect(said(page, 'suppressed')).toBe('show')

    // The hunt's page knows it too.
    await finding.getByRole('link', { name: 'All of this hunt' }).click()
    const suppressions = page.getByRole('region', { name: 'Suppressions' })
    await suppressions.getByText('Approved <b>backup</b>').waitFor()
    await suppressions.getByRole('button', { name: /^End the suppression of client/ }).click()
    await suppressions.getByText('None: all findings of this hunt are shown.').waitFor()
    await page.getByRole('button', { name: 'Show 1 that ended' }).waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Hide 0 suppressed' }).click()
    await page.getByText(`${before} in this time range`).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('keeps what an analyst said of a finding', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/findings?from=all&hunt=${HUNT}`)
    await rows(page).first().waitFor()
    const all = await total(page)
    await openFirst(page)
    const finding = details(page, 'Finding')
    await finding.getByRole('button', { name: 'Dismiss…' }).click()
    await finding.getByLabel(/^Reason/).fill('known partner')
    await finding.getByRole('button', { name: 'Dismiss', exact: true }).click()
    await finding.getByText('✕ Dismissed').waitFor()
    await rows(page).first().getByText('dismissed').waitFor()
    await page.getByLabel('What was said of them').selectOption('dismissed')
    await page.getByText('1 in this time range').waitFor()
    await openFirst(page)
    await finding.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('0 in this time range').waitFor()
    await page.getByRole('button', { name: 'Show all kinds' }).click()
    await page.getByText(/^[1-9]\d* in this time range/).waitFor()
    expect(all).toBe(2)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
