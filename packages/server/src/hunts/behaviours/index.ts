/** Behaviours: hunts that compare records with a baseline, or with each other. */
export { analyticNamed, analytics } from './analytics/index.js'
export type { Behaviour, BehaviourMatch } from './behaviour.js'
export { checkBehaviour } from './check-behaviour.js'
export { runBehaviour } from './run-behaviour.js'
