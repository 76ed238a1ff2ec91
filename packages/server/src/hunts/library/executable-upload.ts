import { hunt } from '../hunt.js'
import { asUsers, counted, withFiles } from '../words.js'

const PROGRAMS = 'exe dll scr com cpl msi sys pif elf so apk jar'.split(' ')
const SCRIPTS =
  'ps1 psm1 bat cmd vbs vbe jse wsf hta lnk php php5 phtml jsp jspx asp aspx ashx asmx cgi pl py sh'.split(
    ' ',
  )
/** What libmagic calls programs, whatever their name says. */
const MAGIC = ['PE32*', 'ELF*', 'Mach-O*', 'PHP?script*', '*shell?script*']

export const executableUpload = hunt({
  id: 'executable-upload',
  title: 'Program or script uploaded',
  category: 'file-types',
  question: 'Who put a program, a script or an SSH key file on a server?',
  why: 'An uploaded script can become a web shell, a program a tool for the next step, and a key file a way back in.',
  isOn: true,
  level: 'medium',
  techniques: ['T1105', 'T1505.003', 'T1570', 'T1098.004'],
  falsePositives: 'Developers who publish web sites or software by FTP.',
  subject: 'transfers',
  needs: ['ftp'],
  next: [{ hunt: 'external-ftp-upload', why: 'What else went to this server?' }],
  parameters: {},
  ways: () => [
    {
      name: 'program',
      where: `transfer.direction:upload (-transfer.outcome:failed or transfer.bytes:>0) -verdict:authorised (file.extension:(${[...PROGRAMS, ...SCRIPTS].join(' or ')}) or file.magic:(${MAGIC.join(' or ')}) or file.name:(authorized_keys or authorized_keys2))`,
      enough: { kind: 'one' },
      raised: [{ level: 'high', where: 'zone:ingress or file.name:authorized_keys*' }],
      sentence: (f) =>
        `${counted(f.records, 'upload')} of programs, scripts or key files from ${f.client} to ${f.server}${asUsers(f.users, f.userCount)}${withFiles(f.files, f.fileCount)}.`,
    },
  ],
})
