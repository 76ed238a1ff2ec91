import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { go, said } from './page.js'

const CSV = `label,parent,cidr,site,note
Berlin,Home,10.20.0.0/16,,
Office,Home/Berlin,10.20.1.0/24,,
`

const bar = (page: Page) => page.getByRole('region', { name: 'Changes not saved' })
const panel = (page: Page) => page.getByRole('complementary', { name: 'Network' })
const line = (page: Page, name: string | RegExp) =>
  page.getByRole('tree', { name: 'Networks' }).getByRole('treeitem', { name })

async function save(page: Page, note: string): Promise<void> {
  await bar(page).getByRole('button', { name: 'Review and save…' }).click()
  await bar(page).getByLabel(/^Note/).fill(note)
  await bar(page).getByRole('button', { name: 'Save as a new version' }).click()
  await bar(page).waitFor({ state: 'detached' })
}

describe.skipIf(noChromium())('the organisation', () => {
  const spoor = useSpoor()

  it('is imported, edited, kept over a reload, saved, and narrows every page', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/organisation?from=all&tab=import`)
    await page.getByText('This is what spoor.yaml says').waitFor()

    // A mistake is told with its line; nothing can be applied.
    const text = page.getByRole('textbox', { name: 'Text of the organisation, YAML or CSV' })
    await text.fill(`${CSV}Lab,Home/Berlin,10.20.0.0/99,,\n`)
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByRole('button', { name: /^line 4/ }).waitFor()
    expect(await page.getByRole('button', { name: 'Apply as a new version' }).count()).toBe(0)
    await text.fill(CSV)
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByText('2 networks added').waitFor()
    await page.getByLabel(/^Note/).fill('The address plan')
    await page.getByRole('button', { name: 'Apply as a new version' }).click()
    await page.getByText('Version 1 is saved.').waitFor()

    // The tree, by the keyboard: a new network below an imported one.
    await page.getByRole('tab', { name: 'Networks' }).click()
    await line(page, /^Berlin/).click()
    await page.getByRole('tree', { name: 'Networks' }).focus()
    await page.keyboard.press('a')
    const label = panel(page).getByLabel('Label')
    await label.waitFor()
    await label.fill('Servers')
    await panel(page)
      .getByLabel(/^Networks/)
      .fill('10.20.5.0/24')
    await bar(page).getByText('1 change not saved').waitFor()
    await page.reload()
    await bar(page).getByText('1 change not saved').waitFor()

    // A list, on another tab; both are one draft.
    await page.getByRole('tab', { name: 'Lists' }).click()
    await page.getByRole('button', { name: 'Add a list' }).click()
    await page.getByLabel('Name', { exact: true }).fill('partners')
    await page.getByLabel(/^Values/).fill('203.0.113.10\n203.0.113.10\n198.51.100.7')
    await page.getByText('Values: 2').waitFor()
    await bar(page).getByText('2 changes not saved').waitFor()
    await save(page, 'Servers and partners')
    await page.getByText(/version 2, by/).waitFor()

    // What the server refuses stands at its place.
    await page.getByRole('tab', { name: 'Networks' }).click()
    await line(page, /^Berlin/).click()
    await panel(page)
      .getByLabel(/^Networks/)
      .fill('10.20.0.0/99')
    await bar(page).getByRole('button', { name: 'Review and save…' }).click()
    await bar(page).getByText('1 problem').waitFor()
    await panel(page)
      .getByText(/^entry 1: /)
      .waitFor()
    await bar(page).getByRole('button', { name: 'Undo' }).click()
    await bar(page).waitFor({ state: 'detached' })

    // Every page narrowed to a network: also the question of the explorer.
    await page.getByRole('button', { name: 'Network: all' }).click()
    await page.getByRole('textbox', { name: 'Search the networks' }).last().fill('Serv')
    await page.getByRole('button', { name: /^Servers/ }).click()
    await page.getByRole('button', { name: 'Network: only Servers' }).waitFor()
    await go(page, 'Explorer', 'Events')
    expect(said(page, 'network')).toBe('Servers')
    await page.getByText(/^239 match/).waitFor()

    // Back to the first version, which is a third one.
    await go(page, 'Organisation')
    await page.getByRole('tab', { name: 'Versions' }).click()
    const first = page.getByRole('row', { name: /The address plan/ })
    await first.getByRole('button', { name: 'What changed' }).click()
    await page.getByRole('button', { name: 'Restore…' }).click()
    await page.getByRole('button', { name: 'Restore version 1' }).click()
    await page.getByText(/version 3, by/).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('tells of a version that somebody else saved meanwhile, and goes on upon it', async () => {
    const { page, complaints } = await spoor.open({
      colorScheme: 'dark',
      viewport: { width: 1024, height: 768 },
    })
    await page.goto(`${spoor.url}/organisation?from=all&tab=roles`)
    await page.getByRole('button', { name: 'Add a role' }).click()
    await page.getByLabel('Role', { exact: true }).fill('printer')
    await bar(page).getByRole('button', { name: 'Review and save…' }).click()
    await bar(page).getByRole('button', { name: 'Save as a new version' }).waitFor()
    // Somebody else, in another window.
    const status = await page.evaluate(async () => {
      const asked = await fetch('/api/v1/organisation?networks=false')
      const { version } = (await asked.json()) as { version: { number: number } | null }
      const answer = await fetch('/api/v1/organisation', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          document: { lists: [{ name: 'theirs', values: ['a'] }] },
          base_version: version?.number ?? 0,
        }),
      })
      return answer.status
    })
    expect(status).toBe(200)
    await bar(page).getByRole('button', { name: 'Save as a new version' }).click()
    await bar(page).getByText('Somebody else saved a version meanwhile.').waitFor()
    await bar(page).getByRole('button', { name: 'Load it' }).click()
    await bar(page).getByText('1 list added').waitFor()
    await bar(page).getByRole('button', { name: 'Put my changes on top of it' }).click()
    await save(page, 'Roles')
    await page.getByRole('tab', { name: 'Lists' }).click()
    await page.getByRole('button', { name: /^theirs/ }).waitFor()
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(beyond).toBeLessThanOrEqual(0)
    // The refused save is the only thing that the browser may mind.
    expect(complaints.filter((text) => !text.includes('409'))).toEqual([])
    await page.context().close()
  })
})
