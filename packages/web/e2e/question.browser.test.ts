import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { ask, questionOf, rows } from './page.js'

describe.skipIf(noChromium())('the question', () => {
  const spoor = useSpoor()

  it('says where a mistake is, and asks nothing', async () => {
    const { page, complaints } = await spoor.open()
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
    const { page } = await spoor.open()
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
    const { page } = await spoor.open()
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
})
