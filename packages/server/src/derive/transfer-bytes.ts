import { oneWayContentBytes } from './flow-volume.js'

/**
 * How many bytes of content a transfer moved, how sure that is, and where it came from, in this
 * order of trust:
 *
 * 1. the file as the sensor put it together, if it saw all of it;
 * 2. what the server says of a finished download, if the sensor saw less: it lost packets;
 * 3. the counters of the data flow, less headers;
 * 4. the part of the file that the sensor saw;
 * 5. what the server says.
 *
 * As layers of columns: each uses those of the one below.
 */

/** Columns of the side that sends and the side that receives. Reads data and source_sends. */
export const sidesOfFlow = `if(source_sends, data.source_bytes, data.destination_bytes) AS sender_bytes,
        if(source_sends, data.source_packets, data.destination_packets) AS sender_packets,
        if(source_sends, data.destination_bytes, data.source_bytes) AS receiver_bytes,
        if(source_sends, data.destination_packets, data.source_packets) AS receiver_packets`

const flowContent = oneWayContentBytes({
  senderBytes: 'sender_bytes',
  senderPackets: 'sender_packets',
  receiverBytes: 'receiver_bytes',
  receiverPackets: 'receiver_packets',
  address: 'data.source_ip',
  synSeen: 'data.syn',
})

/**
 * What the server said that the size of the file is, for a whole and finished download; else 0.
 * "(1234 bytes)" ends the 150 line of vsFTPd and ProFTPD, "1.5 kbytes to download" is Pure-FTPd's.
 * Only the end of a line counts, for the name of a file may imitate the rest.
 */
const announced = `if(direction != 'download' OR cmd.resumed OR outcome != 'completed', 0, arrayMax(arrayMap(
          reply -> greatest(
            toUInt64OrZero(extract(reply, '\\\\(([0-9]{1,18}) bytes\\\\)\\\\.?$')),
            toUInt64(1024 * greatest(0, -0.05 + toFloat64OrZero(extract(reply, '^([0-9]{1,12}\\\\.?[0-9]{0,3}) kbytes to download$'))))),
          arrayPushBack(cmd.replies, ''))))`

/** Columns of the figures to choose from. Reads those of \`sidesOfFlow\`. */
export const sizeCandidates = `if(has_data AND data.has_flow, ${flowContent}, 0) AS flow_content,
        ${announced} AS announced,
        if(has_data AND data.has_file, data.size, 0) AS file_size`

const size = (bytes: string, quality: string, source: string) =>
  `(${bytes}, '${quality}', '${source}')`

/** SQL of a named tuple (bytes, quality, source). Reads those of \`sizeCandidates\`. */
export const contentSize = `CAST(multiIf(
        announced > greatest(flow_content, file_size), ${size('toNullable(announced)', 'estimated', 'reply')},
        has_data AND data.has_file AND data.whole, ${size('toNullable(file_size)', 'exact', 'file')},
        has_data AND data.has_flow, ${size('toNullable(greatest(flow_content, file_size))', 'estimated', 'flow')},
        has_data AND data.has_file, ${size('toNullable(file_size)', 'truncated', 'file')},
        ${size('NULL', 'unknown', 'none')}), 'Tuple(bytes Nullable(UInt64), quality String, source String)')`
