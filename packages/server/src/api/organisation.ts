import {
  LabelsRequest,
  NetworksRequest,
  OrganisationCheck,
  OrganisationExportRequest,
  OrganisationPut,
  OrganisationRequest,
  OrganisationRestore,
  OrganisationVersionsRequest,
  type LabelsAnswer,
  type NetworksAnswer,
  type OrganisationAnswer,
  type OrganisationCheckAnswer,
  type OrganisationSaved,
  type OrganisationVersionAnswer,
  type OrganisationVersionsAnswer,
} from '@spoor/model'
import { Type } from '@sinclair/typebox'
import {
  diffOf,
  listLabels,
  listNetworks,
  listVersions,
  readText,
  readVersion,
  writeCsv,
  writeYaml,
  type CheckedDocument,
} from '../organisation/index.js'
import type { Platform } from '../platform.js'
import type { Answering, App } from './app.js'
import { authorOf } from './author.js'
import { exactly } from './bodies.js'
import { ApiError } from './errors.js'
import { answers, refusals, strict } from './schemas.js'

const Nothing = strict(Type.Object({}))
const VersionNumber = Type.Object({ number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })

/** Of a document of 100,000 networks, in bytes. */
const BODY_LIMIT = 48 * 1024 * 1024
/** Of YAML that is read while others wait for their answers. The command line takes more. */
const YAML_LIMIT = 2 * 1024 * 1024
const CSV_LIMIT = 16 * 1024 * 1024

/** `/api/v1/organisation` */
export function organisationRoutes(app: App, { platform }: Answering): void {
  documentRoutes(app, platform)
  versionRoutes(app, platform)
  listRoutes(app, platform)
}

function documentRoutes(app: App, platform: Platform): void {
  const { current } = platform
  app.get(
    '/api/v1/organisation',
    {
      config: { permission: 'organisation:read' },
      schema: {
        operationId: 'get_organisation',
        summary: 'The organisation',
        description:
          'Networks, groups, sites and lists as they hold now, and which version that is.',
        tags: ['organisation'],
        querystring: strict(OrganisationRequest),
        response: answers('OrganisationAnswer', 'The organisation.'),
      },
    },
    ({ query }): OrganisationAnswer => {
      const { version, document } = current
      const networks = query.networks === false ? [] : document.networks
      return { version, document: { ...document, networks } }
    },
  )

  app.put(
    '/api/v1/organisation',
    {
      config: { permission: 'organisation:write' },
      validatorCompiler: exactly,
      bodyLimit: BODY_LIMIT,
      schema: {
        operationId: 'save_organisation',
        summary: 'Save the organisation',
        description:
          'It holds at once, over history too: questions see it with their next answer; zones, verdicts and findings are made anew in the background.',
        tags: ['organisation'],
        querystring: Nothing,
        body: strict(OrganisationPut),
        response: answers('OrganisationSaved', 'The version, and what it changed.'),
      },
    },
    async (request): Promise<OrganisationSaved> => {
      const { document: input, base_version: base, note } = request.body
      const before = current.document
      const saved = await current.save(
        platform,
        { input, base, ...(note !== undefined && { note }) },
        authorOf(request),
      )
      platform.noteOrganisation()
      return savedAnswer(before, saved)
    },
  )

  app.post(
    '/api/v1/organisation/check',
    {
      config: { permission: 'organisation:read' },
      validatorCompiler: exactly,
      bodyLimit: BODY_LIMIT,
      schema: {
        operationId: 'check_organisation',
        summary: 'What a document would change',
        description:
          'Reads a document, or a file of YAML or CSV, and says what is wrong with it and what is different in it. Nothing is saved.',
        tags: ['organisation'],
        querystring: Nothing,
        body: strict(OrganisationCheck),
        response: answers('OrganisationCheckAnswer', 'What is wrong, and what is different.'),
      },
    },
    ({ body: { document: given, text, format = 'yaml' } }): OrganisationCheckAnswer => {
      if ((given === undefined) === (text === undefined)) {
        throw new ApiError(400, 'REQUEST_INVALID', 'Send either a document or a text.')
      }
      if (format === 'yaml' && text !== undefined && Buffer.byteLength(text) > YAML_LIMIT) {
        throw new ApiError(
          413,
          'TOO_LARGE',
          'YAML of more than 2 MiB is not read here. Use CSV for the networks, or: spoor organisation import FILE',
        )
      }
      const read = text === undefined ? undefined : readText(text, format, CSV_LIMIT)
      const checked = current.check(read ? read.input : given)
      const { document, problems, warnings } = checked
      return {
        ok: document !== undefined,
        document: document ?? null,
        problems: problems.listed(read?.lineOf),
        problems_total: problems.total,
        warnings: warnings.listed(read?.lineOf),
        warnings_total: warnings.total,
        base_version: current.version?.number ?? 0,
        diff: document ? diffOf(current.document, document) : null,
      }
    },
  )

  app.get(
    '/api/v1/organisation/export',
    {
      config: { permission: 'organisation:read' },
      schema: {
        operationId: 'export_organisation',
        summary: 'The organisation as a file',
        description: 'YAML holds all of it, CSV the tree of networks.',
        tags: ['organisation'],
        querystring: strict(OrganisationExportRequest),
        response: { 200: Type.String({ description: 'YAML or CSV.' }), ...refusals },
      },
    },
    ({ query: { format = 'yaml' } }, reply) => {
      const { document, version } = current
      void reply
        .header(
          'content-disposition',
          `attachment; filename="spoor-organisation-${version?.number ?? 0}.${format}"`,
        )
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/yaml; charset=utf-8')
      return format === 'csv' ? writeCsv(document) : writeYaml(document)
    },
  )
}

