import type { HuntDescription } from '@spoor/model'

/** A hunt for tests: an ordinary one, but for what is given. */
export function madeHunt(given: Partial<HuntDescription>): HuntDescription {
  return {
    id: 'made-hunt',
    title: 'Made hunt',
    category: 'policy',
    question: 'Did it happen?',
    why: 'It matters.',
    level: 'low',
    is_on: true,
    own: false,
    tuned: false,
    is_due: false,
    techniques: [],
    kind: 'filter',
    subject: 'transfers',
    q: 'zone:egress',
    false_positives: 'None.',
    needs: [],
    next: [],
    parameters: [],
    findings: 0,
    ...given,
  }
}
