import { clearSelection } from './clear-selection.ts'
import type { Command, CommandContext } from './command.ts'
import { cutLink } from './cut-link.ts'
import { cutLinkOneWay } from './cut-link-one-way.ts'
import { delayLink } from './delay-link.ts'
import { electPreferred } from './elect-preferred.ts'
import { exportReplica } from './export-replica.ts'
import { failDisk } from './fail-disk.ts'
import { fillDisk } from './fill-disk.ts'
import { fillPage } from './fill-page.ts'
import { followRecord } from './follow-record.ts'
import { goAbout, goExplore, goHome } from './go.ts'
import { importFolder } from './import-folder.ts'
import { continueHere, redo, runUntil, toNow, undo, whatIfNot } from './going-back.ts'
import { killProcess } from './kill-process.ts'
import { mendDisk } from './mend-disk.ts'
import { mendLink } from './mend-link.ts'
import { openTabs } from './open-tab.ts'
import { nextPart, previousPart } from './next-part.ts'
import { openPalette } from './open-palette.ts'
import { pauseProcess } from './pause-process.ts'
import { movesOf } from './move-replica.ts'
import { oneWorker, workerPerBroker } from './placement.ts'
import { playPause } from './play-pause.ts'
import { powerOff } from './power-off.ts'
import { powerOn } from './power-on.ts'
import { recordLesson } from './record-lesson.ts'
import { resetOffsets } from './reset-offsets.ts'
import { resumeProcess } from './resume-process.ts'
import { linearScale, logScale } from './scale.ts'
import { shareWorld } from './share-world.ts'
import { showFaults } from './show-faults.ts'
import { slowDisk } from './slow-disk.ts'
import { slowLink } from './slow-link.ts'
import { faster, slower } from './speed.ts'
import { startOver } from './start-over.ts'
import { startProcess } from './start-process.ts'
import { step } from './step.ts'
import { stepBack } from './step-back.ts'
import { stopProcess } from './stop-process.ts'
import { toStage } from './to-stage.ts'
import { toggleDock } from './toggle-dock.ts'
import { toggleInternal } from './toggle-internal.ts'
import { toggleLanguage } from './toggle-language.ts'
import { toggleOutline } from './toggle-outline.ts'
import { toggleTheme } from './toggle-theme.ts'
import { zoomIn, zoomOut } from './zoom.ts'

/** Everything a person can do, in the order of menus. */
export const commands: readonly Command[] = [
  startProcess, resumeProcess, powerOn, mendLink, mendDisk,
  followRecord, electPreferred, resetOffsets, importFolder, exportReplica,
  killProcess, stopProcess, pauseProcess, powerOff, cutLink, cutLinkOneWay, slowLink, delayLink, slowDisk, fillDisk, failDisk,
  playPause, step, stepBack, faster, slower, runUntil, toNow, continueHere, undo, redo, whatIfNot,
  zoomIn, zoomOut, linearScale, logScale, toggleOutline, toggleInternal, toggleDock, fillPage, clearSelection, toggleTheme, toggleLanguage, oneWorker, workerPerBroker,
  openPalette, nextPart, previousPart, ...openTabs, toStage, showFaults, goHome, goExplore, goAbout, shareWorld, recordLesson, startOver,
]

export const available = (context: CommandContext): Command[] => [...commands.filter(command => command.when(context)), ...movesOf(context)]

/** The command a key press asks for, unless something is being typed. */
export const commandFor = (event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'> & { shiftKey?: boolean }, context: CommandContext): Command | null => {
  if (event.altKey) return null
  const shift = event.shiftKey ? 'shift+' : ''
  // of a letter Shift makes another key
  const pressed = event.metaKey || event.ctrlKey ? `mod+${shift}${event.key.toLowerCase()}` : event.key === 'F6' ? shift + event.key : event.key
  return commands.find(command => command.keys?.includes(pressed) && command.when(context)) ?? null
}
