import { expect, it } from 'vitest'
import { categoryName } from './category.js'

it.each([
  ['login-attacks', 'Login attacks'],
  ['dns', 'DNS'],
  ['ssh-keys', 'SSH keys'],
  ['', ''],
])('calls %j %j', (category, name) => {
  expect(categoryName(category)).toBe(name)
})
