import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { ask, details, go, questionOf, rows } from './page.js'
import { CLIENT } from './sample.js'

describe.skipIf(noChromium())('the explorer', () => {
  const spoor = useSpoor()

  it('goes from a question to an event, to its kin, and back by its URL', async () => {
    const { page, complaints } = await spoor.open()
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

  it('looks closer where the histogram is drawn over, by pointer and by keys', async () => {
    const { page, complaints } = await spoor.open()
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
})
