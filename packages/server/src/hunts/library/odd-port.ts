import { hunt } from '../hunt.js'
import { counted } from '../words.js'

export const oddPort = hunt({
  id: 'odd-port',
  title: 'FTP or SSH on an odd port',
  category: 'unusual-services',
  question: 'Where do FTP or SSH run on a port that is not theirs?',
  why: 'A service on another port slips through firewall rules that go by port.',
  isOn: true,
  level: 'low',
  techniques: ['T1571'],
  falsePositives: 'SSH moved away from port 22 by its administrator, hosting firms, appliances.',
  subject: 'sessions',
  needs: ['ftp', 'ssh'],
  next: [
    { hunt: 'external-ftp-upload', why: 'Were files sent on it?' },
    { hunt: 'ssh-bulk-upload-external', why: 'Was much sent on it?' },
  ],
  parameters: {
    ftp_port: { value: 21, from: 1, to: 65_535, meaning: 'Port of FTP; FTPS may begin on it too.' },
    ftps_port: {
      value: 990,
      from: 1,
      to: 65_535,
      meaning: 'Port of FTPS that is encrypted from the start.',
    },
    ssh_port: { value: 22, from: 1, to: 65_535, meaning: 'Port of SSH.' },
  },
  ways: (p) => [
    {
      name: 'port',
      where: `server.port:* ((service:ftp -server.port:${p.ftp_port}) or (service:ftps -server.port:(${p.ftp_port} or ${p.ftps_port})) or (service:(ssh or sftp or scp) -server.port:${p.ssh_port})) -verdict:authorised`,
      enough: { kind: 'one' },
      raised: [
        { level: 'medium', where: 'zone:(egress or ingress or external)' },
        // Ports that firewalls leave open for everyone: nobody runs FTP or SSH there by chance.
        { level: 'high', where: 'zone:egress server.port:(53 or 80 or 443)' },
      ],
      sentence: (f) =>
        `${counted(f.records, `${f.services.join(' and ').toUpperCase()} session`)} on port ${f.ports.join(', ')} of ${f.server}.`,
    },
  ],
})
