import { parseQuery } from '@spoor/model'
import { expect, test } from 'vitest'
import { problemText } from './question-problems.js'

test('points at the place of a mistake', () => {
  const problem = { message: 'There is no field b.', from: 8, to: 9, hint: 'Write c.' }
  expect(problemText('a:1 and b:2', [problem])).toBe(
    'The question has a mistake:\n  a:1 and b:2\n          ^ There is no field b. Write c.',
  )
})

test('points right also behind wide and hidden characters', () => {
  const lines = problemText('会議\u202e x', [{ message: 'Wrong.', from: 4, to: 5 }]).split('\n')
  expect(lines[1]).toBe('  会議⟨U+202E⟩ x')
  expect(lines[2]).toBe(`  ${' '.repeat(13)}^ Wrong.`)
})

test('shows of a long question only what is near', () => {
  const question = `${'a '.repeat(500)}(`
  const [, shown, marks] = problemText(question, [{ message: 'No.', from: 1000, to: 1001 }]).split(
    '\n',
  )
  expect(shown?.length).toBeLessThan(120)
  expect(shown?.indexOf('(')).toBe(marks?.indexOf('^'))
})

test('a real mistake has its caret within the question', () => {
  const question = 'ftp.command:STOR and ('
  const parsed = parseQuery(question, 'events')
  if (parsed.ok) throw new Error('this is a mistake')
  const [, shown, marks] = problemText(question, parsed.problems).split('\n')
  expect(shown).toBe(`  ${question}`)
  expect(marks?.indexOf('^')).toBeGreaterThanOrEqual(2)
  expect(marks?.indexOf('^')).toBeLessThanOrEqual(question.length + 2)
})
