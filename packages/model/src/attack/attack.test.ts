import { describe, expect, it } from 'vitest'
import { RENUMBERED, REVOKED } from './aliases.js'
import {
  attackId,
  isWithinTechnique,
  parentTechnique,
  shortTechniqueName,
  tacticOf,
  techniqueName,
  techniquesIn,
} from './attack.js'
import { TACTICS } from './names.js'
import { SUBTECHNIQUES } from './subtechniques.js'

describe('names', () => {
  it.each([
    ['T1048', 'Exfiltration Over Alternative Protocol', 'Exfiltration'],
    ['T1505.003', 'Server Software Component: Web Shell', 'Persistence'],
    ['T1021.004', 'Remote Services: SSH', 'Lateral Movement'],
    ['T1071.002', 'Application Layer Protocol: File Transfer Protocols', 'Command and Control'],
    ['T1552.003', 'Unsecured Credentials: Shell History', 'Credential Access'],
  ])('%s is %s, listed under %s', (id, name, tactic) => {
    expect(techniqueName(id)).toBe(name)
    expect(TACTICS.find((one) => one.id === tacticOf(id))?.name).toBe(tactic)
  })

  it('knows no name of an id that it does not have', () => {
    expect(techniqueName('T9999')).toBeUndefined()
    expect(techniqueName('T1048.999')).toBeUndefined()
    expect(techniqueName('constructor')).toBeUndefined()
    expect(tacticOf('T9999')).toBeUndefined()
    expect(tacticOf('T1048.999')).toBe('TA0010')
    expect(shortTechniqueName('T1505.003')).toBe('Web Shell')
  })

  it('has the technique of every sub-technique', () => {
    const orphans = Object.keys(SUBTECHNIQUES).filter(
      (id) => techniqueName(parentTechnique(id)) === undefined,
    )
    expect(orphans).toEqual([])
  })

  it('counts sub-techniques to their technique, but not the other way round', () => {
    expect(isWithinTechnique('T1048.003', 'T1048')).toBe(true)
    expect(isWithinTechnique('T1048', 'T1048.003')).toBe(false)
    expect(isWithinTechnique('T1048.002', 'T1048.003')).toBe(false)
    expect(isWithinTechnique('T10480', 'T1048')).toBe(false)
  })
})

describe('tags', () => {
  it.each([
    ['a technique', 'attack.t1048', 'T1048'],
    ['a sub-technique', 'attack.t1048.003', 'T1048.003'],
    ['a technique whose name is not known', 'attack.t9999', 'T9999'],
    ['a merged technique of version 19', 'attack.t1685', 'T1562.001'],
    ['a renumbered sub-technique of version 19', 'attack.t1685.005', 'T1070.001'],
    ['a technique that became a sub-technique', 'attack.t1086', 'T1059.001'],
    ['a technique revoked twice', 'attack.t1073', 'T1574.001'],
    ['a sub-technique that became a technique', 'attack.t1547.011', 'T1647'],
    ['a tactic', 'attack.command-and-control', 'TA0011'],
    ['a tactic as tags were written before 2024', 'attack.initial_access', 'TA0001'],
    ['the tactic that version 19 split', 'attack.defense-evasion', 'TA0005'],
    ['one half of it', 'attack.stealth', 'TA0005'],
    ['the other half', 'attack.defense-impairment', 'TA0005'],
    ['a group', 'attack.g0016', undefined],
    ['a tactic that is not known', 'attack.constructor', undefined],
    ['another namespace', 'cve.2021-44228', undefined],
    ['more than a tag', 'attack.t1048.003.1', undefined],
    ['text around a tag', ' attack.t1048', undefined],
  ])('%s: %s', (_, tag, id) => {
    expect(attackId(tag)).toBe(id)
  })

  it('name each technique once', () => {
    const tags = ['attack.stealth', 'attack.t1685', 'attack.t1562.001', 'tlp.red', 'attack.t1048']
    expect(techniquesIn(tags)).toEqual(['T1562.001', 'T1048'])
  })
})

describe('aliases', () => {
  const aliases = Object.entries({ ...REVOKED, ...RENUMBERED })

  it('stand for ids that are not aliases, and have no name of their own', () => {
    const ids = new Set(aliases.map(([from]) => from))
    expect(aliases.filter(([, to]) => ids.has(to))).toEqual([])
    expect([...ids].filter((id) => shortTechniqueName(id) !== undefined)).toEqual([])
  })

  it('are ids of techniques', () => {
    const wrong = aliases.flat().filter((id) => !/^T\d{4}(\.\d{3})?$/.test(id))
    expect(wrong).toEqual([])
  })

  it('lead from version 19 to techniques with a name', () => {
    const unnamed = Object.values(RENUMBERED).filter((id) => techniqueName(id) === undefined)
    expect(unnamed).toEqual([])
  })
})
