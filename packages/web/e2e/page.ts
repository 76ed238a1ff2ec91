import type { Locator, Page } from 'playwright-core'

/** What stories do on every page: ask, go to a place, and look at rows and details. */

/** What the URL says under this name. */
export function said(page: Page, name: string): string | null {
  return new URL(page.url()).searchParams.get(name)
}

/** The question of the view, from the URL. */
export function questionOf(page: Page): string | null {
  return said(page, 'q')
}

/** Types a question into the bar and asks it. */
export async function ask(page: Page, question: string): Promise<void> {
  await page.keyboard.press('/')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(question)
  await page.keyboard.press('Enter')
}

/** Goes to a place and waits for its heading: until then the page before it is still drawn. */
export async function go(page: Page, place: string, heading = place): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click()
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
}

/** The rows of the table, without its header. */
export function rows(page: Page): Locator {
  return page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
}

/** Opens the first record: by its first cell, as other places of a row are values with menus. */
export async function openFirst(page: Page): Promise<void> {
  await rows(page).first().getByRole('gridcell').first().click()
}

/** The details beside a list, by their label: `Event`, `Transfer`, `Finding`, `Hunt`. */
export function details(page: Page, label: string): Locator {
  return page.getByRole('complementary', { name: label })
}
