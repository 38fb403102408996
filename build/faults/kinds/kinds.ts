import { databaseFaults } from './databases.ts';
import { deskFaults } from './desks.ts';
import { aWhile, type Fault, type Scene } from './fault.ts';
import { lineFaults } from './lines.ts';
import { replicaFaults } from './replicas.ts';
import { serverFaults } from './servers.ts';
import { versionFaults } from './versions.ts';

const alone: Record<string, Fault> = {
  ...serverFaults,
  ...databaseFaults,
  ...replicaFaults,
  ...lineFaults,
  ...deskFaults,
  ...versionFaults,
};

/** Three of them one after another, in any order; what is on its way meanwhile gets lost now and then. */
async function mix(scene: Scene): Promise<void> {
  const { random, premises } = scene;
  const possible = Object.values(alone).filter(({ isLong, unless }) => !isLong && !unless?.());
  for (let n = 0; n < 3; n++) {
    premises.line.loseAnswers(0.1);
    await random.pick(possible).play(scene);
    await aWhile(scene, 300);
  }
  premises.line.mend();
}

/** Every fault by its name. */
export const faults: Record<string, Fault> = {
  ...alone,
  mixed: { what: 'three faults one after another, while one answer in ten gets lost', play: mix },
};
