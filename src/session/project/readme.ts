import type { Language } from '../settings.ts'
import { hostBrokersOf, IMAGE } from './compose.ts'
import { isBroker, type ExportedCluster } from './exported.ts'

interface Words {
  readonly is: string
  readonly beside: string
  readonly once: string
  readonly here: string
  readonly alone: (files: string) => string
  readonly without: string
  readonly differs: string
  readonly differences: readonly string[]
}

const en: Words = {
  is: `The scripts as they stand in Kafka Terrarium, and its cluster as containers of \`${IMAGE}\`: the same brokers, racks, topics and configs.`,
  beside: 'Beside the brokers', once: 'once', here: 'On this computer',
  alone: files => `For scripts that read \`BOOTSTRAP_SERVERS\`, as \`.env\` has it. These name their brokers themselves, which only containers know by those names (or write \`localhost:9092\` there): ${files}.`,
  without: 'Without containers: any Kafka at `localhost:9092`, or Kafka Terrarium\'s own brokers behind real ports, with',
  differs: 'What differs from the terrarium',
  differences: [
    'Time is this computer\'s. It cannot be stopped, run faster or taken back, and no two runs are the same.',
    'The clients are the packages themselves. In the terrarium their calls, options and defaults stand before one client that works as the Java client does; here each sends, batches, retries and assigns its own way.',
    'Nobody cuts links or fills disks. `docker compose pause broker-1` and `docker compose kill broker-1` are the nearest there is.',
    'Topics begin empty. What was set on running brokers (`kafka-configs.sh --entity-type brokers`) is not in `compose.yaml`.',
    'Records are gone with `docker compose down`.',
  ],
}

const ko: Words = {
  is: `Kafka Terrarium에 있던 그대로의 스크립트와 그 클러스터입니다. 클러스터는 \`${IMAGE}\` 컨테이너이며 브로커, 랙, 토픽, 설정이 같습니다.`,
  beside: '브로커 옆에서 실행하기', once: '처음 한 번', here: '이 컴퓨터에서 바로 실행하기',
  alone: files => `\`BOOTSTRAP_SERVERS\`를 읽는 스크립트에 해당하며 값은 \`.env\`에 있습니다. 다음 스크립트는 브로커 이름을 직접 적어 두었습니다. 그 이름은 컨테이너 안에서만 통하므로 위 방법으로 실행하거나 \`localhost:9092\`로 고치세요: ${files}.`,
  without: '컨테이너 없이 실행하려면 `localhost:9092`에 있는 아무 Kafka나, 실제 포트로 여는 Kafka Terrarium 브로커를 쓰면 됩니다',
  differs: '터라리움과 다른 점',
  differences: [
    '시간은 이 컴퓨터의 시간입니다. 멈추거나 빨리 돌리거나 되돌릴 수 없고, 두 번 실행하면 결과가 같지 않습니다.',
    '클라이언트는 실제 패키지입니다. 터라리움에서는 두 패키지의 호출, 옵션, 기본값 뒤에 Java 클라이언트처럼 동작하는 클라이언트 하나가 있습니다. 여기서는 전송, 배치, 재시도, 할당을 패키지마다 자기 방식으로 합니다.',
    '링크를 끊거나 디스크를 채울 수 없습니다. `docker compose pause broker-1`과 `docker compose kill broker-1`이 가장 가깝습니다.',
    '토픽은 빈 채로 시작합니다. 실행 중인 브로커에 준 설정(`kafka-configs.sh --entity-type brokers`)은 `compose.yaml`에 없습니다.',
    '`docker compose down`을 하면 레코드도 사라집니다.',
  ],
}

/** Scripts that call their brokers by names of the world. */
const naming = (scripts: Readonly<Record<string, string>>): string[] =>
  Object.entries(scripts).flatMap(([file, source]) => source.includes('BOOTSTRAP_SERVERS') ? [] : [`\`${file}\``])

const commands = (...lines: readonly string[]): string[] => ['', ...lines.map(line => `    ${line}`), '']

/** How the project runs, and what is otherwise there; in the page's language. */
export function readmeOf(name: string, scripts: Readonly<Record<string, string>>, cluster: ExportedCluster, language: Language): string {
  const words = language === 'ko' ? ko : en, files = Object.keys(scripts), named = naming(scripts)
  return [
    `# ${name}`, '', words.is, '',
    `## ${words.beside}`,
    ...commands('docker compose up -d', `docker compose run --rm scripts npm install   # ${words.once}`, ...files.map(file => `docker compose run --rm scripts npm start ${file}`)),
    `## ${words.here}`,
    ...commands('docker compose up -d', `npm install   # ${words.once}`, ...files.filter(file => !named.includes(`\`${file}\``)).map(file => `npm start ${file}`)),
    ...(named.length > 0 ? [words.alone(named.join(', ')), ''] : []),
    `${words.without}:`,
    ...commands(`npm run serve -- --brokers ${cluster.servers.filter(isBroker).length} --port 9092`),
    `## ${words.differs}`, '', ...words.differences.map(line => `- ${line}`), '',
  ].join('\n')
}

/** What scripts find in their environment: the brokers as this computer reaches them. */
export const environmentOf = (cluster: ExportedCluster): string => `BOOTSTRAP_SERVERS=${hostBrokersOf(cluster).join(',')}\n`
