/** The room of facts: what was observed of hosts, kept as events come in. */
export { forgetFacts } from './forget-facts.js'
export { eventsWithoutFacts, settleProgress } from './keep-event-facts.js'
export { keepFacts } from './keep-facts.js'
