import type { TcpCluster } from '../cluster.ts'
import { AttachedPages } from './attached.ts'
import { pageFiles } from './page-files.ts'
import { SidePort } from './side-port.ts'

export interface Side {
  /** `http://127.0.0.1:8080`. */
  readonly address: string
  /** Of the page, with the token that lets it in. */
  readonly page: string
  close(): void
}

/** Opens a port beside a cluster's brokers: metrics, health, and the page from `pageDir`, attached to the cluster. */
export async function openSide(cluster: TcpCluster, { host, port, pageDir }: { readonly host: string; readonly port: number; readonly pageDir: string }): Promise<Side> {
  const side = await SidePort.open({ host, port, world: cluster.world, page: pageFiles(pageDir) })
  const pages = new AttachedPages(cluster, side), address = `http://${host}:${side.port}`
  const close = () => {
    pages.close()
    side.close()
  }
  return { address, page: `${address}/#token=${pages.token}`, close }
}
