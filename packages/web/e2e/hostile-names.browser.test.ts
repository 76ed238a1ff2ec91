import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { details, rows } from './page.js'
import { HOSTILE_NAME, OTHER_CLIENT } from './sample.js'

describe.skipIf(noChromium())('hostile names', () => {
  const spoor = useSpoor()

  it('shows a hostile file name inert, with what it hides made visible', async () => {
    const { page, complaints } = await spoor.open()
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
})
