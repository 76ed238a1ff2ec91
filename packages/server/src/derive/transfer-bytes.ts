import { oneWayContentBytes, optionBytes } from './flow-volume.js'

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

/** Columns of the side that sends, and of TCP options. Reads data and source_sends. */
export const senderColumns = `if(source_sends, data.source_bytes, data.destination_bytes) AS sender_bytes,
        if(source_sends, data.source_packets, data.destination_packets) AS sender_packets,
        ${optionBytes(
          '(data.source_bytes + data.destination_bytes - sender_bytes)',
          '(data.source_packets + data.destination_packets - sender_packets)',
          'data.headers',
        )} AS options`

/**
 * What the server said that the size of the file is. "(1234 bytes)" ends the 150 line of vsFTPd and
 * ProFTPD, "1.5 kbytes to download" is all of Pure-FTPd's; it is rounded. Only the end of a line
 * counts, for the name of a file may imitate the rest.
 */
const said = `greatest(
          toInt64OrZero(extract(replies, '(?m)\\\\(([0-9]{1,18}) bytes\\\\)\\\\.?$')),
          toInt64(1024 * (toFloat64OrZero(extract(replies, '(?m)^([0-9]{1,12}\\\\.?[0-9]{0,3}) kbytes to download$')) - 0.05)))`

/** Columns of the figures to choose from; 0 where there is none. Reads those of `senderColumns`. */
export const sizeCandidates = `has_data AND data.has_flow AS counted,
        if(counted, ${oneWayContentBytes({
          bytes: 'sender_bytes',
          packets: 'sender_packets',
          headers: 'data.headers',
          options: 'options',
          synSeen: 'data.syn',
        })}, 0) AS flow_content,
        if(direction = 'download' AND outcome = 'completed' AND NOT cmd.resumed, ${said}, 0) AS announced`

/**
 * SQL of the number of the figure to trust: 1 what the server said, 2 all of the file, 3 the
 * flow's counters, 4 a part of the file, 5 none; 6 the larger side of a connection under
 * encryption. Reads those of `sizeCandidates`.
 */
export const sizeRule = `multiIf(
        kind != 'moved', 6,
        announced > greatest(flow_content, data.size), 1,
        data.has_file AND data.whole, 2,
        counted, 3,
        data.has_file, 4,
        5)`

/** Columns of size, quality and source, given the column `size_rule`. */
export const sizeColumns = `multiIf(size_rule = 1, announced, size_rule = 3, greatest(flow_content, data.size), size_rule = 5, NULL,
      size_rule = 6, greatest(0, source_content, destination_content), data.size) AS bytes,
    ['estimated', 'exact', 'estimated', 'truncated', 'unknown', 'estimated'][size_rule] AS quality,
    ['reply', 'file', 'flow', 'file', 'none', 'flow'][size_rule] AS size_source`
