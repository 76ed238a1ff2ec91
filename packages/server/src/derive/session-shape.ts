import { tupleShape } from './tuples.js'

/** What a transfer needs of its session. */
export const sessionShape = tupleShape({
  started: 'Int64',
  ended: 'Int64',
  control_flow: 'UInt64',
  part: 'UInt32',
  service: 'String',
  client_ip: 'Nullable(IPv6)',
  client_port: 'Nullable(UInt16)',
  server_ip: 'Nullable(IPv6)',
  server_port: 'Nullable(UInt16)',
  user: 'String',
  client_software: 'String',
  server_software: 'String',
})
