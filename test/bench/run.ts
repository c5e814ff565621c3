// `pnpm bench [name …]`: runs the benches and prints their figures as ratios within this run.
import { spawnSync } from 'node:child_process';
import { benchSync } from './sync/bench.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = { sync: benchSync };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
	console.error(
		`no bench named ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`
	);
	process.exit(2);
}
// The clients share core 1, so that the server has core 0 for itself.
spawnSync('taskset', ['-a', '-cp', '1', String(process.pid)], { stdio: 'ignore' });
for (const name of asked.length > 0 ? asked : Object.keys(benches)) await benches[name]?.();
