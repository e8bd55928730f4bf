import { DiskError } from '../../env/disk.ts'
import { RecordsError } from '../../protocol/records/failure.ts'
import { ToolException } from '../exception.ts'
import type { LocalShell } from '../local-program.ts'
import { noFindings, tellFindings, type Findings } from './findings.ts'
import { dumpIndex, dumpSnapshot, dumpTimeIndex, dumpTxnIndex } from './index-files.ts'
import { dumpLog } from './log-file.ts'
import { dumpSettings, type DumpSettings } from './options.ts'

const BY_ENDING: Readonly<Record<string, (shell: LocalShell, file: string, settings: DumpSettings, findings: Findings) => void>> = {
  log: dumpLog, checkpoint: dumpLog, index: dumpIndex, timeindex: dumpTimeIndex, txnindex: dumpTxnIndex, snapshot: dumpSnapshot,
}

/** kafka-dump-log.sh (DumpLogSegments): what stands in the files of a partition, on the machine it runs on. */
export function dumpLogTool(shell: LocalShell): number {
  try {
    const settings = dumpSettings(shell), findings = noFindings()
    for (const file of settings.files) {
      shell.out(`Dumping ${file}`)
      const dump = BY_ENDING[file.slice(file.lastIndexOf('.') + 1)]
      if (!dump) shell.err(`Ignoring unknown file ${file}`)
      else if (shell.disk.size(file) < 0) throw new ToolException('java.nio.file.NoSuchFileException', file)
      else dump(shell, file, settings, findings)
    }
    tellFindings(shell, findings)
    return 0
  } catch (error) {
    shell.err(`Exception in thread "main" ${failureOf(error).text()}`)
    return 1
  }
}

function failureOf(error: unknown): ToolException {
  if (error instanceof ToolException) return error
  if (error instanceof RecordsError) return new ToolException('org.apache.kafka.common.errors.CorruptRecordException', error.message)
  if (error instanceof DiskError) return new ToolException('java.io.IOException', error.message)
  throw error
}
