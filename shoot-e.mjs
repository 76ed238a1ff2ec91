import { chromium } from 'playwright-core'
const [, , base, out, width, scheme, ...paths] = process.argv
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless=new','--no-sandbox','--disable-gpu','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] })
const context = await browser.newContext({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme, timezoneId: 'Europe/Paris' })
for (const [n, path] of paths.entries()) {
  const page = await context.newPage()
  page.on('console', (m) => { if (m.type() === 'error') console.log('console', path, m.text()) })
  page.on('pageerror', (e) => console.log('pageerror', path, e.message, e.stack?.slice(0,400)))
  page.on('response', (r) => { if (r.status() >= 400) console.log(r.status(), r.url()) })
  await page.goto(base + path)
  await page.waitForTimeout(500)
  await page.waitForLoadState('networkidle', { timeout: 60000 }).catch(() => console.log('not idle', path))
  await page.waitForTimeout(700)
  await page.screenshot({ path: `${out}-${n}.png` })
  console.log(n, path, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
  await page.close()
}
await browser.close()
