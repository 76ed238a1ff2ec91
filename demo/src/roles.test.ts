import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { officeRoles, rolesText, scoreRoles } from './roles.js'

test('inferred roles are compared with what hosts are', async () => {
  const key = await officeRoles(fileURLToPath(new URL('../roles.yaml', import.meta.url)))
  expect(key.get('10.20.10.21')).toEqual(['workstation'])
  expect(key.get('fd00:20:10::21')).toEqual(['workstation'])
  const inferred = new Map([
    ['10.20.10.21', ['workstation']],
    ['10.20.10.22', ['server']],
    ['10.20.50.40', ['ftp server', 'ssh server', 'server', 'web server']],
    ['203.0.113.9', ['scanner']],
  ])
  const seen = ['10.20.10.21', '10.20.10.22', '10.20.50.40', '10.20.10.200', '203.0.113.9']
  const scores = scoreRoles(seen, inferred, key)
  expect(scores).toEqual([
    { role: 'ftp server', right: 1, wrong: 0, missed: 0 },
    { role: 'printer', right: 0, wrong: 0, missed: 1 },
    { role: 'server', right: 1, wrong: 1, missed: 0 },
    { role: 'ssh server', right: 1, wrong: 0, missed: 0 },
    { role: 'web server', right: 0, wrong: 1, missed: 0 },
    { role: 'workstation', right: 1, wrong: 0, missed: 1 },
  ])
  const lines = rolesText(scores).split('\n')
  expect(lines.at(-1)).toMatch(/^total +4 +2 +2 +67 % +67 %$/)
  expect(lines[2]).toMatch(/^printer +0 +0 +1 +– +0 %$/)
})
