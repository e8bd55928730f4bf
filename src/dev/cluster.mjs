import { bundled } from './ready.mjs'

/*
 * `import { startCluster } from 'kafka-terrarium/cluster'`: for programs that run on bare Node, and read no TypeScript.
 */
export const { startCluster } = await import(await bundled('src/host/tcp/start-cluster.ts'))
