import { writeFileSync } from 'node:fs'
import { fieldReference } from '../packages/model/dist/fields/reference.js'

writeFileSync(new URL('./fields.md', import.meta.url), fieldReference())
