import { describe, expect, it } from 'vitest'
import { noChromium, useSpoor } from './harness.js'
import { details, openFirst, rows, said } from './page.js'

const HOST = '10.20.1.15'
const HOUR_MS = 3_600_000
const DAYS = 6

/** SSH at the same hour of some days, and on the last of them once more, half a day later. */
function lines(now: number): string[] {
  const start = now - (DAYS + 1) * 24 * HOUR_MS
  const times = Array.from({ length: DAYS }, (_, day) => start + day * 24 * HOUR_MS)
  return [...times, start + (DAYS - 1) * 24 * HOUR_MS + 12 * HOUR_MS].map((time, index) =>
    JSON.stringify({
      timestamp: new Date(time).toISOString().replace('Z', '000+0000'),
      event_type: 'ssh',
      src_ip: HOST,
      src_port: 50_000 + index,
      dest_ip: '10.20.5.5',
      dest_port: 22,
      proto: 'TCP',
      flow_id: 7_000_000_000_000 + index,
      ssh: {
        client: { proto_version: '2.0', software_version: 'OpenSSH_9.2p1' },
        server: { proto_version: '2.0', software_version: 'OpenSSH_9.6' },
      },
    }),
  )
}

describe.skipIf(noChromium())('outliers', () => {
  const spoor = useSpoor(lines)

  it('show what a host did at an unusual time, when it is usually seen, and its records', async () => {
    const { page, complaints } = await spoor.open({ colorScheme: 'dark' })
    await page.goto(`${spoor.url}/sightings?from=all&kind=ssh-client-software`)
    await rows(page).first().waitFor()
    await page.getByRole('link', { name: 'Outliers' }).click()
    await page.waitForURL(/\/outliers\?/)
    await page.getByRole('heading', { level: 1, name: 'Outliers' }).waitFor()
    await page.getByRole('grid', { name: 'Outliers' }).waitFor()
    await rows(page).first().waitFor()
    expect(said(page, 'kind')).toBe('ssh-client-software')
    expect(await rows(page).first().innerText()).toMatch(/OpenSSH_9\.2p1/)
    await rows(page)
      .first()
      .getByRole('img', { name: /^New: (work day|day off) / })
      .waitFor()

    await openFirst(page)
    const drawer = details(page, 'Outlier')
    const unusual = drawer.getByRole('row').filter({ hasText: 'new: first time' })
    await unusual.waitFor()
    expect(await unusual.count()).toBe(1)
    expect(await drawer.getByRole('row').filter({ hasText: 'had it before' }).count()).not.toBe(0)
    await drawer.getByRole('link', { name: 'Its sessions' }).click()
    await page.waitForURL(/\/sessions\?/)
    expect(said(page, 'q')).toContain(HOST)
    await rows(page).first().waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
