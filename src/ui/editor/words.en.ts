/** What the editor says beside the first words, in English; its keys are the list of it all. */
export const words = {
  'files.new': 'New', 'files.new.label': 'New script', 'files.more': 'More for {file}', 'files.rename': 'Rename', 'files.duplicate': 'Duplicate', 'files.delete': 'Delete',
  'files.name': 'Name of {file}', 'files.name.refused': 'A script ends in .ts, has letters, digits, . _ - and a name that is free.',
  'files.gone': '{file} is deleted.', 'files.undo': 'Undo', 'files.none': 'There is no script here.', 'files.format': 'Format',
  'files.all': 'All scripts', 'files.export': 'Export as a project (.zip)',
  'files.alone': 'Each script runs by itself: one cannot import another.',
  'template.empty': 'Empty script', 'template.given': '{file}, as it was given', 'template.keys': 'Producer with keys', 'template.idempotent': 'Idempotent producer',
  'template.group': 'Consumer group', 'template.admin': 'Admin',
  'panel.output': 'Output', 'panel.problems': 'Problems', 'panel.problems.n': 'Problems ({n})', 'problems.none': 'Nothing is wrong with the scripts as they stand.',
  'problems.error': 'error', 'problems.warning': 'warning', 'problems.info': 'hint', 'problems.run': 'while it ran',
  'result.acknowledged': '{n} acknowledged', 'result.pending': '{n} on the way', 'result.failed': '{n} failed', 'result.lost': '{n} lost', 'result.read': '{n} read',
  'result.list': 'What the lines of {file} caused', 'result.line': 'Line {line}: {text}',
  'config.client': 'every client', 'config.producer': 'producer', 'config.consumer': 'consumer', 'config.topic': 'topic', 'config.broker': 'broker',
  'config.default': 'default {value}', 'config.none': 'no default', 'config.needed': 'has to be given', 'config.own': 'This package’s own default: {value}', 'config.set': 'Set on: {values}',
  'config.ignored': '**{name}**: understood, and without effect here.', 'config.refused': '**{name}** {why}.',
  'stop.at': 'Stopped at', 'stop.means': 'The world stands still with it.', 'stop.go': 'Go on', 'stop.answer': 'On to the broker’s answer',
}
