import type { Session } from '../../session/session.ts'
import type { DeskDo } from '../desk.ts'
import { download } from '../import/download.ts'

/** All that is kept, out of this browser and into it. */
export const backupDesk = (session: Session): Pick<DeskDo, 'takeBackup' | 'readBackup'> => ({
  async takeBackup() {
    const [{ takeBackup }, { fileOf }] = await Promise.all([import('../../session/backup/backup.ts'), import('../../session/backup/backup-file.ts')])
    const now = Date.now(), file = fileOf(await takeBackup(session.store, now))
    download(`kafka-terrarium-${new Date(now).toISOString().slice(0, 10)}.zip`, file)
    return file.length
  },
  async readBackup(file) {
    const [{ readBackup }, { planRestore, restore }] = await Promise.all([import('../../session/backup/backup-file.ts'), import('../../session/backup/restore.ts')])
    const backup = readBackup(file), plan = await planRestore(backup, session)
    return { plan, restore: replaces => restore(backup, plan, session, replaces) }
  },
})
