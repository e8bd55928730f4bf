import { zipSync } from 'fflate'
import { dependencies, devDependencies } from '../../../package.json'
import { isServerFile } from '../../world/server-file.ts'
import type { Session } from '../session.ts'
import type { Language } from '../settings.ts'
import { composeOf } from './compose.ts'
import { exportedCluster, type ExportedCluster } from './exported.ts'
import { environmentOf, readmeOf } from './readme.ts'

type Files = Readonly<Record<string, string>>

/** What a script may import, at the versions whose types the editor knows. */
const PACKAGES: Files = {
  'kafkajs': devDependencies.kafkajs, '@confluentinc/kafka-javascript': devDependencies['@confluentinc/kafka-javascript'], 'vega-datasets': dependencies['vega-datasets'],
}
const TOOLS: Files = { '@types/node': devDependencies['@types/node'], 'tsx': devDependencies.tsx, 'typescript': devDependencies.typescript }

const packagesIn = (scripts: Files): Files =>
  Object.fromEntries(Object.entries(PACKAGES).filter(([name]) => Object.values(scripts).some(source => source.includes(`'${name}'`) || source.includes(`"${name}"`))))

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** `npm start orders.ts` hands the name on. */
const packageOf = (name: string, scripts: Files): string => json({
  name, private: true, type: 'module', engines: { node: '>=20.6' }, scripts: { start: 'tsx --env-file=.env', check: 'tsc' }, dependencies: packagesIn(scripts), devDependencies: TOOLS,
})

/** As strict as the editor is. */
const COMPILER = { target: 'es2022', module: 'esnext', moduleResolution: 'bundler', moduleDetection: 'force', strict: true, noEmit: true, skipLibCheck: true, types: ['node'] }

/** Texts by their names in the folder. A broker's own files are in the compose file. */
export function projectFiles(name: string, files: Files, cluster: ExportedCluster, language: Language): Files {
  const scripts = Object.fromEntries(Object.entries(files).filter(([file]) => !isServerFile(file)))
  return {
    ...scripts, 'package.json': packageOf(name, scripts), 'tsconfig.json': json({ compilerOptions: COMPILER, include: ['*.ts'] }), '.env': environmentOf(cluster),
    'compose.yaml': composeOf(cluster), 'README.md': readmeOf(name, scripts, cluster, language),
  }
}

export interface Project { readonly name: string; readonly zip: Uint8Array }

/** What scripts are kept as (`lesson/isr`), as the name of a package and a folder. */
const nameOf = (id: string): string => `kafka-terrarium-${id.replaceAll('/', '-')}`

/** The scripts of the open world with its cluster, zipped as a folder; null while no world is open. */
export async function exportProject({ world, door, settings }: Pick<Session, 'world' | 'door' | 'settings'>, id: string, files: Files): Promise<Project | null> {
  const { view } = world.getState()
  if (!view) return null
  const name = nameOf(id), texts = projectFiles(name, files, exportedCluster(view, await door.log()), settings.getState().language)
  return { name, zip: zipSync(Object.fromEntries(Object.entries(texts).map(([file, text]) => [`${name}/${file}`, new TextEncoder().encode(text)])), { mtime: view.wall }) }
}