function versionRoutes(app: App, platform: Platform): void {
  const { current, state } = platform
  app.get(
    '/api/v1/organisation/versions',
    {
      config: { permission: 'organisation:read' },
      schema: {
        operationId: 'list_organisation_versions',
        summary: 'Versions of the organisation',
        description: 'Who saved it when, and why. The newest first.',
        tags: ['organisation'],
        querystring: strict(OrganisationVersionsRequest),
        response: answers('OrganisationVersionsAnswer', 'The versions, without their documents.'),
      },
    },
    ({ query }): Promise<OrganisationVersionsAnswer> => listVersions(state, query),
  )

  app.get(
    '/api/v1/organisation/versions/:number',
    {
      config: { permission: 'organisation:read' },
      schema: {
        operationId: 'get_organisation_version',
        summary: 'One version of the organisation',
        description: 'With what it changed in the version before.',
        tags: ['organisation'],
        params: VersionNumber,
        querystring: Nothing,
        response: answers('OrganisationVersionAnswer', 'The version.'),
      },
    },
    async ({ params: { number } }): Promise<OrganisationVersionAnswer> => {
      const saved = await readVersion(state, number)
      const before = number === 1 ? undefined : await readVersion(state, number - 1)
      return { ...saved, diff: before ? diffOf(before.document, saved.document) : null }
    },
  )

  app.post(
    '/api/v1/organisation/versions/:number/restore',
    {
      config: { permission: 'organisation:write' },
      validatorCompiler: exactly,
      schema: {
        operationId: 'restore_organisation_version',
        summary: 'Save an older version anew',
        description: 'It becomes the newest version; those between stay in the list.',
        tags: ['organisation'],
        params: Type.Object({ number: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }) }),
        querystring: Nothing,
        body: strict(OrganisationRestore),
        response: answers('OrganisationSaved', 'The new version, and what it changed.'),
      },
    },
    async (request): Promise<OrganisationSaved> => {
      const { base_version: base, note } = request.body
      const before = current.document
      const wanted = { number: Number(request.params.number), base, ...(note && { note }) }
      const saved = await current.restore(platform, wanted, authorOf(request))
      platform.noteOrganisation()
      return savedAnswer(before, saved)
    },
  )
}

function savedAnswer(
  before: Platform['current']['document'],
  { version, document, warnings }: CheckedDocument & Pick<OrganisationSaved, 'version'>,
): OrganisationSaved {
  return {
    version,
    diff: diffOf(before, document ?? before),
    warnings: warnings.listed(),
    warnings_total: warnings.total,
  }
}

function listRoutes(app: App, { current, events }: Platform): void {
  app.get(
    '/api/v1/organisation/networks',
    {
      config: { permission: 'organisation:read' },
      schema: {
        operationId: 'list_networks',
        summary: 'Networks of the tree',
        description: 'The children of a node, or what is found below it, with counts of hosts.',
        tags: ['organisation'],
        querystring: strict(NetworksRequest),
        response: answers('NetworksAnswer', 'One page.'),
      },
    },
    ({ query }): Promise<NetworksAnswer> => listNetworks(events, current.document, query),
  )

  app.get(
    '/api/v1/organisation/labels',
    {
      config: { permission: 'organisation:read' },
      schema: {
        operationId: 'list_labels',
        summary: 'Names that questions can use',
        description: 'Of networks, groups, roles, sites and lists, for completion.',
        tags: ['organisation'],
        querystring: strict(LabelsRequest),
        response: answers('LabelsAnswer', 'The names.'),
      },
    },
    ({ query }): LabelsAnswer => listLabels(current, query),
  )
}
