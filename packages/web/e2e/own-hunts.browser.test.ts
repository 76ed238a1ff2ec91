import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { details, said } from './page.js'

const SIGMA = `title: Hostile "<b>name</b>"
logsource:
  product: spoor
  service: transfer
detection:
  upload:
    transfer.direction: upload
  condition: upload
`

describe.skipIf(noChromium())('own hunts', () => {
  const spoor = useSpoor()

  it('makes a hunt of what the explorer shows, tries it, saves it, edits it, deletes it', async () => {
    const { page, complaints } = await spoor.open()
    await page.goto(`${spoor.url}/explorer?from=now-7d&to=now&q=ftp.command:STOR`)
    await page.getByText(/^2 match|^4 match/).waitFor()
    await page.getByRole('link', { name: 'New hunt…' }).click()
    await page.waitForURL(/\/hunts\/new\?/)
    expect([said(page, 'q'), said(page, 'of'), said(page, 'from')]).toEqual([
      'ftp.command:STOR',
      'events',
      'now-7d',
    ])
    await page.getByLabel(/^Title/).fill('Files stored over FTP')
    await page.getByLabel(/^The question in words/).fill('Who stores files over FTP?')
    await page.getByLabel('Level').selectOption('low')
    await page.getByRole('button', { name: 'Write the hunt' }).click()
    const text = page.getByRole('textbox', { name: 'Text of the hunt, Sigma' })
    await text.getByText('title: Files stored over FTP').waitFor()

    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByText('Nothing of it is saved').waitFor()
    await page
      .getByText(/^\d+ findings?$/)
      .first()
      .waitFor()
    expect(await page.getByLabel('Saved with the time range').inputValue()).toBe('view')
    await page.getByRole('button', { name: 'Save the hunt' }).click()
    await page.getByRole('heading', { level: 1, name: 'Files stored over FTP' }).waitFor()
    await page.getByText('Who stores files over FTP?').first().waitFor()
    await page.getByRole('list', { name: 'Newest findings' }).waitFor()

    // Its text, changed; a mistake is shown at its line and nothing is saved.
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByRole('heading', { level: 1, name: 'Edit the hunt' }).waitFor()
    await text.getByText('title: Files stored over FTP').waitFor()
    await text.click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(`${SIGMA}level: huge\n`)
    await page.getByRole('button', { name: 'Save the hunt' }).click()
    await page.getByRole('button', { name: 'line 9' }).waitFor()
    await page.locator('.cm-lintRange-error').first().waitFor()
    await text.click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(`${SIGMA}level: low\n`)
    await page.getByRole('button', { name: 'Save the hunt' }).click()
    await page.getByRole('heading', { level: 1, name: 'Hostile "<b>name</b>"' }).waitFor()

    // Its file, and its end.
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/\.ya?ml$/)
    await page.getByRole('button', { name: 'Delete…' }).click()
    await page
      .getByRole('alertdialog', { name: 'Delete this hunt?' })
      .getByRole('button', { name: 'Delete', exact: true })
      .click()
    await page.waitForURL(/\/hunts\?/)
    await page.getByRole('heading', { level: 1, name: 'Hunts' }).waitFor()
    await page.locator('[data-hunt="files-stored-over-ftp"]').waitFor({ state: 'detached' })
    // The refusal of the mistaken text is the only thing that the browser may mind.
    expect(complaints.filter((text) => !text.includes('400'))).toEqual([])
    await page.context().close()
  })

  it('takes a file that is dropped on the hunts', async () => {
    const { page, complaints } = await spoor.open({
      colorScheme: 'dark',
      viewport: { width: 1024, height: 768 },
    })
    await page.goto(`${spoor.url}/hunts?from=all`)
    await page.locator('[data-hunt]').first().waitFor()
    const dropped = await page.evaluateHandle((text) => {
      const data = new DataTransfer()
      data.items.add(new File([text], 'rule.yml'))
      return data
    }, SIGMA)
    await page.locator('#hunt-list').dispatchEvent('drop', { dataTransfer: dropped })
    await page.waitForURL(/\/hunts\/new/)
    await page
      .getByRole('textbox', { name: 'Text of the hunt, Sigma' })
      .getByText('service: transfer')
      .waitFor()
    await page.getByRole('checkbox', { name: /^Makes findings/ }).uncheck()
    await page.getByRole('button', { name: 'Save the hunt' }).click()
    await page.getByText('This hunt is off').waitFor()
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(beyond).toBeLessThanOrEqual(0)
    await page.goto(`${spoor.url}/hunts?from=all&category=own`)
    await page.locator('[data-hunt]').click()
    await details(page, 'Hunt').getByRole('link', { name: 'Open its page' }).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
