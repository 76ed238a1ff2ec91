import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { details, go, openFirst, rows, said } from './page.js'
import { CLIENT, OTHER_CLIENT, SERVER } from './sample.js'

const DAY_MS = 86_400_000

/** Server of the sample's other upload. */
const OTHER_SERVER = '198.51.100.7'

describe.skipIf(noChromium())('sightings', () => {
  const spoor = useSpoor()

  it('leads from a kind to a new value, why it is new, and who had it', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/today?from=all`)
    await go(page, 'Sightings')
    await rows(page).first().waitFor()
    await page
      .getByRole('complementary', { name: 'Kinds' })
      .getByRole('button', { name: /^FTP user(?! at)/ })
      .click()
    await page.waitForURL(/kind=ftp-user/)
    await page.getByText(/^2 in this time range/).waitFor()
    expect(await rows(page).count()).toBe(2)
    // All of the sample is of today, when everything is still learnt.
    expect(await rows(page).first().innerText()).toMatch(/anna[^]*learning/)

    await openFirst(page)
    const drawer = details(page, 'Sighting')
    await drawer.getByText(`First of`).waitFor()
    await drawer.getByRole('table').getByText(OTHER_CLIENT).waitFor()
    await drawer.getByRole('link', { name: 'Who else had it' }).click()
    await page.waitForURL(/\/spread\?/)
    expect(said(page, 'of')).toBe('ftp_user')
    expect(said(page, 'value')).toBe('anna')
    await page.getByText(/No other host had it since/).waitFor()

    // A person asks for another.
    await page.getByRole('combobox', { name: 'What it is' }).selectOption('user')
    const box = page.getByRole('textbox', { name: 'Value' })
    await box.fill('backup')
    await box.press('Enter')
    await page
      .getByRole('region', { name: 'Who had it first' })
      .getByRole('button', { name: CLIENT })
      .waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('says how long a kind is learnt, takes another time, and goes back to the usual one', async () => {
    const { page, complaints } = await spoor.open({ colorScheme: 'dark' })
    await page.goto(`${spoor.url}/sightings?from=all&kind=ftp-user`)
    await page.getByText(/^Learning for 14 days until/).waitFor()
    await page.getByRole('button', { name: 'Change…' }).click()
    const days = page.getByRole('textbox', { name: 'Days of learning' })
    await days.fill('400')
    await page.getByText('A whole number from 0 to 366.').waitFor()
    await days.fill('0')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Nothing is learnt of this kind').first().waitFor()
    await page.getByRole('button', { name: 'Change…' }).click()
    await page.getByRole('button', { name: 'Back to 14 days' }).click()
    await page.getByText(/^Learning for 14 days until/).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('shows the past as it was known, and says so', async () => {
    const { page, complaints } = await spoor.open({ viewport: { width: 1024, height: 768 } })
    await page.goto(`${spoor.url}/sightings?from=all`)
    await rows(page).first().waitFor()
    const before = new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 10)
    await page.getByLabel('As it was known on').fill(before)
    await page.getByText('Nothing new in this time range').waitFor()
    expect(said(page, 'as_of')).not.toBeNull()
    await page.getByRole('button', { name: 'Back to now' }).click()
    await rows(page).first().waitFor()
    expect(said(page, 'as_of')).toBeNull()
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(beyond).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('are one press from a value, with the order in which hosts met it', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/transfers?from=all&q=client.ip:${CLIENT}`)
    await rows(page).first().waitFor()
    await rows(page).first().getByRole('button', { name: 'backup-2026.zip' }).click()
    await page.getByRole('menuitem', { name: 'Who else had it' }).click()
    await page.waitForURL(/\/spread\?/)
    expect(said(page, 'of')).toBe('file')

    // Both uploads of the sample have the same content.
    await page.getByRole('combobox', { name: 'What it is' }).selectOption('hash')
    const box = page.getByRole('textbox', { name: 'Value' })
    await box.fill('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    await box.press('Enter')
    await page.waitForURL(/of=hash/)
    await page.getByText('3 others since').waitFor()
    await rows(page).nth(3).waitFor()
    const met = await rows(page).allInnerTexts()
    const order = [CLIENT, SERVER, OTHER_CLIENT, OTHER_SERVER]
    expect(order.map((host) => met.findIndex((text) => text.includes(host)))).toEqual([0, 1, 2, 3])

    // Who may have had it from whom: each server from its client.
    await page
      .getByRole('region', { name: 'Spread graph' })
      .getByText('Table', { exact: true })
      .click()
    const contacts = page.getByRole('table').getByRole('row').filter({ hasText: 'transfer' })
    await contacts.first().waitFor()
    expect(await contacts.count()).toBe(2)
    await contacts.filter({ hasText: SERVER }).getByRole('link', { name: 'transfer' }).click()
    await page.waitForURL(/\/transfers\?/)
    await rows(page).first().waitFor()
    expect(await rows(page).count()).toBe(1)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
