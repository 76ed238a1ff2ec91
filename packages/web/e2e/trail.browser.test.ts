import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { details, go, openFirst, rows, said } from './page.js'
import { CLIENT, OTHER_CLIENT } from './sample.js'

describe.skipIf(noChromium())('the trail', () => {
  const spoor = useSpoor()

  it('leads from a finding to the trail of its client, to the records of one hunt', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/findings?from=all&entity=${CLIENT}`)
    await rows(page).first().waitFor()
    await openFirst(page)
    await details(page, 'Finding')
      .getByRole('link', { name: `Trail of client ${CLIENT}` })
      .click()
    await page.waitForURL(/\/trail\?/)
    expect(said(page, 'entity')).toBe(CLIENT)

    // The categories, one of them opened to its hunts.
    const category = page.getByRole('row').filter({ hasText: 'Exfiltration' })
    await category.getByRole('button', { name: 'Exfiltration' }).click()
    await page.getByText(/Nothing is kept of the time before/).waitFor()
    const records = page.getByRole('link', { name: /“FTP upload to an outside server”/ })
    const count = Number((await records.innerText()).split(/\s/, 1)[0])
    expect(count).toBe(1)

    // Its records, as many as it said.
    await records.click()
    await page.waitForURL(/\/transfers\?/)
    expect(said(page, 'q')).toContain(CLIENT)
    await page.getByText(/^1 match/).waitFor()
    await rows(page).first().waitFor()
    expect(await rows(page).count()).toBe(count)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('takes what is typed, compares, and says when there is nothing', async () => {
    const { page, complaints } = await spoor.open({
      colorScheme: 'dark',
      viewport: { width: 1024, height: 768 },
    })
    await page.goto(`${spoor.url}/today?from=all`)
    await go(page, 'Trail')
    await page.getByRole('link', { name: OTHER_CLIENT }).waitFor()
    const box = page.getByRole('textbox', { name: 'Host, network, user, file or hash' })
    await box.fill('user:anna')
    await box.press('Enter')
    await page.waitForURL(/entity=user%3Aanna/)
    await page.getByRole('heading', { level: 2, name: 'user anna' }).waitFor()
    await page.getByRole('button', { name: 'Compare the newer half with the older' }).click()
    await page.waitForURL(/from=\d{4}-/)
    await page.getByText(/compared with the same time before/).waitFor()
    await page
      .getByText(/▲\s*new/)
      .first()
      .waitFor()

    await box.fill('198.51.100.250')
    await box.press('Enter')
    await page.getByText(/^None of \d+ hunts is met/).waitFor()
    await page.getByText(/No hunt looks at a record of it/).waitFor()
    await page.getByRole('button', { name: 'Show them' }).click()
    await page.getByRole('rowheader', { name: 'DNS' }).waitFor()
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(beyond).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is one press from a value', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/transfers?from=all&q=client.ip:${CLIENT}`)
    await rows(page).first().waitFor()
    await rows(page).first().getByRole('button', { name: CLIENT }).click()
    await page.getByRole('menuitem', { name: /^Trail/ }).click()
    await page.getByRole('heading', { level: 2, name: `host ${CLIENT}` }).waitFor()
    expect(said(page, 'entity')).toBe(CLIENT)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
