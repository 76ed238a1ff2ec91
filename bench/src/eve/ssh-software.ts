import { hash } from 'node:crypto'

const CURVES = 'curve25519-sha256,curve25519-sha256@libssh.org'
const ECDH = 'ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521'
const GROUPS =
  'diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,diffie-hellman-group14-sha256'
const POST_QUANTUM = 'sntrup761x25519-sha512,sntrup761x25519-sha512@openssh.com'
const CIPHERS =
  'chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr,aes128-gcm@openssh.com,aes256-gcm@openssh.com'
const MACS =
  'umac-64-etm@openssh.com,umac-128-etm@openssh.com,hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,' +
  'hmac-sha1-etm@openssh.com,umac-64@openssh.com,umac-128@openssh.com,hmac-sha2-256,hmac-sha2-512,hmac-sha1'
const MODERN = `${CURVES},${ECDH},${GROUPS}`
const ZLIB = 'none,zlib@openssh.com'
const LIBSSH =
  'curve25519-sha256@libssh.org,ecdh-sha2-nistp256,diffie-hellman-group14-sha1,diffie-hellman-group1-sha1;' +
  'aes256-ctr,aes192-ctr,aes128-ctr,aes256-cbc,aes192-cbc,aes128-cbc,blowfish-cbc,3des-cbc;hmac-sha2-256,hmac-sha2-512,hmac-sha1;none'

/** An SSH program as the `ssh` event shows it: JSON text of one side, with its hassh. */
function side(version: string, algorithms: string): string {
  // HASSH is the MD5 of the four lists, https://github.com/salesforce/hassh
  return (
    `{"proto_version":"2.0","software_version":"${version}",` +
    `"hassh":{"hash":"${hash('md5', algorithms)}","string":"${algorithms}"}}`
  )
}

/** Interactive and administration clients, commonest first. Algorithm lists follow the real captures. */
export const SSH_CLIENTS = [
  side(
    'OpenSSH_9.6p1',
    `${POST_QUANTUM},${MODERN},ext-info-c,kex-strict-c-v00@openssh.com;${CIPHERS};${MACS};${ZLIB}`,
  ),
  side('OpenSSH_for_Windows_9.5', `${MODERN},ext-info-c;${CIPHERS};${MACS};none`),
  side('OpenSSH_8.2p1', `${MODERN},ext-info-c;${CIPHERS};${MACS};${ZLIB},zlib`),
  side(
    'OpenSSH_10.0',
    `mlkem768x25519-sha256,${POST_QUANTUM},${MODERN},ext-info-c,kex-strict-c-v00@openssh.com;${CIPHERS};${MACS};${ZLIB}`,
  ),
  side(
    'PuTTY_Release_0.81',
    `${CURVES},${ECDH},${GROUPS},diffie-hellman-group14-sha1;aes256-ctr,aes256-cbc,aes192-ctr,aes128-ctr,chacha20-poly1305@openssh.com;hmac-sha2-256,hmac-sha1;none,zlib,zlib@openssh.com`,
  ),
  side(
    'paramiko_3.4.0',
    `${CURVES},${ECDH},diffie-hellman-group16-sha512,${GROUPS};aes128-ctr,aes192-ctr,aes256-ctr,aes128-cbc;hmac-sha2-256,hmac-sha2-512,hmac-sha1;none`,
  ),
] as const

/** Clients that do nothing but move files. */
export const SSH_TRANSFER_CLIENTS = [
  side(
    'WinSCP_release_6.3.3',
    `${CURVES},${ECDH},${GROUPS};aes256-ctr,aes192-ctr,aes128-ctr;hmac-sha2-256,hmac-sha1;none,zlib`,
  ),
  side(
    'FileZilla_3.67.0',
    `${CURVES},${ECDH},${GROUPS};aes256-gcm@openssh.com,aes256-ctr,chacha20-poly1305@openssh.com;hmac-sha2-256;none`,
  ),
  side(
    'libssh2_1.10.0',
    'curve25519-sha256,ecdh-sha2-nistp256,diffie-hellman-group14-sha256;aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr;hmac-sha2-256,hmac-sha2-512;none,zlib@openssh.com',
  ),
  side(
    'rclone/v1.66.0',
    `${CURVES},${ECDH},diffie-hellman-group14-sha256;aes128-gcm@openssh.com,chacha20-poly1305@openssh.com,aes128-ctr;hmac-sha2-256-etm@openssh.com,hmac-sha2-256;none`,
  ),
] as const

/** Password guessers. */
export const SSH_GUESSERS = [
  side('libssh_0.9.6', LIBSSH),
  side('libssh-0.7.2', LIBSSH.replace('3des-cbc;', '3des-cbc,des-cbc-ssh1;')),
  side(
    'Go',
    `${CURVES},${ECDH},diffie-hellman-group14-sha256;aes128-gcm@openssh.com,chacha20-poly1305@openssh.com;hmac-sha2-256;none`,
  ),
] as const

/** Servers, commonest first. */
export const SSH_SERVERS = [
  side(
    'OpenSSH_9.2p1',
    `${POST_QUANTUM},${MODERN},kex-strict-s-v00@openssh.com;${CIPHERS};${MACS};${ZLIB}`,
  ),
  side('OpenSSH_8.2p1', `${MODERN};${CIPHERS};${MACS};${ZLIB}`),
  side(
    'OpenSSH_8.7',
    `${CURVES},${ECDH},${GROUPS},kex-strict-s-v00@openssh.com;aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,aes128-gcm@openssh.com,aes128-ctr;${MACS};${ZLIB}`,
  ),
  side(
    'babeld-095b749b',
    `curve25519-sha256@libssh.org,${ECDH},diffie-hellman-group-exchange-sha256;chacha20-poly1305@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr;hmac-sha2-256,hmac-sha2-512,hmac-sha1;none,zlib,zlib@openssh.com`,
  ),
  side(
    'dropbear_2022.83',
    'curve25519-sha256,ecdh-sha2-nistp256,diffie-hellman-group14-sha256,kexguess2@matt.ucc.asn.au;chacha20-poly1305@openssh.com,aes128-ctr,aes256-ctr;hmac-sha1,hmac-sha2-256;zlib@openssh.com,none',
  ),
] as const
