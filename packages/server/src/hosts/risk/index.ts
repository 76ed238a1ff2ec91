/** The risk of hosts: a score from 0 to 100, and every part that it is made of. */
export { keptReasons, riskOf, risksOf, type KeptRiskPart } from './risk.js'
export { DEFAULT_RISK, parseRisk, type RiskRules } from './rules.js'
export { riskByHost, riskParts, type RiskAsking } from './statement.js'
