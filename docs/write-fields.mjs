import { writeFileSync } from 'node:fs'
import { fieldReference } from '../packages/model/dist/fields/reference.js'
import { hostReference } from '../packages/model/dist/fields/host-reference.js'

writeFileSync(new URL('./fields.md', import.meta.url), fieldReference())
writeFileSync(new URL('./hosts.md', import.meta.url), hostReference())
