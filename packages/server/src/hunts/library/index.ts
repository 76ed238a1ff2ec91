import type { FilterHunt } from '../hunt.js'
import { anonymousExternalLogin } from './anonymous-external-login.js'
import { archiveOrDumpUpload } from './archive-or-dump-upload.js'
import { cleartextCredentials } from './cleartext-credentials.js'
import { executableUpload } from './executable-upload.js'
import { externalFtpUpload } from './external-ftp-upload.js'
import { ftpFailuresThenSuccess } from './ftp-failures-then-success.js'
import { loginBruteForce } from './login-brute-force.js'
import { oddPort } from './odd-port.js'
import { parallelBulkUploads } from './parallel-bulk-uploads.js'
import { sshBulkUploadExternal } from './ssh-bulk-upload-external.js'
import { stealerUploads } from './stealer-uploads.js'
import { transferOnlySshClient } from './transfer-only-ssh-client.js'

/** Hunts that need more than one record to be met, or sentences of their own. */
export const hunts: readonly FilterHunt[] = [
  externalFtpUpload,
  cleartextCredentials,
  ftpFailuresThenSuccess,
  loginBruteForce,
  anonymousExternalLogin,
  oddPort,
  sshBulkUploadExternal,
  archiveOrDumpUpload,
  executableUpload,
  transferOnlySshClient,
  parallelBulkUploads,
  stealerUploads,
]
