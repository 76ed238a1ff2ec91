import { describe, expect, it } from 'vitest'
import { isWithin, shortName, tacticOf, techniqueName, TACTICS } from './attack.js'

describe('ATT&CK techniques', () => {
  it.each([
    ['T1048', 'Exfiltration Over Alternative Protocol', 'Exfiltration'],
    ['T1505.003', 'Server Software Component: Web Shell', 'Persistence'],
    ['T1021.004', 'Remote Services: SSH', 'Lateral Movement'],
    ['T1071.002', 'Application Layer Protocol: File Transfer Protocols', 'Command and Control'],
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
    expect(shortName('T1505.003')).toBe('Web Shell')
  })

  it('counts sub-techniques to their technique, but not the other way round', () => {
    expect(isWithin('T1048.003', 'T1048')).toBe(true)
    expect(isWithin('T1048', 'T1048.003')).toBe(false)
    expect(isWithin('T1048.002', 'T1048.003')).toBe(false)
    expect(isWithin('T10480', 'T1048')).toBe(false)
  })
})
