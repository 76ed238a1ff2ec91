import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { ask, go, questionOf, rows, said } from './page.js'
import { CLIENT, OTHER_CLIENT, SERVER } from './sample.js'

describe.skipIf(noChromium())('hosts', () => {
  const spoor = useSpoor()

  it('narrows the hosts, opens one, and leads back to its records', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/today?from=all`)
    await go(page, 'Hosts')
    await rows(page).filter({ hasText: CLIENT }).waitFor()

    await ask(page, 'host.client_service:ftp')
    await page.waitForURL(/q=host\.client_service/)
    await page.getByText(/^2 seen/).waitFor()
    expect(await rows(page).filter({ hasText: SERVER }).count()).toBe(0)

    await page.getByRole('button', { name: 'Records of these' }).click()
    await page.getByRole('menuitem', { name: 'Transfers with them as client' }).click()
    await page.waitForURL(/\/transfers\?/)
    expect(questionOf(page)).toBe('client.host.client_service:ftp')
    await page.getByText(/^2 match/).waitFor()

    await page.getByRole('link', { name: 'Hosts of these' }).click()
    await page.getByText('Only hosts of').waitFor()
    expect(said(page, 'of')).toBe('transfers')
    await rows(page).filter({ hasText: SERVER }).waitFor()
    await page.getByRole('radiogroup', { name: 'Side of the records' }).getByText('Client').click()
    await page.getByText(/^2 seen/).waitFor()
    await page.getByRole('button', { name: 'All hosts again' }).click()
    await page.getByText(/^[5-9] seen/).waitFor()

    await rows(page).filter({ hasText: CLIENT }).getByRole('gridcell').last().click()
    await page.getByRole('heading', { level: 1, name: CLIENT }).waitFor()
    await page
      .getByRole('region', { name: 'FTP', exact: true })
      .getByText('backup')
      .first()
      .waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('shows networks and peers as pictures with their tables', async () => {
    const { page, complaints } = await spoor.open({
      colorScheme: 'dark',
      viewport: { width: 1024, height: 768 },
    })
    await page.goto(`${spoor.url}/hosts?from=all&tab=peers`)
    await page.getByRole('img', { name: /^Graph of 4 hosts/ }).waitFor()
    await rows(page).filter({ hasText: SERVER }).waitFor()
    await page.getByText('Networks', { exact: true }).click()
    await page.getByRole('img', { name: /^Treemap/ }).waitFor()
    await page.getByRole('table', { name: 'Networks' }).getByText('Home').first().waitFor()
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(beyond).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is one press from an address, goes through its tabs, and back in time', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/transfers?from=all&q=client.ip:${OTHER_CLIENT}`)
    await rows(page).first().waitFor()
    await rows(page).first().getByRole('button', { name: OTHER_CLIENT }).click()
    await page.getByRole('menuitem', { name: 'Open host' }).click()
    await page.getByRole('heading', { level: 1, name: OTHER_CLIENT }).waitFor()
    await page
      .getByRole('region', { name: 'Risk' })
      .getByText(/^of 100/)
      .waitFor()

    const tabs = page.getByRole('navigation', { name: 'About this host' })
    for (const [tab, label] of [
      ['Timeline of firsts', 'First times'],
      ['Transfers', 'Transfers'],
      ['Sessions', 'Sessions'],
      ['Findings', 'Findings'],
      ['Files', 'Files'],
    ] as const) {
      await tabs.getByRole('link', { name: tab }).click()
      await page.getByRole('grid', { name: label }).waitFor()
      await rows(page).first().waitFor()
    }
    expect(await page.evaluate(() => 'spoorWasHere' in window)).toBe(false)

    await page.getByRole('button', { name: 'As of…' }).click()
    await page.getByRole('button', { name: 'A month ago' }).click()
    await page.getByRole('note', { name: 'As of' }).waitFor()
    expect(said(page, 'as_of')).toMatch(/^\d{4}-/)
    await page.getByText('This host was not seen').waitFor()
    await page.getByRole('button', { name: 'Back to now' }).click()
    await page.getByRole('heading', { level: 1, name: OTHER_CLIENT }).waitFor()
    await page.context().close()
    // The browser itself complains of the answer that there was no such host.
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
  })

  it('says what to do where a host was never seen', async () => {
    const { page } = await spoor.open()
    await page.goto(`${spoor.url}/hosts/203.0.113.250?from=all`)
    await page.getByText('This host was not seen').waitFor()
    await page.getByRole('link', { name: 'Search all events for it' }).click()
    await page.waitForURL(/\/explorer\?/)
    expect(questionOf(page)).toContain('203.0.113.250')
    await page.context().close()
  })
})
